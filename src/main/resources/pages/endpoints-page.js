// The public addresses, and whether anything arrives at them.
import { el } from './dom.js';
import { get } from './api.js';
import { ago } from './time.js';
import { copyable, count, empty, head } from './parts.js';
import { icon } from './icons.js';
import { redrawWhen } from './live-look.js';

const LOOK_AFTER = 2000;

export async function endpointsPage(place) {
  const { items } = await get('/endpoints', {}, place.signal);
  redrawWhen(place, message => message.kind === 'event', LOOK_AFTER);
  return {
    title: 'Endpoints',
    node: [
      head('Endpoints', { about: 'The addresses that senders post to. They are described in routes/endpoints.yaml.' }),
      items.length ? el('ul.cards', { 'aria-label': 'Endpoints' }, items.map(card))
        : empty('No endpoint yet', 'An endpoint is an address that one sender posts to. Describe one in routes/endpoints.yaml of the workspace, for example:',
          el('pre.code', el('code', 'github:\n  provider: github\n  secrets: ["{{github.webhook.secret}}"]'))),
    ],
  };
}

function card(endpoint) {
  const name = encodeURIComponent(endpoint.name);
  return el('li.card', { 'data-quiet': endpoint.lastReceivedAt ? null : '' },
    el('div.card-head', el('h2', el('a', { href: `/endpoints/${name}`, 'data-row': '' }, endpoint.name)), el('span.quiet', endpoint.provider),
      endpoint.lastReceivedAt ? el('span.card-when', 'last ', ago(endpoint.lastReceivedAt)) : null),
    copyable(endpoint.url ?? endpoint.path, 'the address'),
    endpoint.lastReceivedAt || endpoint.rejected24h ? counts(endpoint, name)
      : el('p.card-waits', el('span.pulse', { 'aria-hidden': 'true' }), el('a', { href: `/endpoints/${name}` }, 'Waiting for its first request')),
    el('p.quiet', endpoint.routes?.length ? ['starts ', endpoint.routes.map((route, i) => [i ? ', ' : '', el('a', { href: `/routes/${encodeURIComponent(route)}` }, route)])]
      : 'starts no route: its events are kept'));
}

function counts(endpoint, name) {
  return el('p.card-counts',
    el('a', { href: `/events?endpoint=${name}&since=24h` }, count(endpoint.accepted24h, 'event')), ' in 24 hours',
    endpoint.duplicates24h ? `, ${count(endpoint.duplicates24h, 'duplicate')}` : '',
    endpoint.rejected24h ? [', ', el('a.warn', { href: `/endpoints/${name}#refused` }, icon('shield'), `${endpoint.rejected24h.toLocaleString('en')} refused`)] : '');
}

// The public addresses, and whether anything arrives at them.
import { el } from './dom.js';
import { get } from './api.js';
import { ago } from './time.js';
import { copyable, count, empty, head } from './parts.js';
import { icon } from './icons.js';

export async function endpointsPage(place) {
  const { items } = await get('/endpoints', {}, place.signal);
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
      el('span.card-when', endpoint.lastReceivedAt ? [icon('check'), 'last ', ago(endpoint.lastReceivedAt)] : [icon('clock'), 'waiting for its first request'])),
    copyable(endpoint.url ?? endpoint.path, 'the address'),
    el('p.card-counts',
      el('a', { href: `/events?endpoint=${name}&since=24h` }, count(endpoint.accepted24h, 'event')), ' today',
      endpoint.duplicates24h ? `, ${count(endpoint.duplicates24h, 'duplicate')}` : '',
      endpoint.rejected24h ? [', ', el('a.warn', { href: `/endpoints/${name}#refused` }, icon('shield'), `${endpoint.rejected24h.toLocaleString('en')} refused`)] : ''),
    el('p.quiet', endpoint.routes?.length ? ['starts ', endpoint.routes.map((route, i) => [i ? ', ' : '', el('a', { href: `/routes/${encodeURIComponent(route)}` }, route)])]
      : 'starts no route: its events are kept'));
}

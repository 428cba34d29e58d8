// One endpoint: its address, how to connect a sender to it, and why something did not arrive.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { go } from './router.js';
import { ago } from './time.js';
import { copyable, count, facts, head, prose, snippet, whole } from './parts.js';
import { icon } from './icons.js';
import { eventRow } from './event-rows.js';
import { refusals } from './refusals.js';
import { follow, mark } from './stream.js';

const LOOK_AFTER = 600;

export async function endpointPage(place) {
  const name = place.params.name;
  const filter = { endpoint: name };
  const begun = mark();
  const [endpoint, events] = await Promise.all([
    get(`/endpoints/${encodeURIComponent(name)}`, {}, place.signal),
    get('/events', { ...filter, limit: 5 }, place.signal),
  ]);
  const refused = await whole(refusals(place, name));
  const arrivals = el('div.arrivals');
  drawArrivals(arrivals, events.items, filter);
  watch(place, filter, events.items, arrivals, begun);
  return {
    title: name,
    node: [
      head(name, {
        before: el('p.crumbs', el('a', { href: '/endpoints' }, icon('left'), 'Endpoints')),
        about: [el('span', endpoint.provider), copyable(endpoint.url ?? endpoint.path, 'the address'),
          endpoint.urlKnown === false ? el('span', 'as seen from this machine: say hookwright.public-url for the address outside') : null],
      }),
      events.items.length ? null : waiting(endpoint),
      el('div.columns',
        el('div.column',
          events.items.length ? el('section.section', el('div.section-head', el('h2', 'Last events'),
            el('div.actions', el('a', { href: `/events?endpoint=${encodeURIComponent(name)}` }, 'All of them'))), arrivals) : arrivals,
          el('section.section', { id: 'refused' }, el('h2', 'Refused'), refused)),
        el('div.column', connect(endpoint, events.items.length > 0), settings(endpoint))),
    ],
  };
}

function waiting(endpoint) {
  return el('section.first-request', { 'aria-live': 'polite' },
    el('p.first-request-sign', el('span.pulse', { 'aria-hidden': 'true' }), el('strong', 'Waiting for the first request')),
    el('p', 'It opens here by itself as soon as it arrives. Send one from this machine:'),
    endpoint.curl ? snippet(endpoint.curl, 'the command') : null);
}

function connect(endpoint, quiet) {
  const lines = endpoint.connect ?? [];
  return el('details.section', { open: !quiet },
    el('summary', el('h2', 'How to connect a sender')),
    lines.length ? el('ol.connect', lines.map(line => el('li', el('span', prose(line))))) : el('p', 'Give the sender the address above.'),
    endpoint.curl && quiet ? [el('h3', 'Try it out'), snippet(endpoint.curl, 'the command')] : null,
    endpoint.samples?.length ? el('p.quiet.samples', 'Samples: ', endpoint.samples.map((sample, i) => [i ? ', ' : '', el('code', sample)])) : null);
}

function settings(endpoint) {
  return el('section.section', el('h2', 'Settings'), facts([
    ['Secret', endpoint.hasSecret ? 'set' : endpoint.provider === 'unsigned' ? 'none: anyone may post' : 'none'],
    ['Known by', endpoint.dedupKey],
    ['Answers', endpoint.reply],
    ['Starts', endpoint.routes?.length ? endpoint.routes.map((route, i) => [i ? ', ' : '', el('a', { href: `/routes/${encodeURIComponent(route)}` }, route)]) : 'no route'],
    ['Last 24 hours', `${count(endpoint.accepted24h, 'event')}, ${count(endpoint.duplicates24h, 'duplicate')}, ${Number(endpoint.rejected24h ?? 0)} refused`],
    ['Last', endpoint.lastReceivedAt ? ago(endpoint.lastReceivedAt) : 'never'],
  ]));
}

function drawArrivals(box, items, filter) {
  fill(box, items.length ? el('ol.rows.narrow', { 'aria-label': 'Last events' }, items.map(item => eventRow(item, filter))) : null);
}

/** The first event opens by itself; later ones take their place in the list. */
function watch(place, filter, items, box, begun) {
  let timer = 0;
  const wasEmpty = items.length === 0;
  place.onLeave(() => clearTimeout(timer));
  place.onLeave(follow(message => {
    if (message.kind !== 'step') timer ||= setTimeout(look, LOOK_AFTER);
  }, begun));
  async function look() {
    timer = 0;
    const answer = await get('/events', { ...filter, limit: 5 }, place.signal).catch(() => null);
    if (!answer || place.left) return;
    if (wasEmpty && answer.items.length) go(`/events/${answer.items.at(-1).id}?endpoint=${encodeURIComponent(filter.endpoint)}`);
    else if (!box.contains(document.activeElement)) drawArrivals(box, answer.items, filter);
  }
}

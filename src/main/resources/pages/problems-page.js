// What fails, put together by cause: one outage is one line, and is put right at once.
import { el } from './dom.js';
import { get } from './api.js';
import { again, go } from './router.js';
import { href } from './filter.js';
import { pill } from './status.js';
import { ago } from './time.js';
import { button, count, empty, head } from './parts.js';
import { replayAll } from './bulk-replay.js';
import { maySteer } from './session.js';
import { follow } from './stream.js';

const SPANS = [['24h', '24 hours'], ['7d', '7 days'], ['30d', '30 days']];
const LOOK_AFTER = 3000;

export async function problemsPage(place) {
  const since = place.query.get('since') ?? '7d';
  const { items } = await get('/problems', { since }, place.signal);
  liveLook(place);
  const dead = items.filter(item => item.status === 'dead').reduce((sum, item) => sum + item.count, 0);
  return {
    title: 'Problems',
    node: [
      head('Problems', {
        about: items.length ? `${count(items.length, 'cause')}, ${count(dead, 'run')} that nothing will try again.` : null,
        actions: [span(since), el('a.button', { href: '/replays' }, 'Past replays')],
      }),
      items.length ? el('ol.rows.problems', { 'aria-label': 'Problems' }, items.map(problem))
        : empty('Nothing fails', `No run has failed in the last ${SPANS.find(([value]) => value === since)?.[1] ?? since}. Refused requests are not here: they stand with their endpoint.`,
          el('p', el('a.button', { href: '/endpoints' }, 'To the endpoints'))),
    ],
  };
}

function span(since) {
  const select = el('select', { id: 'problems-since', 'aria-label': 'Since when', onchange: () => go(`/problems?since=${select.value}`) },
    SPANS.map(([value, word]) => el('option', { value, selected: value === since }, `Last ${word}`)));
  return select;
}

function problem(item) {
  const filter = item.filter ?? { route: item.route, status: item.status };
  return el('li.problem', { 'data-status': item.status },
    el('div.problem-count', el('strong', Number(item.count).toLocaleString('en')), pill(item.status)),
    el('div.problem-what',
      el('h2', el('a', { href: href(filter), 'data-row': '' }, item.cause ?? 'failed')),
      el('p', el('a', { href: `/routes/${encodeURIComponent(item.route)}` }, item.route), item.step ? [' at ', el('code', item.step)] : null),
      el('p.quiet', 'first ', ago(item.firstSeen), ', last ', ago(item.lastSeen),
        item.status === 'waiting' ? '. Tried again by itself.' : '')),
    el('div.actions',
      item.sampleEventId ? el('a.button', { href: href(filter, `/events/${item.sampleEventId}`) }, 'An example') : null,
      maySteer() && item.status === 'dead' ? button(item.count > 1 ? `Replay all ${Number(item.count).toLocaleString('en')}…` : 'Replay…', () => replayAll(filter), { sign: 'replay', kind: 'primary' }) : null));
}

function liveLook(place) {
  let timer = 0;
  let first = true;
  place.onLeave(follow(message => {
    const matters = message.kind === 'run' && ['dead', 'waiting', 'succeeded'].includes(message.data.status);
    if (message.kind === 'look' && first) {
      first = false;
      return;
    }
    if (matters || message.kind === 'look') timer ||= setTimeout(look, LOOK_AFTER);
  }));
  place.onLeave(() => clearTimeout(timer));
  function look() {
    timer = 0;
    if (document.querySelector('dialog[open]') || document.querySelector('main .actions:hover, main :focus-visible')) timer = setTimeout(look, LOOK_AFTER);
    else again();
  }
}

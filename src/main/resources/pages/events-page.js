// All that came in, newest first: live, filtered, searched.
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { get } from './api.js';
import { go } from './router.js';
import { NAMES, href, isEmpty, read, said, typed, without } from './filter.js';
import { RUN_STATUSES } from './status.js';
import { button, head, whole } from './parts.js';
import { histogram, keepCounting, totals } from './histogram.js';
import { EventList } from './event-list.js';
import { replayAll } from './bulk-replay.js';
import { mark } from './stream.js';
import { saveButton, viewChips } from './views.js';
import { maySteer } from './session.js';

const SPANS = [['15m', '15 minutes'], ['1h', 'hour'], ['24h', '24 hours'], ['7d', '7 days'], ['30d', '30 days']];

export async function eventsPage(place) {
  const filter = read(place.query);
  const begun = mark();
  const [first, stats, endpoints, routes] = await Promise.all([
    get('/events', filter, place.signal),
    whole(get('/stats', filter, place.signal)),
    whole(get('/endpoints', {}, place.signal), { items: [] }),
    whole(get('/routes', {}, place.signal), { items: [] }),
  ]);
  const list = new EventList(place, filter, first, begun);
  const chart = el('div.chart');
  const zoom = range => go(href({ ...filter, ...range }));
  const draw = answer => fill(chart, answer && [
    histogram(answer, zoom), totals(answer, status => href({ ...filter, status }), filter.since ? '' : ' in the last 24 hours'),
  ]);
  draw(stats);
  keepCounting(place, filter, stats, draw);
  list.onChange(async () => {
    const fresh = await get('/stats', filter, place.signal).catch(() => null);
    if (!place.left && fresh && !chart.contains(document.activeElement) && !chart.matches(':hover')) draw(fresh);
  });
  place.keys.r = () => list.replayFocused();
  place.keys.x = () => list.chosen?.toggleFocused();
  const canReplay = maySteer() && !isEmpty(filter) && first.items.length > 0;
  if (canReplay) place.commands.push({ name: 'Replay all events that fit…', act: () => replayAll(filter) });
  return {
    title: 'Events',
    node: [
      head('Events', { actions: [
        isEmpty(filter) || !first.items.length ? null
          : el('a.button', { href: `/api/v1${href(filter, '/events/export')}`, download: 'events.jsonl', title: 'All that fit, whole, one a line' }, icon('save'), 'Export'),
        canReplay ? button('Replay all that fit…', () => replayAll(filter), { sign: 'replay' }) : null,
      ] }),
      viewChips(filter),
      filterBar(filter, endpoints.items, routes.items),
      chips(filter),
      chart,
      list.node,
    ],
  };
}

function filterBar(filter, endpoints, routes) {
  const search = el('input', {
    id: 'search', type: 'search', placeholder: 'Search ids, keys and payloads, or type:invoice.*', 'aria-label': 'Search events',
    value: filter.q ?? '', autocomplete: 'off', spellcheck: 'false',
  });
  return el('form.filters', { role: 'search', onsubmit: event => {
    event.preventDefault();
    go(href(typed(search.value, filter)));
  } },
  el('span.search', icon('search'), search),
  choice('status', 'Any status', RUN_STATUSES.map(status => [status, status]), filter),
  choice('endpoint', 'Any endpoint', endpoints.map(one => [one.name, one.name]), filter),
  choice('route', 'Any route', routes.map(one => [one.id, one.id]), filter),
  choice('since', 'Any time', SPANS.map(([span, word]) => [span, `Last ${word}`]), filter));
}

function choice(name, any, options, filter) {
  const known = options.some(([value]) => value === filter[name]);
  const all = filter[name] && !known ? [...options, [filter[name], said(name, filter[name])]] : options;
  const select = el('select', { id: `filter-${name}`, 'aria-label': name === 'since' ? 'time' : name,
    onchange: () => go(href({ ...without(filter, name, ...(name === 'since' ? ['until'] : [])), [name]: select.value })) },
  el('option', { value: '' }, any), all.map(([value, word]) => el('option', { value, selected: value === filter[name] }, word)));
  return select;
}

function chips(filter) {
  const set = NAMES.filter(name => filter[name]);
  return set.length === 0 ? null : el('ul.chips', { 'aria-label': 'Filter' },
    set.map(name => el('li', el('a.chip', { href: href(without(filter, name)), 'aria-label': `Without ${said(name, filter[name])}` },
      said(name, filter[name]), icon('cross')))),
    el('li', set.length > 1 ? el('a.chip.clear', { href: '/events' }, 'Clear all') : null, saveButton(filter)));
}

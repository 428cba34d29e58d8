// All that came in, newest first: live, filtered, searched.
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { get } from './api.js';
import { go } from './router.js';
import { NAMES, href, isEmpty, read, said, typed, without } from './filter.js';
import { RUN_STATUSES } from './status.js';
import { button, empty, head, snippet, whole } from './parts.js';
import { at } from './time.js';
import { histogram, keepCounting, totals } from './histogram.js';
import { eventRow } from './event-rows.js';
import { replayAll } from './bulk-replay.js';
import { replayEvent } from './replay-dialog.js';
import { Chosen } from './chosen.js';
import { follow, mark } from './stream.js';
import { maySteer } from './session.js';

const LOOK_AFTER = 700;
const STATS_AFTER = 5000;
const PAGE = 50;
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
  return {
    title: 'Events',
    node: [
      head('Events', { actions: [
        maySteer() && !isEmpty(filter) && first.items.length
          ? button('Replay these…', () => replayAll(filter), { sign: 'replay' }) : null,
      ] }),
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
    set.length > 1 ? el('li', el('a.chip.clear', { href: '/events' }, 'Clear all')) : null);
}

/** The rows. New ones wait behind a button, so that nothing moves under the reader's eyes. */
class EventList {
  #rows = el('ol.rows', { 'aria-label': 'Events' });
  #pill = el('div.fresh', { role: 'status' });
  #foot = el('div.foot');
  #waiting = new Map();
  #shown = new Map();
  #changed = () => {};
  #timer = 0;
  #statsAt = Date.now();

  constructor(place, filter, first, begun) {
    this.place = place;
    this.filter = filter;
    this.chosen = maySteer() ? new Chosen() : null;
    this.cursor = first.nextCursor;
    this.#add(first.items);
    this.searchedUntil = first.searchedUntil;
    this.node = el('div.list', this.#pill, this.#rows, this.#foot, this.chosen?.bar);
    this.#drawFoot();
    this.#searchOn();
    place.onLeave(follow(message => this.#heard(message), begun));
    place.onLeave(() => clearTimeout(this.#timer));
  }

  onChange(action) {
    this.#changed = action;
  }

  replayFocused() {
    const id = document.activeElement?.dataset?.row;
    if (id && maySteer()) replayEvent(id);
  }

  #add(items) {
    for (const item of items) {
      this.#shown.set(item.id, item);
      this.#rows.append(eventRow(item, this.filter, this.chosen));
    }
  }

  /** A search in payloads answers with what it has found by then: goes on until the page is filled. */
  async #searchOn() {
    while (this.searchedUntil && this.cursor && this.#shown.size < PAGE && !this.place.left) {
      const next = await get('/events', { ...this.filter, cursor: this.cursor }, this.place.signal).catch(() => null);
      if (!next) return;
      this.#take(next);
      this.#drawFoot();
    }
  }

  #take(next) {
    this.cursor = next.nextCursor;
    this.searchedUntil = next.searchedUntil;
    this.#add(next.items);
  }

  #drawFoot() {
    if (this.searchedUntil && this.cursor && this.#shown.size < PAGE) {
      fill(this.#foot, el('p.quiet', 'Searching, back to ', at(this.searchedUntil), ' so far…'));
    } else if (!this.#shown.size) {
      fill(this.#foot, isEmpty(this.filter) ? nothingYet() : nothingFits(this.filter));
    } else if (this.cursor) {
      const more = button('Show older', async () => {
        more.disabled = true;
        const next = await get('/events', { ...this.filter, cursor: this.cursor }, this.place.signal);
        const focus = this.#rows.children.length;
        this.#take(next);
        this.#drawFoot();
        this.#rows.children[focus]?.querySelector('a').focus();
      });
      fill(this.#foot, more);
    } else {
      fill(this.#foot, el('p.quiet', 'That is all.'));
    }
  }

  #heard(message) {
    if (message.kind === 'run') this.#update(message.data);
    if (message.kind === 'event' || message.kind === 'run' || message.kind === 'look') {
      this.#timer ||= setTimeout(() => this.#look(), LOOK_AFTER);
    }
  }

  #update(run) {
    const event = this.#shown.get(run.eventId);
    const known = event?.runs.find(one => one.id === run.id);
    if (known) {
      Object.assign(known, run);
      this.#redraw(event);
    }
  }

  #redraw(event) {
    const row = this.#rows.querySelector(`[data-id="${CSS.escape(event.id)}"]`);
    const focused = row?.contains(document.activeElement);
    const fresh = eventRow(event, this.filter, this.chosen);
    row?.replaceWith(fresh);
    if (focused) fresh.querySelector('a').focus({ preventScroll: true });
  }

  /** The first page anew, by the same filter: what it holds that is not shown is new. */
  async #look() {
    let answer;
    try {
      answer = await get('/events', this.filter, this.place.signal);
    } catch {
      return;
    } finally {
      this.#timer = 0;
    }
    if (this.place.left) return;
    const newest = this.#rows.firstElementChild?.dataset.id ?? '';
    for (const item of answer.items) {
      const shown = this.#shown.get(item.id);
      if (shown) {
        if (JSON.stringify(shown.runs) !== JSON.stringify(item.runs) || shown.duplicateCount !== item.duplicateCount) {
          this.#shown.set(item.id, item);
          this.#redraw(item);
        }
      } else if (item.id > newest) {
        this.#waiting.set(item.id, item);
      }
    }
    this.more = this.#waiting.size > 0 && this.#waiting.size >= answer.items.length && answer.nextCursor !== null;
    if (!this.#shown.size && this.#waiting.size) this.#showWaiting();
    else this.#drawPill();
    if (Date.now() - this.#statsAt > STATS_AFTER) {
      this.#statsAt = Date.now();
      this.#changed();
    }
  }

  #drawPill() {
    if (!this.#waiting.size) return;
    const word = `${this.more ? `${this.#waiting.size}+` : this.#waiting.size} new ${this.#waiting.size === 1 ? 'event' : 'events'} - show`;
    fill(this.#pill, button(word, () => this.#showWaiting(), { kind: 'fresh-button', sign: 'up' }));
  }

  #showWaiting() {
    if (this.more) {
      go(location.pathname + location.search, { replace: true });
      return;
    }
    const items = [...this.#waiting.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
    this.#waiting.clear();
    fill(this.#pill);
    this.#rows.prepend(...items.map(item => {
      this.#shown.set(item.id, item);
      return eventRow(item, this.filter, this.chosen);
    }));
    this.#drawFoot();
    this.#rows.querySelector('a')?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
}

function nothingYet() {
  return empty('Nothing has come in yet',
    'Whatever a sender posts to one of your endpoints stands here within a second, and stays.',
    el('p', el('a', { href: '/endpoints' }, 'Your endpoints'), ' have their addresses, how to connect each, and what was refused. Or try one out:'),
    snippet('./hookwright trigger ENDPOINT', 'the command'));
}

function nothingFits(filter) {
  const wider = filter.since || filter.until ? without(filter, 'since', 'until') : {};
  return empty('Nothing fits this filter',
    filter.status === 'dead' ? 'No event has failed for good: there is nothing to put right.' : 'New events that fit it show up here by themselves.',
    el('p', el('a.button', { href: href(wider) }, filter.since || filter.until ? 'Look at any time' : 'Show all events'), ' ',
      filter.endpoint ? el('a', { href: `/endpoints/${encodeURIComponent(filter.endpoint)}` }, 'Was something refused?') : null));
}


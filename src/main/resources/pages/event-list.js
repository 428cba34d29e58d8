// The rows of events: live, and as many as the reader asks for.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { go } from './router.js';
import { isEmpty, without, href } from './filter.js';
import { button, doing, empty, snippet } from './parts.js';
import { at } from './time.js';
import { eventRow } from './event-rows.js';
import { replayEvent } from './replay-dialog.js';
import { Chosen } from './chosen.js';
import { follow } from './stream.js';
import { maySteer } from './session.js';

const LOOK_AFTER = 700;
const REDRAW_AFTER = 250;
const STATS_AFTER = 5000;
const PAGE = 50;
/** How many older ones come at once. */
const OLDER = 200;

/** The rows. New ones wait behind a button, so that nothing moves under the reader's eyes. */
export class EventList {
  #rows = el('ol.rows', { 'aria-label': 'Events' });
  #elements = new Map();
  #dirty = new Set();
  #redrawTimer = 0;
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
    place.onLeave(() => {
      clearTimeout(this.#timer);
      clearTimeout(this.#redrawTimer);
    });
  }

  onChange(action) {
    this.#changed = action;
  }

  replayFocused() {
    const id = document.activeElement?.dataset?.row;
    if (id && maySteer()) replayEvent(id);
  }

  #add(items) {
    this.#rows.append(...items.map(item => this.#row(item)));
  }

  #row(item) {
    const row = eventRow(item, this.filter, this.chosen);
    this.#shown.set(item.id, item);
    this.#elements.set(item.id, row);
    return row;
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
      const more = button('Show older', () => doing(more, async () => {
        const next = await get('/events', { ...this.filter, cursor: this.cursor, limit: OLDER }, this.place.signal);
        const focus = this.#rows.children.length;
        this.#take(next);
        this.#drawFoot();
        this.#rows.children[focus]?.querySelector('a').focus();
      }));
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

  /** Soon, and together with others: hundreds a second may change. */
  #redraw(event) {
    this.#dirty.add(event.id);
    this.#redrawTimer ||= setTimeout(() => this.#redrawDirty(), REDRAW_AFTER);
  }

  #redrawDirty() {
    this.#redrawTimer = 0;
    for (const id of this.#dirty) {
      const row = this.#elements.get(id);
      const focused = row.contains(document.activeElement);
      const fresh = this.#row(this.#shown.get(id));
      row.replaceWith(fresh);
      if (focused) fresh.querySelector('a').focus({ preventScroll: true });
    }
    this.#dirty.clear();
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
    this.#rows.prepend(...items.map(item => this.#row(item)));
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


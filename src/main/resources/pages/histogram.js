// Outcomes over time, as bars. A stretch of it is chosen by dragging, or with the arrow keys.
import { el, fill, svg } from './dom.js';
import { get } from './api.js';
import { STATUSES } from './status.js';
import { clock, day } from './time.js';
import { count } from './parts.js';

const HEIGHT = 56;
const COUNT_AGAIN = 1000;
/** From the foot upwards. */
const ORDER = ['succeeded', 'cancelled', 'ready', 'running', 'waiting', 'dead'];
const MIN_SHARE = 2.5;

/** @param zoom is told {since, until} as instants when a stretch was chosen */
export function histogram(stats, zoom) {
  const buckets = stats.buckets ?? [];
  if (!buckets.length) return el('div.histogram');
  const chart = new Chart(stats, buckets, zoom);
  return el('div.histogram', chart.box, chart.said,
    el('div.axis', { 'aria-hidden': 'true' }, labels(stats).map(text => el('span', text))));
}

export const runsOf = bucket => ORDER.reduce((sum, status) => sum + (bucket[status] ?? 0), 0);

class Chart {
  #from = null;
  #to = null;
  #dragging = false;

  constructor(stats, buckets, zoom) {
    this.buckets = buckets;
    this.seconds = stats.bucketSeconds;
    this.zoom = zoom;
    this.most = Math.max(1, ...buckets.map(runsOf));
    this.chosen = svg('rect.chosen', { y: 0, height: HEIGHT, width: 0 });
    this.said = el('p.histogram-said', { 'aria-live': 'off' });
    this.box = el('div.histogram-box', {
      id: 'histogram', tabindex: '0', role: 'slider', 'aria-label': 'Outcomes over time. Arrow keys choose, with Shift a stretch, Enter zooms in.',
      'aria-valuemin': 0, 'aria-valuemax': buckets.length - 1, 'aria-valuenow': 0, 'aria-valuetext': this.#told(0, 0),
      onpointerdown: event => this.#down(event), onpointermove: event => this.#moved(event), onpointerup: () => this.#up(),
      onpointercancel: () => this.#clear(), onkeydown: event => this.#key(event), onpointerleave: () => this.#dragging || this.#clear(),
    }, svg('svg', { viewBox: `0 0 ${buckets.length} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      buckets.map((bucket, i) => this.#bar(bucket, i)), this.chosen));
  }

  #bar(bucket, i) {
    let foot = HEIGHT;
    return ORDER.filter(status => bucket[status] > 0).map(status => {
      const height = Math.max(MIN_SHARE, bucket[status] / this.most * (HEIGHT - 4));
      foot -= height;
      return svg('rect', { 'data-status': status, x: i + 0.08, width: 0.84, y: Math.max(0, foot), height });
    });
  }

  #told(from, to) {
    const start = new Date(this.buckets[from].at);
    const end = new Date(Date.parse(this.buckets[to].at) + this.seconds * 1000);
    const sums = {};
    for (const bucket of this.buckets.slice(from, to + 1)) {
      for (const status of ORDER) sums[status] = (sums[status] ?? 0) + (bucket[status] ?? 0);
    }
    const parts = [...ORDER].reverse().filter(status => sums[status]).map(status => `${sums[status]} ${STATUSES[status].word}`);
    return `${day(start).slice(5)} ${clock(start, this.seconds < 60)} to ${clock(end, this.seconds < 60)}: ${parts.join(', ') || 'nothing'}`;
  }

  #choose(from, to) {
    this.#from = from;
    this.#to = to;
    const [first, last] = this.#range();
    this.chosen.setAttribute('x', first);
    this.chosen.setAttribute('width', last - first + 1);
    fill(this.said, this.#told(first, last));
    this.box.setAttribute('aria-valuenow', to);
    this.box.setAttribute('aria-valuetext', this.#told(first, last));
  }

  #range() {
    return [Math.min(this.#from, this.#to), Math.max(this.#from, this.#to)];
  }

  #clear() {
    this.#dragging = false;
    this.#from = null;
    this.chosen.setAttribute('width', 0);
    fill(this.said);
  }

  #place(event) {
    const box = this.box.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(this.buckets.length - 1, Math.max(0, Math.floor(share * this.buckets.length)));
  }

  #down(event) {
    if (event.button !== 0) return;
    this.box.setPointerCapture(event.pointerId);
    this.#dragging = true;
    const i = this.#place(event);
    this.#choose(i, i);
  }

  #moved(event) {
    const i = this.#place(event);
    this.#choose(this.#dragging ? this.#from : i, i);
  }

  #up() {
    if (!this.#dragging) return;
    this.#dragging = false;
    this.#zoomIn();
  }

  #zoomIn() {
    if (this.#from === null) return;
    const [first, last] = this.#range();
    this.zoom({
      since: new Date(this.buckets[first].at).toISOString(),
      until: new Date(Date.parse(this.buckets[last].at) + this.seconds * 1000).toISOString(),
    });
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -this.buckets.length, End: this.buckets.length }[event.key];
    if (step) {
      const now = this.#from === null ? (step > 0 ? -1 : this.buckets.length) : this.#to;
      const next = Math.min(this.buckets.length - 1, Math.max(0, now + step));
      this.#choose(event.shiftKey && this.#from !== null ? this.#from : next, next);
    } else if (event.key === 'Enter') {
      this.#zoomIn();
    } else if (event.key === 'Escape') {
      this.#clear();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function labels({ since, until }) {
  const from = Date.parse(since);
  const to = Date.parse(until);
  const days = to - from > 36 * 3600 * 1000;
  return [0, 0.25, 0.5, 0.75, 1].map(share => {
    const at = new Date(from + share * (to - from));
    return days ? `${day(at).slice(5)} ${clock(at, false)}` : clock(at, to - from < 5 * 60 * 1000);
  });
}

/** Where much is to be counted the server answers with what it has: asks again until it has all. */
export function keepCounting(place, params, stats, draw) {
  if (!stats || stats.complete !== false) return;
  const timer = setTimeout(async () => {
    const more = await get('/stats', params, place.signal).catch(() => null);
    if (place.left || !more) return;
    draw(more);
    keepCounting(place, params, more, draw);
  }, COUNT_AGAIN);
  place.onLeave(() => clearTimeout(timer));
}

/** The counts beside it, each a link that narrows the list to it. */
export function totals(stats, hrefOf, when = '') {
  const sums = stats.totals ?? {};
  return el('p.totals', el('span', count(sums.accepted, 'event'), when, stats.complete === false ? ', still counting' : ''),
    [...ORDER].reverse().filter(status => sums[status]).map(status =>
      el('a', { href: hrefOf(status), 'data-status': status }, el('span.swatch', { 'aria-hidden': 'true' }),
        `${Number(sums[status]).toLocaleString('en')} ${STATUSES[status].word}`)));
}

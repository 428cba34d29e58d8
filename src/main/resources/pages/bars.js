// Small charts, one beside the other, with the largest value of each.
import { el, svg } from './dom.js';
import { clock, day, duration } from './time.js';

const HEIGHT = 56;
const WORDS = { accepted: ['accepted', 'succeeded'], rejected: ['refused', 'rejected'] };

/** How many of each came. */
export function bars(stats, keys) {
  const buckets = stats.buckets ?? [];
  return el('div.bars', keys.map(key => {
    const [word, status] = WORDS[key];
    const values = buckets.map(bucket => bucket[key] || null);
    const most = Math.max(...values, 0);
    const sum = values.reduce((all, value) => all + (value ?? 0), 0);
    return chart(stats, `${sum.toLocaleString('en')} ${word}`, most ? `at most ${most.toLocaleString('en')} in ${span(stats.bucketSeconds)}` : 'none',
      values, value => value.toLocaleString('en'), [{ values, status }]);
  }));
}

/** What half of the runs took, in front of what 95 of 100 did. */
export function latencies(stats) {
  const buckets = stats.buckets ?? [];
  const half = buckets.map(bucket => bucket.p50Ms ?? null);
  const most = buckets.map(bucket => bucket.p95Ms ?? null);
  return chart(stats, 'Half of the runs, and 95 of 100', `at most ${duration(Math.max(...most, 0))}`, most,
    (value, i) => `half within ${duration(half[i])}, 95 of 100 within ${duration(value)}`,
    [{ values: most, status: 'latency-most' }, { values: half, status: 'latency-half' }]);
}

/** @param said a value in words, for whoever points at it */
function chart(stats, title, about, values, said, layers) {
  const top = Math.max(...values, 1);
  const height = value => Math.max(2, value / top * HEIGHT);
  const note = el('span.quiet', about);
  const point = event => {
    const box = event.currentTarget.getBoundingClientRect();
    const i = Math.min(values.length - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * values.length)));
    const from = new Date(stats.buckets[i].at);
    note.textContent = `${day(from).slice(5)} ${clock(from, stats.bucketSeconds < 60)}: ${values[i] === null ? 'nothing' : said(values[i], i)}`;
  };
  return el('figure', el('figcaption', title, note),
    svg('svg', { viewBox: `0 0 ${Math.max(1, values.length)} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${title}, ${about}`,
      onpointermove: event => values.length && point(event), onpointerleave: () => { note.textContent = about; } },
    layers.map(layer => layer.values.map((value, i) => (value === null ? null : svg('rect', { 'data-status': layer.status, x: i + 0.08, width: 0.84,
      y: HEIGHT - height(value), height: height(value) }))))));
}

function span(seconds) {
  if (seconds % 3600 === 0) return seconds === 3600 ? 'an hour' : `${seconds / 3600} hours`;
  if (seconds % 60 === 0) return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`;
  return `${seconds} s`;
}

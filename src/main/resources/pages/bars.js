// Two small charts one under the other, with the largest value of each.
import { el, svg } from './dom.js';

const HEIGHT = 40;
const WORDS = { accepted: ['accepted', 'succeeded'], rejected: ['refused', 'rejected'] };

export function bars(stats, keys) {
  const buckets = stats.buckets ?? [];
  return el('div.bars', keys.map(key => {
    const [word, status] = WORDS[key];
    const values = buckets.map(bucket => bucket[key] ?? 0);
    const most = Math.max(...values, 0);
    const sum = values.reduce((all, value) => all + value, 0);
    return el('figure', el('figcaption', `${sum.toLocaleString('en')} ${word}`, el('span.quiet', most ? `at most ${most.toLocaleString('en')} in ${span(stats.bucketSeconds)}` : 'none')),
      svg('svg', { viewBox: `0 0 ${Math.max(1, values.length)} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${sum} ${word}, at most ${most} in ${span(stats.bucketSeconds)}` },
        values.map((value, i) => (value ? svg('rect', { 'data-status': status, x: i + 0.08, width: 0.84,
          y: HEIGHT - Math.max(2, value / most * HEIGHT), height: Math.max(2, value / most * HEIGHT) }) : null))));
  }));
}

function span(seconds) {
  if (seconds % 3600 === 0) return seconds === 3600 ? 'an hour' : `${seconds / 3600} hours`;
  if (seconds % 60 === 0) return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`;
  return `${seconds} s`;
}

import { svg } from './dom.js';

// Strokes in a box of 16 by 16.
const PATHS = {
  check: 'm3.5 8.5 3 3 6-7',
  cross: 'm4.5 4.5 7 7m0-7-7 7',
  clock: 'M8 4.8V8l2.2 1.5M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2Z',
  running: 'M8 2.2a5.8 5.8 0 1 0 5.8 5.8',
  dots: 'M4 8h.01M8 8h.01M12 8h.01',
  slash: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2ZM4 12l8-8',
  minus: 'M4 8h8',
  shield: 'M8 2 3.2 3.8v3.6c0 3 2 5.2 4.8 6.6 2.8-1.4 4.8-3.6 4.8-6.6V3.8L8 2Zm0 3.6v2.8m0 2.1v.1',
  copy: 'M6 5.5h6.5V13H6V5.5ZM10 5.5V3H3.5v7.5H6',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4Zm3.2 7.4 3 3',
  replay: 'M3 8a5 5 0 1 0 1.7-3.8L3 5.8M3 2.6v3.2h3.2',
  left: 'm9.8 3.5-4.5 4.5 4.5 4.5',
  right: 'm6.2 3.5 4.5 4.5-4.5 4.5',
  up: 'm3.5 9.8 4.5-4.5 4.5 4.5',
  down: 'm3.5 6.2 4.5 4.5 4.5-4.5',
  pause: 'M5.5 3.5v9m5-9v9',
  play: 'm5 3.5 7 4.5-7 4.5v-9Z',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  later: 'M2.8 3.8h10.4v9.4H2.8V3.8Zm0 3h10.4M5.6 2.2v3m4.8-3v3',
  key: 'M10.2 2.6a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM7.9 8.1 2.6 13.4m1.6-1.6 1.6 1.6',
  bell: 'M4 11V7.4a4 4 0 1 1 8 0V11l1.2 1.2H2.8L4 11Zm2.6 3h2.8',
  star: 'm8 2.4 1.7 3.6 3.9.5-2.9 2.7.8 3.9L8 11.2l-3.5 1.9.8-3.9-2.9-2.7 3.9-.5L8 2.4Z',
  keyboard: 'M1.8 4.2h12.4v7.6H1.8V4.2Zm2.4 2.4h.01M6.7 6.6h.01M9.2 6.6h.01M11.8 6.6h.01M5 9.4h6',
  leave: 'M9.5 2.8H3.2v10.4h6.3M7 8h6.5m-2.3-2.4L13.6 8l-2.4 2.4',
  save: 'M8 2.5v7.3m-3-2.9 3 3 3-3M3 13.2h10',
  step: 'M2.5 8h8m-3-3.2L10.8 8l-3.3 3.2M13.5 3.5v9',
};

/** A sign that says nothing by itself: a word stands beside it, or its button has a label. */
export function icon(name) {
  return svg('svg.icon', { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: PATHS[name] ?? PATHS.dots }));
}

/** The product's own sign. */
export function mark() {
  return svg('svg.mark', { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { width: 24, height: 24, rx: 6 }),
    svg('path', { d: 'M14.5 5v7.2a3.7 3.7 0 1 1-7.4 0V11' }),
    svg('path', { d: 'm4.9 13.2 2.2-2.4 2.4 2.2' }),
    svg('circle', { cx: 14.5, cy: 5.4, r: 1.4 }));
}

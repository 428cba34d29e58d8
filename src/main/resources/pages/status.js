import { el } from './dom.js';
import { icon } from './icons.js';

/** What a run's status looks like: always sign, word and colour together. */
export const STATUSES = {
  succeeded: { icon: 'check', word: 'succeeded' },
  dead: { icon: 'cross', word: 'dead' },
  waiting: { icon: 'clock', word: 'waiting' },
  scheduled: { icon: 'later', word: 'scheduled' },
  running: { icon: 'running', word: 'running' },
  ready: { icon: 'dots', word: 'ready' },
  cancelled: { icon: 'slash', word: 'cancelled' },
  none: { icon: 'minus', word: 'no route' },
  rejected: { icon: 'shield', word: 'refused' },
  retry: { icon: 'cross', word: 'failed, may mend' },
  failed: { icon: 'cross', word: 'failed' },
  unknown: { icon: 'dots', word: 'not known' },
  skipped: { icon: 'minus', word: 'not reached' },
};

/** The statuses that a run can have, the most urgent first. */
export const RUN_STATUSES = ['dead', 'waiting', 'running', 'ready', 'cancelled', 'succeeded'];

export function pill(status, word) {
  const known = STATUSES[status] ?? { icon: 'dots', word: status };
  return el('span.pill', { 'data-status': STATUSES[status] ? status : 'none' }, icon(known.icon), word ?? known.word);
}

/** The newest run of each route: what a replay mended is not counted against the event. */
export function latestRuns(runs) {
  const latest = new Map();
  for (const run of runs ?? []) {
    const other = latest.get(run.route);
    if (!other || run.createdAt >= other.createdAt) latest.set(run.route, run);
  }
  return [...latest.values()];
}

/** How a run stands: one that waits for its first try has not failed, it was put off. */
export function standing(run) {
  return run.status === 'waiting' && !run.error && run.attempt === 0 ? 'scheduled' : run.status;
}

/** Whether it has failed and can go on where it stopped: one that is tried again by itself, at once. */
export const canGoOn = run => run.status === 'dead' || run.status === 'cancelled' || (run.status === 'waiting' && Boolean(run.error));

/** The most urgent first. */
const URGENCY = ['dead', 'waiting', 'running', 'ready', 'scheduled', 'cancelled', 'succeeded'];

export const byUrgency = (a, b) => URGENCY.indexOf(standing(a)) - URGENCY.indexOf(standing(b));

/** The one word that says how an event stands. */
export function eventStatus(event) {
  const [first] = latestRuns(event.runs).sort(byUrgency);
  return first ? standing(first) : 'none';
}

// A run, step by step: each attempt with its answer, what was not reached, and what comes next.
import { el, svg } from './dom.js';
import { post } from './api.js';
import { again } from './router.js';
import { icon } from './icons.js';
import { canGoOn, pill, standing } from './status.js';
import { at, duration, until } from './time.js';
import { ask, button, count, say } from './parts.js';
import { excerpt, sent } from './exchange.js';
import { maySteer } from './session.js';
import { versionNote } from './route-version.js';

export const STEP_WORDS = { succeeded: 'done', waiting: 'not done', dead: 'failed' };

const WIDTH = 1000;
/** What is inside of these may well be meant to be left out. */
const PERHAPS = new Set(['when', 'otherwise', 'filter', 'doCatch', 'doFinally', 'onFallback', 'onException', 'loop', 'split']);
/** The least share that a bar, and the most that a pause, takes of the width. */
const BAR = 12;
const PAUSE = 60;

/** @param superseded whether a newer run of the same route stands above: then it is folded */
export function runSection(event, run, { tree, fresh, superseded, replay }) {
  const attempts = (run.steps ?? []).flatMap(step => step.attempts);
  const scale = scaleOf(attempts);
  const now = standing(run);
  const missed = run.status === 'succeeded' || superseded ? [] : notReached(tree, run);
  const title = [el('h2', superseded ? run.route : el('a', { href: `/routes/${encodeURIComponent(run.route)}` }, run.route)), pill(now),
    el('span.quiet', [superseded ? 'earlier' : null, run.replay ? 'replay' : null, run.attempt > 1 ? `driven ${count(run.attempt, 'time')}` : null,
      run.endedAt ? `took ${duration(Date.parse(run.endedAt) - Date.parse(run.createdAt))}` : null].filter(Boolean).join(' · '))];
  const content = [versionNote(run), superseded ? null : next(event, run),
    el('ol.timeline',
      (run.steps ?? []).map(step => stepItem(step, run, scale)),
      missed.map(node => missedItem(node, now)),
      !(run.steps ?? []).length && !missed.length ? el('li.quiet', nothingCalled(run)) : null)];
  const attributes = { 'data-fresh': fresh || null, 'data-status': now, 'aria-label': `Run of ${run.route}` };
  return superseded
    ? el('details.run.folded', { ...attributes, 'data-focus': `run-${run.id}` }, el('summary.section-head', { 'data-focus': `run-${run.id}` }, title), content)
    : el('section.run', attributes, el('div.section-head', title, maySteer() ? el('div.actions', actions(event, run, replay)) : null), content);
}

function missedItem(node, now) {
  return el('li.step.missed', el('div.step-head', pill('skipped', now === 'scheduled' ? 'to come' : undefined), el('span.step-name', node.id),
    el('span.quiet', node.description ?? shortened(node.label))));
}

const isSaid = request => typeof request === 'string' ? request !== '' : Object.keys(request ?? {}).length > 0;

const shortened = label => (label ?? '').replace(/^kamelet:/, '');

function nothingCalled(run) {
  if (run.status === 'ready') return 'It waits for its turn.';
  return run.status === 'succeeded' ? 'It called nothing outside.' : 'Nothing outside was called yet.';
}

/** What will happen, or what has to be done, in one sentence. */
function next(event, run) {
  const error = run.error ? el('p.run-error', run.error) : null;
  const due = () => [until(run.dueAt), el('span.quiet', ', at ', at(run.dueAt))];
  switch (standing(run)) {
    case 'scheduled': {
      const by = event.runs.find(one => one.id === run.startedBy);
      return el('div.next', el('p', 'Starts ', due(), by ? `. Asked for by ${by.route}.` : '.'));
    }
    case 'waiting':
      return el('div.next', { 'data-status': 'waiting' }, error,
        el('p', `Attempt ${run.attempt + 1} is due `, due(), '. What is done is not called again.'));
    case 'dead':
      return el('div.next', { 'data-status': 'dead' }, error,
        el('p', 'It is not tried again by itself. Put the cause right, then replay only what failed.'));
    case 'cancelled':
      return el('div.next', error, el('p', 'It was stopped by hand. It can be replayed.'));
    default:
      return null;
  }
}

function actions(event, run, replay) {
  if (run.status === 'dead' || run.status === 'cancelled') return button('Replay…', replay, { sign: 'replay', kind: 'small', 'data-focus': `replay-${run.id}` });
  if (run.status === 'waiting' || run.status === 'ready') {
    return [canGoOn(run) ? button('Try now', tryNow(event, run), { kind: 'small', 'data-focus': `try-${run.id}` }) : null, button('Cancel', () => ask('Cancel this run?', el('p', 'It is not tried again. What was done stays done, and it can be replayed later.'),
      'Cancel the run', async () => {
        await post(`/runs/${run.id}/cancel`);
        say('The run was cancelled.');
        again();
      }, 'danger'), { kind: 'small', 'data-focus': `cancel-${run.id}` })];
  }
  return null;
}

/** What an operator does once the other side is well again, rather than wait for hours. */
export const tryNow = (event, run) => async () => {
  await post(`/events/${event.id}/replay`, { from: 'failed', route: run.route }).then(() => say('It is tried again now.'), error => say(error.message, 'error'));
  again();
};

function stepItem(step, run, scale) {
  const known = { succeeded: 'succeeded', retry: run.status === 'dead' ? 'dead' : 'waiting', failed: 'dead' }[step.status] ?? step.status;
  return el('li.step', { 'data-status': known },
    el('div.step-head', pill(known, STEP_WORDS[known]),
      el('span.step-name', step.id), el('span.quiet', step.connector),
      step.attempts.length > 1 ? el('span.quiet', count(step.attempts.length, 'attempt')) : null),
    el('ol.attempts', step.attempts.map((attempt, i) => attemptItem(attempt, i, step, run, scale))));
}

function attemptItem(attempt, i, step, run, scale) {
  const good = attempt.outcome === 'succeeded';
  const detail = isSaid(attempt.request) || attempt.response || (!good && attempt.error);
  const line = [el('span.offset', `+${duration(Date.parse(attempt.at) - Date.parse(run.createdAt))}`),
    el('span.attempt-said', { 'data-status': good ? 'succeeded' : 'dead' }, icon(good ? 'check' : 'cross'),
      el('span', attempt.statusCode ? String(attempt.statusCode) : good ? 'done' : outcomeWord(attempt))),
    bar(attempt, scale, good),
    el('span.took', duration(attempt.durationMs))];
  const title = `Attempt ${i + 1} of ${step.id}`;
  if (!detail) return el('li', el('div.attempt', { title }, line));
  return el('li', el('details', { open: !good && i === step.attempts.length - 1, 'data-focus': `${run.id}-${step.id}-${i}` },
    el('summary.attempt', { title, 'data-focus': `${run.id}-${step.id}-${i}` }, line),
    el('div.exchange',
      !good && attempt.error && attempt.error !== run.error ? el('p.run-error', attempt.error) : null,
      attempt.response ? excerpt('Answered', attempt.response) : null,
      isSaid(attempt.request) ? sent(attempt.request) : null,
      el('p.quiet', at(attempt.at), good ? '' : ` · ${outcomeWord(attempt)}`))));
}

function outcomeWord(attempt) {
  return { retry: 'may mend', failed: 'will not mend', unknown: 'not known whether it was done' }[attempt.outcome] ?? attempt.outcome;
}

function bar(attempt, scale, good) {
  const from = scale(Date.parse(attempt.at));
  const width = Math.max(BAR, scale(Date.parse(attempt.at) + attempt.durationMs) - from);
  return svg('svg.bar', { viewBox: `0 0 ${WIDTH} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect.bar-track', { width: WIDTH, height: 10 }),
    svg('rect', { x: Math.min(from, WIDTH - BAR), width, height: 10, 'data-status': good ? 'succeeded' : 'dead' }));
}

/** Where a moment stands on the bars. Pauses between attempts, which may last hours, are drawn short. */
function scaleOf(attempts) {
  const marks = [...new Set(attempts.flatMap(one => [Date.parse(one.at), Date.parse(one.at) + one.durationMs]))].sort((a, b) => a - b);
  const busy = (from, to) => attempts.some(one => Date.parse(one.at) < to && Date.parse(one.at) + one.durationMs > from);
  const work = marks.slice(1).reduce((sum, mark, i) => sum + (busy(marks[i], mark) ? mark - marks[i] : 0), 0) || 1;
  const places = new Map([[marks[0], 0]]);
  let x = 0;
  marks.slice(1).forEach((mark, i) => {
    const length = mark - marks[i];
    x += busy(marks[i], mark) ? length : Math.min(length, work * PAUSE / WIDTH);
    places.set(mark, x);
  });
  return mark => (x ? (places.get(mark) ?? x) / x * WIDTH : 0);
}

function notReached(tree, run) {
  const tried = new Set((run.steps ?? []).map(step => step.id.replace(/\[.*$/, '')));
  const steps = [];
  const entered = node => tried.has(node.id) || (node.children ?? []).some(entered);
  const walk = node => {
    if (node.step && node.id && !tried.has(node.id)) steps.push(node);
    if (!PERHAPS.has(node.kind) || entered(node)) (node.children ?? []).forEach(walk);
  };
  if (tree) walk(tree);
  return steps;
}

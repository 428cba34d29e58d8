// Running an event again: what that does, said before it is done.
import { el, fill } from './dom.js';
import { get, post } from './api.js';
import { go } from './router.js';
import { canGoOn, latestRuns, pill } from './status.js';
import { STEP_WORDS } from './timeline.js';
import { button, dialog, doing, say } from './parts.js';

/** For an event that is not at hand. */
export async function replayEvent(id) {
  try {
    replayDialog(await get(`/events/${id}`));
  } catch (error) {
    say(error.message, 'error');
  }
}

/** @param route the one to propose */
export function replayDialog(event, route = null) {
  const runs = latestRuns(event.runs);
  const failed = runs.filter(canGoOn);
  const choice = { from: failed.length ? 'failed' : 'start', route, body: null };
  const effect = el('div.effect', { role: 'status' });
  const trouble = el('p.trouble', { role: 'alert' });
  const text = el('textarea.code', { rows: 12, spellcheck: 'false', 'aria-label': 'Changed payload', value: laidOut(event.body) });
  const draw = () => fill(effect, choice.from === 'edited' ? text : told(runs, choice));

  const way = (value, title, about, disabled) => el('label.way', { 'data-disabled': disabled || null },
    el('input', { type: 'radio', name: 'from', value, checked: choice.from === value, disabled, onchange: () => {
      choice.from = value;
      draw();
    } }), el('span', el('strong', title), el('small', about)));

  const routeChoice = runs.length > 1 ? el('label.field', 'Route',
    el('select', { onchange: change => {
      choice.route = change.target.value || null;
      draw();
    } }, el('option', { value: '' }, 'All that take this event'),
    runs.map(run => el('option', { value: run.route, selected: run.route === route }, run.route)))) : null;

  const yes = button('Replay', () => doing(yes, async () => {
    try {
      fill(trouble);
      await send(event, choice, text.value);
      box.close();
    } catch (error) {
      fill(trouble, error.message);
    }
  }), { kind: 'primary', sign: 'replay' });

  draw();
  const box = dialog('Replay this event',
    el('fieldset.ways', el('legend.hidden', 'How'),
      way('failed', 'Only what failed', failed.length ? 'Goes on where it stopped. What is done is not called again.' : 'Nothing of this event has failed.', !failed.length),
      way('start', 'From the start', 'A new run with the route as it is today. Every step is called again.'),
      way('edited', 'With a changed payload', 'Makes a new event that names this one; this one stays as it came.', event.body === null || Boolean(event.bodyEncoding))),
    routeChoice, effect, trouble,
    el('div.actions', el('span.quiet', 'Replays run behind live events.'), button('Not now', () => box.close()), yes));
  yes.focus();
}

function laidOut(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body ?? '';
  }
}

/** Which steps were done already, and what becomes of them. */
function told(runs, choice) {
  const meant = runs.filter(run => (choice.route === null || run.route === choice.route)
    && (choice.from === 'start' || canGoOn(run)));
  const steps = meant.flatMap(run => run.steps ?? []);
  const done = steps.filter(step => step.status === 'succeeded');
  const open = steps.filter(step => step.status !== 'succeeded');
  if (!meant.length) return el('p', 'No run of that route has failed.');
  if (choice.from === 'start') {
    return done.length
      ? [el('p', el('strong', 'Will be called again although they were done: ')), names(done)]
      : el('p', 'No step was done yet, so nothing happens twice.');
  }
  return [done.length ? [el('p', 'Kept as they are:'), names(done)] : null,
    open.length ? [el('p', 'Called again:'), names(open)] : null];
}

function names(steps) {
  return el('ul.step-names', steps.map(step => el('li', pill(step.status === 'retry' ? 'failed' : step.status, STEP_WORDS[step.status]), el('code', step.id), el('span.quiet', step.connector))));
}

async function send(event, choice, text) {
  const body = { from: choice.from === 'failed' ? 'failed' : 'start' };
  if (choice.route) body.route = choice.route;
  if (choice.from === 'edited') body.body = text;
  const answer = await post(`/events/${event.id}/replay`, body);
  say(choice.from === 'edited' ? 'Made a new event.' : 'Replay is under way.');
  const target = answer.eventId ?? event.id;
  const query = new URLSearchParams(target === event.id && location.pathname === `/events/${event.id}` ? location.search : '');
  query.set('run', answer.runIds[0] ?? '');
  await go(`/events/${target}?${query}`, { replace: location.pathname === `/events/${target}` });
}

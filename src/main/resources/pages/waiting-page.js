// What waits for its time: runs that are tried again, runs that a route put off, and targets that are left alone.
import { el, fill } from './dom.js';
import { get, post } from './api.js';
import { again, go } from './router.js';
import { canGoOn, pill, standing } from './status.js';
import { at, until } from './time.js';
import { ask, button, count, dialog, doing, empty, head, say, whole } from './parts.js';
import { redrawWhen } from './live-look.js';
import { maySteer } from './session.js';
import { tryNow } from './timeline.js';

/** Events are listed by their age, not by when their runs are due: so many are looked at. */
const LOOKED_AT = 500;
const SHOWN = 100;
const LOOK_AFTER = 3000;
const KINDS = [['waiting', 'Tried again'], ['scheduled', 'Scheduled']];

export async function waitingPage(place) {
  const route = place.query.get('route') ?? '';
  const kind = place.query.get('kind') ?? '';
  const [answer, routes, resting] = await Promise.all([
    get('/events', { status: 'waiting', route, limit: LOOKED_AT }, place.signal),
    whole(get('/routes', {}, place.signal), { items: [] }),
    whole(get('/targets', {}, place.signal), { items: [] }),
  ]);
  const all = answer.items.flatMap(event => event.runs.filter(run => run.status === 'waiting' && (!route || run.route === route))
    .map(run => ({ event, run })));
  const fit = all.filter(({ run }) => !kind || standing(run) === kind)
    .sort((a, b) => ((a.run.dueAt ?? '') < (b.run.dueAt ?? '') ? -1 : 1));
  redrawWhen(place, message => message.kind === 'run', LOOK_AFTER);
  const narrow = change => go(`/waiting?${new URLSearchParams(Object.entries({ route, kind, ...change }).filter(([, value]) => value))}`);
  const rows = el('ol.rows', { 'aria-label': 'Runs that wait' });
  const foot = el('div.foot');
  show(rows, foot, fit);
  return {
    title: 'Waiting',
    node: [
      head('Waiting', {
        about: fit.length ? `${count(fit.length, 'run')}, the next to go first.${answer.nextCursor ? ` Of the newest ${LOOKED_AT} events that wait.` : ''}` : null,
        actions: [
          el('div.segments', { role: 'group', 'aria-label': 'Which' }, [['', 'All'], ...KINDS].map(([value, word]) =>
            el('button', { id: `kind-${value || 'all'}`, type: 'button', 'aria-pressed': String(value === kind), onclick: () => narrow({ kind: value }) }, word))),
          choice(routes.items, route, narrow),
          maySteer() && fit.length > 1 ? button(`Cancel all ${fit.length}…`, () => cancelAll(fit)) : null,
        ],
      }),
      resting.items.length ? targets(resting.items) : null,
      fit.length ? [rows, foot] : empty(route || kind ? 'Nothing of that kind waits' : 'Nothing waits',
        'Runs that failed and are tried again stand here, and those that a route put off with later:.',
        route || kind ? el('p', el('a.button', { href: '/waiting' }, 'Show all that waits')) : null),
    ],
  };
}

function choice(routes, now, narrow) {
  const names = new Set([...routes.map(route => route.id), ...(now ? [now] : [])]);
  const select = el('select', { id: 'waiting-route', 'aria-label': 'route', onchange: () => narrow({ route: select.value }) },
    el('option', { value: '' }, 'Any route'), [...names].map(name => el('option', { value: name, selected: name === now }, name)));
  return select;
}

function targets(items) {
  return el('section.resting', { 'aria-labelledby': 'resting' },
    el('h2', { id: 'resting' }, 'Targets that asked to be left alone'),
    el('ol.rows', items.map(({ target, until: time, reason }) => el('li.waiting-item',
      el('div.row.resting-row', el('strong', target),
        el('span.waiting-when', el('strong', until(time)), at(time)),
        el('span.quiet', reason)),
      maySteer() ? callAgain(target) : null))));
}

function callAgain(target) {
  const now = button('Call again now', () => doing(now, async () => {
    const { runs, all } = await post('/targets/resume', { target });
    say(`${target} is called again. ${count(runs, 'run goes', 'runs go')} on${all ? '' : ', and the others soon'}.`);
    again();
  }), { kind: 'small', 'aria-label': `Call again now: ${target}` });
  return now;
}

function show(rows, foot, rest) {
  rows.append(...rest.slice(0, SHOWN).map(row));
  const more = rest.slice(SHOWN);
  fill(foot, more.length ? button(`Show more of ${more.length.toLocaleString('en')}`, () => show(rows, foot, more)) : null);
}

function row({ event, run }) {
  const how = standing(run);
  return el('li.waiting-item',
    el('a.row.waiting-row', { href: `/events/${event.id}`, 'data-row': '' },
      pill(how, how === 'waiting' ? 'tried again' : undefined),
      el('span.waiting-when', el('strong', until(run.dueAt)), at(run.dueAt)),
      el('span.event-what', el('span.event-type', run.route), el('span.event-endpoint', event.type ?? 'no type')),
      el('span.event-key', event.dedupKey ?? event.id),
      el('span.event-note', { 'data-status': how }, run.error ? el('span.event-error', `attempt ${run.attempt + 1}: ${run.error}`) : null)),
    maySteer() && canGoOn(run) ? button('Try now', tryNow(event, run), { kind: 'small', 'aria-label': `Try the run of ${run.route} now` }) : null,
    maySteer() ? button('Cancel', () => cancel(run), { kind: 'small', 'aria-label': `Cancel the run of ${run.route}` }) : null);
}

function cancel(run) {
  ask('Cancel this run?', el('p', `${run.route} is not ${run.error ? 'tried again' : 'started'}. It can be replayed later.`), 'Cancel the run', async () => {
    await post(`/runs/${run.id}/cancel`);
    say('The run was cancelled.');
    again();
  }, 'danger');
}

function cancelAll(items) {
  const state = el('p', { role: 'status' });
  const yes = button(`Cancel ${count(items.length, 'run')}`, () => doing(yes, async () => {
    let done = 0;
    let gone = 0;
    for (const { run } of items) {
      if (!box.isConnected) break;
      await post(`/runs/${run.id}/cancel`).then(() => { done += 1; }, () => { gone += 1; });
      fill(state, `${done + gone} of ${items.length}`);
    }
    box.close();
    say(`${count(done, 'run')} cancelled.${gone ? ` ${gone} had gone on before.` : ''}`);
    again();
  }), { kind: 'danger' });
  const box = dialog(`Cancel ${count(items.length, 'run')}?`, el('p', 'None of the runs listed is tried again or started. Each can be replayed later.'), state,
    el('div.actions', button('Not now', () => box.close()), yes));
}

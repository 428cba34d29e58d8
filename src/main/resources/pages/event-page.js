// One event: what came, what happened to it, what will happen next, and how to put it right.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { go } from './router.js';
import { href, isEmpty, read } from './filter.js';
import { byUrgency, eventStatus, latestRuns, pill } from './status.js';
import { ago, at } from './time.js';
import { button, copy, copyButton, count, facts, head, whole } from './parts.js';
import { icon } from './icons.js';
import { runSection } from './timeline.js';
import { payload } from './payload.js';
import { neighbours } from './neighbours.js';
import { replayDialog } from './replay-dialog.js';
import { maySteer } from './session.js';
import { follow, mark } from './stream.js';

const LOOK_AFTER = 300;

export async function eventPage(place) {
  const id = place.params.id;
  const filter = read(place.query);
  const begun = mark();
  let event = await get(`/events/${encodeURIComponent(id)}`, {}, place.signal);
  const trees = await routeTrees(event, place);
  const runs = el('div.runs');
  const status = el('span');
  const fresh = place.query.get('run');

  const draw = () => {
    fill(status, pill(eventStatus(event)));
    fill(runs, event.runs.length
      ? inOrder(event.runs).map(([run, superseded]) => runSection(event, run,
        { tree: trees.get(run.route), fresh: run.id === fresh, superseded, replay: () => replayDialog(event, run.route) }))
      : el('div.empty', el('h2', 'No route takes this event'),
        el('p', `It is kept, and nothing ran. Its type is ${event.type ?? 'not known'}; which types a route takes stands in routes/endpoints.yaml.`)));
  };
  draw();
  if (fresh) requestAnimationFrame(() => runs.querySelector('[data-fresh]')?.scrollIntoView({ block: 'nearest' }));
  liveRuns(place, begun, () => event, async () => {
    event = await get(`/events/${event.id}`, {}, place.signal);
    if (!runs.contains(document.activeElement) || document.activeElement === document.body) draw();
    else drawKeepingFocus(runs, draw);
  });

  const steps = el('nav.steps', { 'aria-label': 'Events within the filter' });
  drawSteps(steps, place, event, filter);
  if (maySteer() && !event.payloadDeletedAt) {
    place.keys.r = () => replayDialog(event);
    place.commands.push({ name: 'Replay this event…', act: () => replayDialog(event) });
  }
  place.commands.push({ name: 'Copy the payload', act: () => copy(event.body ?? '', 'the payload') },
    { name: 'Copy the event’s id', act: () => copy(event.id, 'the id') });
  place.keys.c = () => copy(event.body ?? '', 'the payload');
  place.keys.u = () => go(href(filter));

  return {
    title: event.type ?? event.id,
    node: [
      head(event.type ?? 'Event of no type', {
        before: el('p.crumbs', el('a', { href: href(filter) }, icon('left'), isEmpty(filter) ? 'Events' : 'Events that fit'), steps),
        about: [status, el('span', 'on ', el('a', { href: `/endpoints/${encodeURIComponent(event.endpoint)}` }, event.endpoint)), el('span', ago(event.receivedAt)),
          el('span.copyable', el('code', event.id), copyButton(() => event.id, 'the id'))],
        actions: maySteer() && !event.payloadDeletedAt ? [button('Replay…', () => replayDialog(event), { kind: 'primary', sign: 'replay' })] : null,
      }),
      el('div.columns',
        el('div.column', runs),
        el('div.column', payload(event), headersOf(event), factsOf(event))),
    ],
  };
}

/** What needs a hand comes first, what a replay took the place of comes last. */
function inOrder(runs) {
  const latest = latestRuns(runs).sort(byUrgency);
  const before = runs.filter(run => !latest.includes(run)).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return [...latest.map(run => [run, false]), ...before.map(run => [run, true])];
}

/** The routes as drawn, to tell which steps were not reached; does without where that cannot be had. */
async function routeTrees(event, place) {
  const names = new Set(event.runs.filter(run => run.status !== 'succeeded').map(run => run.route));
  const trees = new Map();
  await Promise.all([...names].map(async name => {
    const route = await whole(get(`/routes/${encodeURIComponent(name)}`, {}, place.signal));
    if (route?.tree) trees.set(name, route.tree);
  }));
  return trees;
}

function liveRuns(place, begun, shown, look) {
  let timer = 0;
  place.onLeave(follow(message => {
    const event = shown();
    const mine = message.kind === 'look' ? event.runs.some(run => run.status !== 'succeeded')
      : message.data?.eventId === event.id || message.data?.id === event.id;
    if (mine) timer ||= setTimeout(() => {
      timer = 0;
      look().catch(() => {});
    }, LOOK_AFTER);
  }, begun));
  place.onLeave(() => clearTimeout(timer));
}

function drawKeepingFocus(box, draw) {
  const key = document.activeElement.closest('[data-focus]')?.dataset.focus;
  const open = [...box.querySelectorAll('details[open]')].map(one => one.dataset.focus);
  draw();
  for (const one of box.querySelectorAll('details')) one.open ||= open.includes(one.dataset.focus);
  box.querySelector(`[data-focus="${CSS.escape(key ?? '')}"]`)?.focus({ preventScroll: true });
}

function drawSteps(steps, place, event, filter) {
  const link = (other, sign, word, key) => (other
    ? el('a.sign', { href: href(filter, `/events/${other.id}`), 'aria-label': word, title: `${word} (${key})` }, icon(sign))
    : el('span.sign', { 'aria-disabled': 'true', title: `There is no ${word.toLowerCase()}` }, icon(sign)));
  const draw = ({ newer, older }) => {
    fill(steps, link(newer, 'up', 'Newer event', 'k'), link(older, 'down', 'Older event', 'j'));
    place.keys.j = () => older && go(href(filter, `/events/${older.id}`));
    place.keys.k = () => newer && go(href(filter, `/events/${newer.id}`));
  };
  draw({});
  neighbours(event, filter, place.signal).then(draw, () => {});
}

function headersOf(event) {
  const entries = Object.entries(event.headers ?? {});
  return el('details.section', { open: entries.length < 16 },
    el('summary', el('h2', 'Headers'), el('span.quiet', String(entries.length))),
    el('dl.facts.mono', entries.map(([name, value]) => el('div', el('dt', name), el('dd', value)))),
    Object.keys(event.query ?? {}).length
      ? [el('h3', 'Query'), el('dl.facts.mono', Object.entries(event.query).map(([name, value]) => el('div', el('dt', name), el('dd', value))))] : null);
}

function factsOf(event) {
  const copies = event.duplicates ?? [];
  return el('section.section', el('h2', 'About it'), facts([
    ['Received', at(event.receivedAt)],
    ['From', event.remoteAddress],
    ['Provider', event.provider],
    ['Known by', el('span', el('code', event.dedupKey ?? 'nothing'), event.dedupKeySource ? el('span.quiet', ` ${event.dedupKeySource}`) : null)],
    ['Made from', event.sourceEventId ? el('a', { href: `/events/${event.sourceEventId}` }, event.sourceEventId) : null],
    ['Changed copies', event.replayedBy?.length ? event.replayedBy.map(id => el('a.block', { href: `/events/${id}` }, id)) : null],
  ]),
  copies.length ? el('div.copies', el('h3', `Came again ${count(event.duplicateCount, 'time')}`),
    el('p.quiet', 'Answered with this event’s id. Nothing ran again.'),
    el('ul', copies.slice(0, 20).map(one => el('li', at(one.at), one.remoteAddress ? ` from ${one.remoteAddress}` : '',
      one.deliveries > 1 ? `, ${count(one.deliveries, 'time')}` : '')))) : null);
}

// Bulk replays: how far each is, and what of it failed.
import { el, fill } from './dom.js';
import { get, post } from './api.js';
import { NAMES, href, said } from './filter.js';
import { pill } from './status.js';
import { ago, at } from './time.js';
import { ask, button, count, empty, facts, head, say } from './parts.js';
import { icon } from './icons.js';
import { maySteer } from './session.js';

const LOOK_EVERY = 1000;
const WORDS = { running: ['running', 'running'], done: ['succeeded', 'done'], cancelled: ['cancelled', 'cancelled'] };

export async function replaysPage(place) {
  const { items } = await get('/replays', {}, place.signal);
  return {
    title: 'Replays',
    node: [
      head('Replays', { about: 'Many events run again at once, the newest first.', before: crumb('/problems', 'Problems') }),
      items.length ? el('ol.rows', { 'aria-label': 'Replays' }, items.map(one => el('li',
        el('a.row.replay-row', { href: `/replays/${one.id}`, 'data-row': '' }, pill(...WORDS[one.status] ?? [one.status]),
          el('span', `${count(one.started, 'event')} of ${one.matchedAll ? '' : 'at least '}${one.matched}`), el('span.quiet', filterSaid(one.filter)), ago(one.createdAt)))))
        : empty('No replay yet', 'Replay a whole group from Problems, or all that fit a filter from Events.'),
    ],
  };
}

export async function replayPage(place) {
  const path = `/replays/${encodeURIComponent(place.params.id)}`;
  const box = el('div.replay');
  let timer = 0;
  const look = async () => {
    const replay = await get(path, {}, place.signal);
    draw(box, replay);
    const open = replay.succeeded + replay.failed < replay.started;
    if (replay.status === 'running' || open) timer = setTimeout(() => look().catch(() => { timer = setTimeout(look, LOOK_EVERY * 5); }), LOOK_EVERY);
    return replay;
  };
  place.onLeave(() => clearTimeout(timer));
  await look();
  return { title: 'Replay', node: [head('Replay', { before: crumb('/replays', 'Replays') }), box] };
}

const crumb = (to, name) => el('p.crumbs', el('a', { href: to }, icon('left'), name));

const filterSaid = filter => NAMES.filter(name => filter?.[name]).map(name => said(name, filter[name])).join(', ') || 'all events';

function draw(box, replay) {
  const gone = replay.started + replay.skipped;
  fill(box,
    el('div.replay-state', pill(...WORDS[replay.status] ?? [replay.status]),
      el('progress', { max: Math.max(1, replay.matched, gone), value: gone, 'aria-label': 'Progress' }),
      el('span', `${gone.toLocaleString('en')} of ${replay.matchedAll ? '' : 'at least '}${count(replay.matched, 'event')}`),
      replay.status === 'running' && maySteer() ? button('Stop', () => ask('Stop this replay?',
        el('p', 'What was begun goes on. What was not begun yet is left as it is.'), 'Stop it', async () => {
          draw(box, await post(`/replays/${replay.id}/cancel`) ?? replay);
          say('The replay was stopped.');
        }, 'danger')) : null),
    el('div.figures',
      figure('Succeeded', replay.succeeded, 'succeeded'), figure('Failed again', replay.failed, 'dead'),
      figure('Under way', Math.max(0, replay.started - replay.succeeded - replay.failed), 'running'), figure('Skipped', replay.skipped, 'none')),
    facts([
      ['Which', el('a', { href: href(replay.filter ?? {}) }, filterSaid(replay.filter))],
      ['How', replay.from === 'failed' ? 'only what failed' : 'from the start'],
      ['At most', replay.ratePerSecond ? `${replay.ratePerSecond} a second` : null],
      ['Begun', at(replay.createdAt)],
      ['Ended', replay.endedAt ? at(replay.endedAt) : null],
    ]),
    replay.failures?.length ? el('section.section', el('h2', 'What failed'),
      el('ol.rows', replay.failures.map(one => el('li', el('a.row.failure-row', { href: `/events/${one.eventId}`, 'data-row': '' },
        el('code', one.eventId), el('span.event-error', one.error)))))) : null);
}

/** @param address of the page that shows what is counted */
export function figure(name, number, status, address) {
  const shown = el('strong', typeof number === 'number' ? number.toLocaleString('en') : number ?? '–');
  return el('div.figure', { 'data-status': number ? status : null }, shown, el('span', address && number ? el('a', { href: address }, name) : name));
}

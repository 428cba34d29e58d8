// What fails, put together by cause: one outage is one line, and is put right at once.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { go } from './router.js';
import { href } from './filter.js';
import { pill } from './status.js';
import { ago, until } from './time.js';
import { button, count, empty, head } from './parts.js';
import { replayAll } from './bulk-replay.js';
import { maySteer } from './session.js';
import { redrawWhen } from './live-look.js';

const SPANS = [['24h', '24 hours'], ['7d', '7 days'], ['30d', '30 days']];
const LOOK_AFTER = 3000;
/** Of so many causes the last answer is shown. */
const EXPLAINED = 10;

export async function problemsPage(place) {
  const since = place.query.get('since') ?? '7d';
  const { items, complete } = await get('/problems', { since }, place.signal);
  // What nothing will put right by itself comes first.
  items.sort((a, b) => (b.status === 'dead') - (a.status === 'dead'));
  redrawWhen(place, message => message.kind === 'run' && ['dead', 'waiting', 'succeeded'].includes(message.data.status), LOOK_AFTER);
  const dead = items.filter(item => item.status === 'dead').reduce((sum, item) => sum + item.count, 0);
  if (maySteer()) place.keys.r = () => document.activeElement?.closest('.problem')?.querySelector('.replay-group')?.click();
  return {
    title: 'Problems',
    node: [
      head('Problems', {
        about: items.length ? `${count(items.length, 'cause')}, ${count(dead, 'run')} that nothing will try again.${complete === false ? ' Only the newest thousand runs were looked at.' : ''}` : null,
        actions: [span(since), el('a.button', { href: '/replays' }, 'Past replays')],
      }),
      items.length ? el('ol.rows.problems', { 'aria-label': 'Problems' }, items.map((item, i) => problem(place, item, i < EXPLAINED)))
        : empty('Nothing fails', `No run has failed in the last ${SPANS.find(([value]) => value === since)?.[1] ?? since}. Refused requests are not here: they stand with their endpoint.`,
          el('p', el('a.button', { href: '/endpoints' }, 'To the endpoints'))),
    ],
  };
}

function span(since) {
  const select = el('select', { id: 'problems-since', 'aria-label': 'Since when', onchange: () => go(`/problems?since=${select.value}`) },
    SPANS.map(([value, word]) => el('option', { value, selected: value === since }, `Last ${word}`)));
  return select;
}

function problem(place, item, explained) {
  const filter = item.filter ?? { route: item.route, status: item.status };
  const number = Number(item.count).toLocaleString('en');
  const answer = el('div.problem-answer');
  if (explained && item.sampleEventId) explain(place, item, answer);
  return el('li.problem', { 'data-status': item.status },
    el('div.problem-count', el('strong', number), pill(item.status)),
    el('div.problem-what',
      el('h2', el('a', { href: href(filter), 'data-row': '' }, item.count === 1 && item.sampleError ? item.sampleError : (item.cause ?? 'failed').replaceAll('*', '…'))),
      el('p', el('a', { href: `/routes/${encodeURIComponent(item.route)}` }, item.route), item.step ? [' at ', el('code', item.step)] : null),
      answer,
      el('p.quiet', item.count > 1 ? ['first ', ago(item.firstSeen), ', last ', ago(item.lastSeen)] : ago(item.lastSeen),
        item.status === 'waiting' ? '. Tried again by itself.' : '')),
    el('div.actions',
      item.sampleEventId ? el('a.button', { href: href(filter, `/events/${item.sampleEventId}`) }, item.count > 1 ? 'An example' : 'Look at it') : null,
      maySteer() ? button(buttonWord(item, number), () => replayAll(filter), { sign: 'replay', kind: 'primary.replay-group' }) : null));
}

/** What its button says. */
function buttonWord(item, number) {
  const many = item.count > 1 ? ` all ${number}` : '';
  return item.status === 'dead' ? `Replay${many}…` : `Try${many} now…`;
}

/** What was answered last, of one that failed so, and when it is tried again. */
async function explain(place, item, box) {
  const event = await get(`/events/${item.sampleEventId}`, {}, place.signal).catch(() => null);
  const run = event?.runs.filter(one => one.route === item.route && one.status === item.status).at(-1);
  const attempts = (run?.steps ?? []).filter(step => step.status !== 'succeeded' && (!item.step || step.id === item.step)).flatMap(step => step.attempts);
  const answered = attempts.filter(attempt => attempt.response).at(-1)?.response;
  fill(box, answered ? el('p.clamp', 'answered: ', el('span', inWords(answered).slice(0, 400))) : null,
    run?.status === 'waiting' && run.dueAt ? el('p', 'next try ', until(run.dueAt)) : null);
}

/** What an answer in JSON says, where it says it in a usual place. */
function inWords(answer) {
  try {
    const json = JSON.parse(answer);
    const words = [json.message, json.detail, json.error?.message, json.error_description, json.error, json.title, json.errors?.[0]?.message];
    return words.find(word => typeof word === 'string' && word) ?? answer;
  } catch {
    return answer;
  }
}

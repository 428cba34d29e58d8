// What was refused at an endpoint, and why, in words that help to put it right. The same cause is said once.
import { el, fill } from './dom.js';
import { get, post } from './api.js';
import { go } from './router.js';
import { ago, at } from './time.js';
import { ask, button, copyButton, count, facts } from './parts.js';
import { icon } from './icons.js';
import { maySteer } from './session.js';

const SHOWN = 5;

export async function refusals(place, endpoint) {
  const box = el('div.refusals');
  await draw(place, box, endpoint, [], null);
  return box;
}

async function draw(place, box, endpoint, before, cursor) {
  const answer = await get('/rejections', { endpoint, cursor, limit: 100 }, place.signal);
  const items = [...before, ...answer.items];
  if (!items.length) {
    fill(box, el('p.quiet', 'Nothing was refused here. A request that does not show up at all did not reach this server: look at the sender’s own log of deliveries.'));
    return;
  }
  fill(box, [...byCause(items).values()].map(group => cause(place, group)),
    answer.nextCursor ? el('div.foot', button('Look further back', () => draw(place, box, endpoint, items, answer.nextCursor))) : null);
}

function byCause(items) {
  const groups = new Map();
  for (const item of items) {
    const key = `${item.code} ${why(item)}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

const why = item => item.findings?.[0]?.text ?? item.reason;

function cause(place, items) {
  const [newest] = items;
  const rows = el('ol.rows', { 'aria-label': 'Requests refused for this' });
  const foot = el('div');
  const more = rest => {
    rows.append(...rest.slice(0, SHOWN).map(item => refusal(place, item)));
    const left = rest.slice(SHOWN);
    fill(foot, left.length ? button(`Show ${left.length} more`, () => more(left), { kind: 'plain.small' }) : null);
  };
  more(items);
  return el('section.cause',
    el('div.cause-head', el('span.pill', { 'data-status': 'rejected' }, icon('shield'), String(newest.status)),
      el('h3', why(newest)), newest.findings?.length > 1 ? el('ul.findings', newest.findings.slice(1).map(finding => el('li', finding.text))) : null,
      el('span.quiet', count(items.length, 'time'), ', last ', ago(newest.at))),
    rows, foot);
}

function refusal(place, item) {
  const rest = el('div.refusal-rest');
  return el('li', el('details.refusal', { ontoggle: event => event.target.open && !rest.childNodes.length && load(place, item, rest) },
    el('summary', { 'data-row': '' }, at(item.at), el('span.quiet', [item.remoteAddress, `${item.bodyLength ?? 0} bytes`].filter(Boolean).join(', ')),
      item.acceptedAs ? el('span.pill', { 'data-status': 'succeeded' }, icon('check'), 'let in') : null),
    rest));
}

async function load(place, item, rest) {
  fill(rest, el('p.quiet', 'Loading…'));
  let whole;
  try {
    whole = await get(`/rejections/${item.id}`, {}, place.signal);
  } catch (error) {
    fill(rest, el('p.trouble', error.message));
    return;
  }
  fill(rest,
    el('div.actions', item.acceptedAs ? el('a.button', { href: `/events/${item.acceptedAs}` }, 'To its event') : maySteer() ? letIn(item) : null),
    facts([['Code', el('code', item.code)], ['Request', `${item.method}${item.query ? ` ?${item.query}` : ''}`]]),
    el('dl.facts.mono', Object.entries(whole.headers ?? {}).map(([name, value]) => el('div', el('dt', name), el('dd', value)))),
    whole.body ? el('figure.excerpt', el('figcaption', 'Body', copyButton(() => whole.body, 'the body')),
      el('pre', { tabindex: '0', 'aria-label': 'Body' }, el('code', whole.body.slice(0, 20000)))) : null);
}

function letIn(item) {
  return button('Let it in…', () => ask('Let this request in?',
    el('p', 'It is stored and run as if it had verified, once. Do so only if you know who sent it: anyone can post what looks like this.'),
    'Let it in', async () => {
      const answer = await post(`/rejections/${item.id}/accept`);
      await go(`/events/${answer.id}`);
    }));
}

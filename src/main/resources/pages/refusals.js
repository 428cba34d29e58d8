// What was refused at an endpoint, and why, in words that help to put it right.
import { el, fill } from './dom.js';
import { get, post } from './api.js';
import { go } from './router.js';
import { ago } from './time.js';
import { ask, button, copyButton, facts } from './parts.js';
import { icon } from './icons.js';
import { maySteer } from './session.js';

const PAGE = 8;

export async function refusals(place, endpoint) {
  const first = await get('/rejections', { endpoint }, place.signal);
  if (!first.items.length) {
    return el('p.quiet', 'Nothing was refused here. A request that does not show up at all did not reach this server: look at the sender’s own log of deliveries.');
  }
  const rows = el('ol.rows', { 'aria-label': 'Refused requests' });
  const foot = el('div.foot');
  const more = answer => {
    rows.append(...answer.items.splice(0, PAGE).map(item => refusal(place, item)));
    fill(foot, answer.items.length || answer.nextCursor ? button('Show older', async () => more(answer.items.length ? answer
      : await get('/rejections', { endpoint, cursor: answer.nextCursor }, place.signal))) : null);
  };
  more(first);
  return [rows, foot];
}

function refusal(place, item) {
  const rest = el('div.refusal-rest');
  return el('li', el('details.refusal', { ontoggle: event => event.target.open && !rest.childNodes.length && load(place, item, rest) },
    el('summary', { 'data-row': '' },
      el('span.pill', { 'data-status': item.acceptedAs ? 'succeeded' : 'rejected' }, icon(item.acceptedAs ? 'check' : 'shield'), item.acceptedAs ? 'let in' : String(item.status)),
      el('span.refusal-why', (item.findings?.[0]?.text ?? item.reason)), ago(item.at)),
    item.findings?.length > 1 ? el('ul.findings', item.findings.slice(1).map(finding => el('li', finding.text))) : null,
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
    facts([['Code', el('code', item.code)], ['From', item.remoteAddress], ['Request', `${item.method}${item.query ? ` ?${item.query}` : ''}, ${item.bodyLength} bytes`]]),
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

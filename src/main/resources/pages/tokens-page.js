// Who may call: tokens for people, scripts and dashboards. Each is shown once, when it is made.
import { el, fill } from './dom.js';
import { del, get, post } from './api.js';
import { again } from './router.js';
import { ago, until } from './time.js';
import { ask, button, dialog, doing, empty, head, say, snippet } from './parts.js';

const ROLES = [
  ['viewer', 'Viewer', 'Reads. Hidden fields of payloads stay hidden.'],
  ['operator', 'Operator', 'Replays, cancels, pauses and lets requests in besides.'],
  ['admin', 'Admin', 'Does all, tokens and settings too.'],
];
const SPANS = [['30d', '30 days'], ['90d', '90 days'], ['365d', 'A year'], ['', 'For ever']];

export async function tokensPage(place) {
  const { items } = await get('/tokens', {}, place.signal);
  const make = () => button('Make a token…', makeToken, { kind: 'primary', sign: 'key' });
  place.commands.push({ name: 'Make a token…', act: makeToken });
  return {
    title: 'Tokens',
    node: [
      head('Tokens', { about: 'One for each person and program, so that each can be taken back by itself. The first start’s token, in the data folder, is not listed.', actions: items.length ? make() : null }),
      items.length ? el('ol.rows', { 'aria-label': 'Tokens' }, items.map(row))
        : empty('No token but the first', 'Whoever signs in with the one in the data folder may do all. Make others for colleagues and programs, with the role that each needs.', make()),
    ],
  };
}

function row(token) {
  return el('li.token-row',
    el('div', el('strong', token.name), el('span.tag', token.role)),
    el('code.quiet', `${token.begins}…`),
    el('span.quiet', 'made ', ago(token.createdAt), ` by ${token.createdBy}`),
    el('span.quiet', token.lastUsedAt ? ['used ', ago(token.lastUsedAt)] : 'not used yet'),
    el('span.quiet', token.expired ? ['expired ', ago(token.expiresAt)] : token.expiresAt ? ['expires ', until(token.expiresAt)] : 'does not expire'),
    button('Revoke…', () => ask(`Revoke ${token.name}?`, el('p', 'From now on it opens nothing, and whoever signed in with it is signed out.'), 'Revoke', async () => {
      await del(`/tokens/${encodeURIComponent(token.id)}`);
      say(`${token.name} is revoked.`);
      again();
    }, 'danger'), { kind: 'small', 'aria-label': `Revoke ${token.name}` }));
}

function makeToken() {
  const name = el('input', { id: 'token-name', type: 'text', required: true, maxlength: 64, autocomplete: 'off', placeholder: 'anna, or grafana' });
  const span = el('select', { id: 'token-span' }, SPANS.map(([value, word]) => el('option', { value, selected: value === '90d' }, word)));
  const trouble = el('p.trouble', { role: 'alert' });
  const send = el('button.button.primary', { type: 'submit' }, 'Make it');
  const form = el('form', { onsubmit: event => {
    event.preventDefault();
    doing(send, async () => {
      try {
        fill(trouble);
        const role = form.querySelector('[name=role]:checked').value;
        const made = await post('/tokens', { name: name.value.trim(), role, ...(span.value ? { expires: span.value } : {}) });
        showOnce(box, made);
      } catch (error) {
        fill(trouble, error.message);
      }
    });
  } },
  el('label.field', { for: 'token-name' }, 'Whose it is', name),
  el('fieldset.ways', el('legend', 'What it may do'), ROLES.map(([value, word, about], i) => el('label.way',
    el('input', { type: 'radio', name: 'role', value, checked: i === 0 }), el('span', el('strong', word), el('small', about))))),
  el('label.field', { for: 'token-span' }, 'Counts for', span),
  trouble, el('div.actions', button('Not now', () => box.close()), send));
  const box = dialog('Make a token', form);
  name.focus();
}

function showOnce(box, made) {
  box.addEventListener('close', () => again());
  const done = button('I have it', () => box.close(), { kind: 'primary' });
  fill(box.querySelector('.dialog-body'),
    el('p', 'This is the token of ', el('strong', made.name), '. It is shown this once: copy it now.'),
    snippet(made.token, 'the token'), el('div.actions', done));
  done.focus();
}

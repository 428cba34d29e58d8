// Go to or do anything by its name: pages, routes, endpoints, connectors, views, an event by its id, what the page offers.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { go, pageCommands } from './router.js';
import { href, typed } from './filter.js';
import { icon } from './icons.js';
import { may } from './session.js';
import { signOut } from './sign-in.js';
import { showHelp, PLACES } from './keys.js';
import { toggleTheme } from './look.js';
import { changeZone } from './header.js';
import { inUtc } from './time.js';
import { whole } from './parts.js';
import { views } from './views.js';

const MOST = 12;
const EVENT_ID = /^evt_[0-9a-z]{26}$/;

export async function openPalette() {
  const field = el('input', {
    id: 'palette-field', type: 'search', role: 'combobox', 'aria-label': 'Go to or do', 'aria-expanded': 'true', 'aria-controls': 'palette-list',
    'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false', placeholder: 'A page, route, endpoint, event id, or what to do',
  });
  const list = el('div', { id: 'palette-list', role: 'listbox', 'aria-label': 'Matches' });
  const box = el('dialog.palette', { 'aria-label': 'Go to or do' }, el('div.palette-field', icon('search'), field), list);
  let entries = known();
  let fits = [];
  let now = 0;

  const draw = () => {
    fits = found(entries, field.value.trim());
    now = 0;
    fill(list, fits.map((entry, i) => el('div.palette-entry', { id: `palette-${i}`, role: 'option', 'aria-selected': 'false', onclick: () => act(entry),
      onpointermove: () => choose(i) },
    icon(entry.sign ?? 'right'), el('span.palette-name', entry.name), el('span.quiet', entry.kind))));
    choose(0);
  };
  const choose = i => {
    list.children[now]?.setAttribute('aria-selected', 'false');
    now = i;
    const chosen = list.children[i];
    chosen?.setAttribute('aria-selected', 'true');
    chosen?.scrollIntoView({ block: 'nearest' });
    if (chosen) field.setAttribute('aria-activedescendant', chosen.id);
    else field.removeAttribute('aria-activedescendant');
  };
  const act = entry => {
    box.close();
    entry.act();
  };

  field.addEventListener('input', draw);
  field.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && fits.length) choose((now + step + fits.length) % fits.length);
    else if (event.key === 'Enter' && fits[now]) act(fits[now]);
    else return;
    event.preventDefault();
  });
  box.addEventListener('close', () => box.remove());
  box.addEventListener('click', event => {
    if (event.target === box) box.close();
  });
  document.body.append(box);
  box.showModal();
  field.focus();
  draw();
  const more = await named();
  if (!box.isConnected) return;
  entries = [...entries, ...more];
  draw();
}

const place = (name, address, kind = 'page', sign = 'right') => ({ name, kind, sign, act: () => go(address) });

/** What is there without asking the server. */
function known() {
  return [
    ...pageCommands().map(({ name, act }) => ({ name, act, kind: 'on this page', sign: 'play' })),
    ...Object.values(PLACES).map(([address, name]) => place(name, address)),
    place('Replays', '/replays'), place('Alerts', '/alerts'),
    ...(may('admin') ? [place('Tokens', '/tokens'), place('Audit log', '/audit')] : []),
    place('Events that failed for good', '/events?status=dead', 'filter'),
    ...views().map(view => place(view.name, href(view.filter), 'saved view', 'star')),
    { name: inUtc() ? 'Times of this place' : 'Times in UTC', act: () => changeZone(), kind: 'setting', sign: 'clock' },
    { name: 'Light or dark', act: toggleTheme, kind: 'setting', sign: 'theme' },
    { name: 'Keyboard', act: showHelp, kind: 'help', sign: 'keyboard' },
    { name: 'Sign out', act: signOut, kind: 'session', sign: 'leave' },
  ];
}

/** What the workspace names. */
async function named() {
  const ask = path => whole(get(path), { items: [] });
  const [endpoints, routes, connectors] = await Promise.all([ask('/endpoints'), ask('/routes'), ask('/connectors')]);
  return [
    ...endpoints.items.map(one => place(one.name, `/endpoints/${encodeURIComponent(one.name)}`, 'endpoint')),
    ...routes.items.map(one => place(one.id, `/routes/${encodeURIComponent(one.id)}`, 'route')),
    ...connectors.items.map(one => place(one.title ?? one.name, `/connectors/${encodeURIComponent(one.name)}`, 'connector')),
  ];
}

function found(entries, text) {
  if (EVENT_ID.test(text)) return [place(text, `/events/${text}`, 'event')];
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = entries.map(entry => [rank(entry, words), entry]).filter(([value]) => value > 0)
    .sort((a, b) => b[0] - a[0]).map(([, entry]) => entry).slice(0, MOST);
  return text ? [...fits, place(/\w:\S/.test(text) ? `Filter events by ${text}` : `Search events for “${text}”`, href(typed(text, {})), 'events', 'search')] : fits;
}

/** 0 if it does not fit; more the earlier the words stand in its name. */
function rank({ name, kind }, words) {
  const all = `${name} ${kind}`.toLowerCase();
  if (!words.every(word => all.includes(word))) return 0;
  if (!words.length) return 1;
  return name.toLowerCase().startsWith(words[0]) ? 3 : name.toLowerCase().includes(words[0]) ? 2 : 1;
}

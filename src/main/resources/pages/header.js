// The head of every page: where one can go, whether what is shown is live, and the reader's own menu.
import { el, fill } from './dom.js';
import { icon, mark } from './icons.js';
import { again } from './router.js';
import { may, who } from './session.js';
import { signOut } from './sign-in.js';
import { button, say } from './parts.js';
import { showHelp } from './keys.js';
import { watchState } from './stream.js';
import { THEMES, setTheme, theme } from './look.js';
import { inUtc, showUtc } from './time.js';

const SECTIONS = [
  ['/events', 'Events'], ['/problems', 'Problems'], ['/waiting', 'Waiting'], ['/endpoints', 'Endpoints'],
  ['/routes', 'Routes'], ['/connectors', 'Connectors'], ['/metrics', 'Metrics'],
];

const LIVE = {
  connecting: ['connecting', 'The stream of changes is being opened'],
  live: ['live', 'What changes is shown as it happens'],
  asking: ['every 5 s', 'The stream cannot be had: the page asks every five seconds'],
  lost: ['not live', 'The stream was lost and is being opened again'],
};

export const header = el('header.top');
const live = el('span.live');
const zone = el('span.zone');
const menu = el('div.menu', { id: 'menu', popover: '', onclick: event => event.target.closest('a') && menu.hidePopover() });
let palette = () => {};

watchState(state => {
  live.dataset.state = state;
  live.title = LIVE[state][1];
  fill(live, el('span.live-dot', { 'aria-hidden': 'true' }), el('span.live-word', LIVE[state][0]));
});

export function drawHeader(openPalette = palette) {
  palette = openPalette;
  fill(zone, inUtc() ? 'UTC' : '');
  fill(header,
    el('a.brand', { href: '/events', 'aria-label': 'Hookwright, events' }, mark(), el('span', 'Hookwright')),
    who() ? el('nav', { 'aria-label': 'Pages' }, SECTIONS.map(([href, name]) => el('a', { href }, name))) : null,
    who() ? el('div.tools', live, zone, finder(),
      el('button.sign', { type: 'button', popovertarget: 'menu', 'aria-label': 'Menu', title: 'Menu' }, icon('menu')), menu) : null);
  fill(menu, who() ? menuItems() : null);
  markSection();
}

export function markSection() {
  for (const link of header.querySelectorAll('a[href]:not(.brand)')) {
    const href = link.getAttribute('href');
    const here = location.pathname === href || location.pathname.startsWith(`${href}/`) || (location.pathname === '/' && href === '/events');
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
    if (here && link.closest('nav')) link.scrollIntoView({ block: 'nearest', inline: 'center' });
  }
}

function finder() {
  const apple = /Mac|iP(hone|ad)/.test(navigator.platform);
  return el('button.finder', { type: 'button', onclick: () => palette(), 'aria-label': 'Go to or do', 'aria-keyshortcuts': apple ? 'Meta+K' : 'Control+K' },
    icon('search'), el('span', 'Go to…'), el('kbd', apple ? '⌘K' : 'Ctrl K'));
}

function menuItems() {
  return [
    el('p.menu-who', el('strong', who().name ?? ''), el('span.quiet', who().role)),
    el('div.menu-links',
      el('a', { href: '/replays' }, 'Replays'),
      el('a', { href: '/alerts' }, 'Alerts'),
      may('admin') ? [el('a', { href: '/tokens' }, 'Tokens'), el('a', { href: '/audit' }, 'Audit log')] : null),
    choice('Times', [[false, 'Local'], [true, 'UTC']], inUtc(), changeZone),
    choice('Colours', THEMES, theme(), setTheme),
    el('div.menu-links',
      button('Keyboard', () => {
        menu.hidePopover();
        showHelp();
      }, { kind: 'plain', sign: 'keyboard' }),
      button('Sign out', signOut, { kind: 'plain', sign: 'leave' })),
  ];
}

/** From now on all times are of another zone. */
export function changeZone(utc = !inUtc()) {
  showUtc(utc);
  fill(zone, utc ? 'UTC' : '');
  if (!menu.matches(':popover-open')) drawHeader();
  say(utc ? 'Times are in UTC.' : 'Times are those of this place.');
  again();
}

function choice(name, values, now, choose) {
  return el('div.menu-choice', el('span', { id: `menu-${name}` }, name),
    el('div.segments', { role: 'group', 'aria-labelledby': `menu-${name}` }, values.map(([value, word]) =>
      el('button', { type: 'button', 'aria-pressed': String(value === now), onclick: event => {
        for (const other of event.target.parentElement.children) other.setAttribute('aria-pressed', String(other === event.target));
        choose(value);
      } }, word))));
}

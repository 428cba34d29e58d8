// The frame around the pages: who is looking, where one can go, whether the server is there.
import { el, fill } from './dom.js';
import { icon, mark } from './icons.js';
import { NoSuchPage, again, at, begin, go } from './router.js';
import { Refused, Unreachable, onContact } from './api.js';
import { whenSignedOut, who } from './session.js';
import { resume, signOut } from './sign-in.js';
import { button, empty, head, signButton } from './parts.js';
import { listen, showHelp } from './keys.js';
import { start, stop, watchState } from './stream.js';
import { toggleTheme } from './look.js';
import { outage } from './outage.js';
import { loginPage } from './login-page.js';
import { eventsPage } from './events-page.js';
import { eventPage } from './event-page.js';
import { problemsPage } from './problems-page.js';
import { endpointsPage } from './endpoints-page.js';
import { endpointPage } from './endpoint-page.js';
import { routesPage } from './routes-page.js';
import { routePage } from './route-page.js';
import { connectorPage, connectorsPage } from './connectors-page.js';
import { metricsPage } from './metrics-page.js';
import { replayPage, replaysPage } from './replays-page.js';

const SECTIONS = [
  ['/events', 'Events'], ['/problems', 'Problems'], ['/endpoints', 'Endpoints'],
  ['/routes', 'Routes'], ['/connectors', 'Connectors'], ['/metrics', 'Metrics'],
];

at('/', eventsPage);
at('/events', eventsPage);
at('/events/:id', eventPage);
at('/problems', problemsPage);
at('/endpoints', endpointsPage);
at('/endpoints/:name', endpointPage);
at('/routes', routesPage);
at('/routes/:id', routePage);
at('/connectors', connectorsPage);
at('/connectors/:name', connectorPage);
at('/metrics', metricsPage);
at('/replays', replaysPage);
at('/replays/:id', replayPage);
at('/login', place => loginPage(place, () => {
  drawHeader();
  start();
}));

const main = el('main', { id: 'main', tabindex: '-1' });
const header = el('header.top');
const banner = el('div', { id: 'banner', role: 'status' });

const LIVE = {
  connecting: ['connecting', 'The stream of changes is being opened'],
  live: ['live', 'What changes is shown as it happens'],
  asking: ['every 5 s', 'The stream cannot be had: the page asks every five seconds'],
  lost: ['not live', 'The stream was lost and is being opened again'],
};

function drawHeader() {
  const live = el('span.live');
  watchState(state => {
    live.dataset.state = state;
    live.title = LIVE[state][1];
    fill(live, el('span.live-dot', { 'aria-hidden': 'true' }), LIVE[state][0]);
  });
  fill(header,
    el('a.brand', { href: '/events', 'aria-label': 'Hookwright, events' }, mark(), el('span', 'Hookwright')),
    who() ? el('nav', { 'aria-label': 'Pages' }, SECTIONS.map(([href, name]) => el('a', { href }, name))) : null,
    el('div.tools',
      who() ? live : null,
      signButton('Keyboard', 'keyboard', showHelp),
      signButton('Light or dark', 'theme', toggleTheme),
      who() ? signButton(`Sign out ${who().name ?? ''}`.trim(), 'leave', signOut) : null));
  markSection();
}

function markSection() {
  for (const link of header.querySelectorAll('nav a')) {
    const here = location.pathname === link.getAttribute('href') || location.pathname.startsWith(`${link.getAttribute('href')}/`)
      || (location.pathname === '/' && link.getAttribute('href') === '/events');
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function showPage({ title, node }, { samePath, how }) {
  document.title = `${title} - Hookwright`;
  const focused = document.activeElement?.id;
  for (const open of document.querySelectorAll('dialog')) open.close();
  fill(main, node);
  markSection();
  const same = samePath && focused ? document.getElementById(focused) : null;
  if (same) same.focus();
  else if (!samePath && how !== 'first') main.querySelector('h1')?.focus({ preventScroll: true });
}

function showError(error) {
  if (error instanceof Refused && error.status === 401) {
    toLogin();
    return;
  }
  const [title, text] = said(error);
  showPage({ title, node: [head(title), el('div.empty', el('p', text),
    el('div.actions', button('Try again', () => again(), { kind: 'primary' }), el('a.button', { href: '/events' }, 'To the events')))] },
  { samePath: false, how: 'error' });
}

function said(error) {
  if (error instanceof NoSuchPage) return ['There is no such page', 'Nothing stands at this address. It may have been written down with an older version.'];
  if (error instanceof Unreachable) return ['The server does not answer', 'It may be starting anew, or the way to it is broken. This page comes by itself once it answers.'];
  if (error instanceof Refused && error.status === 404) return ['Not found', error.message];
  if (error instanceof Refused && error.status === 403) return ['Not allowed', error.message];
  if (error instanceof Refused) return ['The server cannot do that now', error.message];
  console.error(error);
  return ['This page broke', `That is a fault of ours: ${error.message}`];
}

function toLogin() {
  stop();
  drawHeader();
  if (location.pathname !== '/login') {
    const then = location.pathname + location.search;
    go(`/login${then === '/' ? '' : `?then=${encodeURIComponent(then)}`}`, { replace: true });
  }
}

document.body.append(
  el('a.skip', { href: '#main', onclick: event => { event.preventDefault(); main.focus(); } }, 'To the content'),
  header, banner, main,
  el('div', { id: 'say', role: 'status', 'aria-live': 'polite' }));

whenSignedOut(toLogin);
outage(banner, onContact, again);
listen({ t: toggleTheme });
drawHeader();
resume().then(() => {
  drawHeader();
  start();
}, () => {}).finally(() => begin(showPage, showError));

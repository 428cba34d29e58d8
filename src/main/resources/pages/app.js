// The frame around the pages: which page stands where, and what is said when one cannot be shown.
import { el, fill } from './dom.js';
import { NoSuchPage, again, at, begin, go } from './router.js';
import { Refused, Unreachable, isLeft, onContact } from './api.js';
import { whenSignedOut } from './session.js';
import { resume } from './sign-in.js';
import { button, head } from './parts.js';
import { listen } from './keys.js';
import { start, stop } from './stream.js';
import { toggleTheme } from './look.js';
import { outage } from './outage.js';
import { header, drawHeader, markSection } from './header.js';
import { lazily, loadAll } from './lazy.js';
import { loginPage } from './login-page.js';
import { eventsPage } from './events-page.js';
import { eventPage } from './event-page.js';
import { problemsPage } from './problems-page.js';

at('/', eventsPage);
at('/events', eventsPage);
at('/events/:id', eventPage);
at('/problems', problemsPage);
at('/waiting', lazily('waiting-page', 'waitingPage'));
at('/endpoints', lazily('endpoints-page', 'endpointsPage'));
at('/endpoints/:name', lazily('endpoint-page', 'endpointPage'));
at('/routes', lazily('routes-page', 'routesPage'));
at('/routes/:id', lazily('route-page', 'routePage'));
at('/connectors', lazily('connectors-page', 'connectorsPage'));
at('/connectors/:name', lazily('connectors-page', 'connectorPage'));
at('/metrics', lazily('metrics-page', 'metricsPage'));
at('/replays', lazily('replays-page', 'replaysPage'));
at('/replays/:id', lazily('replays-page', 'replayPage'));
at('/alerts', lazily('alerts-page', 'alertsPage'));
at('/tokens', lazily('tokens-page', 'tokensPage'));
at('/audit', lazily('audit-page', 'auditPage'));
at('/login', place => loginPage(place, () => {
  drawHeader();
  start();
}));

const main = el('main', { id: 'main', tabindex: '-1' });
const banner = el('div', { id: 'banner', role: 'status' });
const openPalette = () => lazily('palette', 'openPalette')().catch(error => isLeft(error) || showError(error));

function showPage({ title, node }, { samePath, how }) {
  document.title = `${title} - Hookwright`;
  const focused = document.activeElement?.id;
  fill(main, node);
  markSection();
  const same = samePath && focused ? document.getElementById(focused) : null;
  if (same) same.focus();
  else if (!samePath && how !== 'first') main.querySelector('h1')?.focus({ preventScroll: true });
  if (location.hash && !samePath) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function showError(error) {
  if (error instanceof Refused && error.status === 401) {
    toLogin();
    return;
  }
  const { title, text, final, filtered } = said(error);
  showPage({ title, node: [head(title), el('div.empty', el('p', text),
    el('div.actions', final ? null : button('Try again', () => again(), { kind: 'primary' }),
      filtered ? el('a.button.primary', { href: location.pathname }, 'Clear the filter') : el('a.button', { href: '/events' }, 'To the events')))] },
  { samePath: false, how: 'error' });
}

/** What went wrong in words; final if to try again is of no use, filtered if the page would come without its filter. */
function said(error) {
  if (error instanceof NoSuchPage) return { title: 'There is no such page', text: 'Nothing stands at this address. It may have been written down with an older version.', final: true };
  if (error instanceof Unreachable) return { title: 'The server does not answer', text: 'It may be starting anew, or the way to it is broken. This page comes by itself once it answers.' };
  if (error instanceof Refused && error.status === 404) return { title: 'Not found', text: error.message, final: true };
  if (error instanceof Refused && error.status === 403) return { title: 'Not allowed', text: error.message, final: true };
  if (error instanceof Refused && error.code === 'bad-parameter' && location.search) return { title: 'This filter cannot be read', text: error.message, final: true, filtered: true };
  if (error instanceof Refused) return { title: 'The server cannot do that now', text: error.message };
  console.error(error);
  return { title: 'This page broke', text: `That is a fault of ours: ${error.message}` };
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
listen({ t: toggleTheme }, openPalette);
drawHeader(openPalette);
resume().then(() => {
  drawHeader();
  start();
}, () => {}).finally(() => begin(showPage, showError).then(loadAll));

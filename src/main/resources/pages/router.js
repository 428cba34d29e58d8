// Which page stands at which path. A page is an async function of its place that gives {title, node}.
import { isLeft } from './api.js';

const routes = [];
let current = null;
let show = () => {};
let showError = () => {};

/** Where a page stands: the path's parts, the query, and what to do when it is left. */
class Place {
  #abort = new AbortController();
  #leave = [];
  keys = {};
  /** What can be done here besides, for the palette: {name, act}. */
  commands = [];

  constructor(path, params, query) {
    this.path = path;
    this.params = params;
    this.query = query;
  }

  get signal() {
    return this.#abort.signal;
  }

  onLeave(action) {
    this.#leave.push(action);
  }

  get left() {
    return this.signal.aborted;
  }

  leave() {
    this.#abort.abort();
    for (const action of this.#leave) action();
  }
}

/** at('/events/:id', page) */
export function at(pattern, page) {
  const names = [];
  const expression = pattern.replace(/:(\w+)/g, (whole, name) => {
    names.push(name);
    return '([^/]+)';
  });
  routes.push({ expression: new RegExp(`^${expression}/?$`), names, page });
}

/** What can be done on the page at hand. */
export const pageCommands = () => current?.commands ?? [];

/** The keys that it listens to. */
export const pageKeys = () => current?.keys ?? {};

export function begin(onPage, onError) {
  show = onPage;
  showError = onError;
  history.scrollRestoration = 'manual';
  addEventListener('popstate', event => open(event.state?.scroll ?? 0, 'back'));
  document.addEventListener('click', clicked);
  return open(0, 'first');
}

export function go(href, { replace = false } = {}) {
  if (!replace) keepScroll();
  history[replace ? 'replaceState' : 'pushState']({ scroll: 0 }, '', href);
  return open(null, replace ? 'same' : 'forward');
}

/** The same page anew, as after a change. */
export function again() {
  return open(scrollY, 'same');
}

function keepScroll() {
  history.replaceState({ scroll: scrollY }, '');
}

function clicked(event) {
  const link = event.target.closest?.('a[href^="/"]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.hasAttribute('download') || link.target) return;
  event.preventDefault();
  go(link.getAttribute('href'));
}

async function open(scroll, how) {
  const url = new URL(location.href);
  const samePath = current?.path === url.pathname;
  const [page, params] = find(url.pathname);
  const place = new Place(url.pathname, params, url.searchParams);
  const before = current;
  current = place;
  before?.leave();
  document.body.dataset.busy = '';
  // One that is opened meanwhile is the reader's, and stays.
  const dialogs = document.querySelectorAll('dialog');
  const closeThem = () => dialogs.forEach(dialog => dialog.close());
  try {
    const shown = await page(place);
    if (current !== place) return;
    closeThem();
    show(shown, { samePath, how });
    if (scroll !== null) scrollTo(0, scroll);
    else if (!samePath && !url.hash) scrollTo(0, 0);
  } catch (error) {
    if (current !== place || isLeft(error)) return;
    closeThem();
    showError(error);
  } finally {
    if (current === place) delete document.body.dataset.busy;
  }
}

function find(path) {
  for (const { expression, names, page } of routes) {
    const match = expression.exec(path);
    if (match) return [page, Object.fromEntries(names.map((name, i) => [name, decode(match[i + 1])]))];
  }
  return [() => { throw new NoSuchPage(); }, {}];
}

export class NoSuchPage extends Error {}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

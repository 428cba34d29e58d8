// How it goes: throughput by outcome, what waits and for how long, where time is lost.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { go } from './router.js';
import { href } from './filter.js';
import { ago, duration } from './time.js';
import { head, whole } from './parts.js';
import { figure } from './replays-page.js';
import { histogram, keepCounting, totals } from './histogram.js';
import { bars, latencies } from './bars.js';

const SPANS = [['1h', 'Last hour'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days']];
const LOOK_EVERY = 5000;
/** Runs that are ready for so long, in milliseconds, are late. */
const LATE = 60_000;

export async function metricsPage(place) {
  const since = place.query.get('since') ?? '24h';
  const until = place.query.get('until');
  const params = { since, until };
  const box = el('div.metrics');
  const [stats, routes, endpoints] = await Promise.all([
    get('/stats', params, place.signal),
    whole(get('/routes', {}, place.signal), { items: [] }),
    whole(get('/endpoints', {}, place.signal), { items: [] }),
  ]);
  draw(box, stats, params);
  keepCounting(place, params, stats, answer => draw(box, answer, params));
  const timer = setInterval(async () => {
    const fresh = await get('/stats', params, place.signal).catch(() => null);
    if (fresh && !place.left && !box.contains(document.activeElement) && !box.matches(':hover')) draw(box, fresh, params);
  }, LOOK_EVERY);
  place.onLeave(() => clearInterval(timer));
  const select = el('select', { id: 'metrics-since', 'aria-label': 'Time', onchange: () => go(`/metrics?since=${select.value}`) },
    until ? el('option', { selected: true }, 'As chosen') : null,
    SPANS.map(([value, word]) => el('option', { value, selected: value === since && !until }, word)));
  return {
    title: 'Metrics',
    node: [
      head('Metrics', { actions: [el('a.button', { href: href(params) }, 'Its events'), select], about: el('span', 'For Prometheus: ', el('code', '/observe/metrics'), ' on this port.') }),
      box,
      el('div.columns', byRoute(routes.items), byEndpoint(endpoints.items)),
    ],
  };
}

function draw(box, stats, params) {
  const queue = stats.queue ?? {};
  const latency = stats.latency ?? {};
  const oldest = queue.oldestReadyAt ? Date.now() - Date.parse(queue.oldestReadyAt) : null;
  const span = millis => (millis === undefined || millis === null ? '–' : duration(millis));
  fill(box,
    el('section.panel.figures', { 'aria-label': 'Now' },
      figure('ready to go', queue.ready ?? 0, queue.ready ? 'ready' : null),
      figure('the oldest of them', oldest === null ? '–' : duration(oldest), oldest > LATE ? 'waiting' : null),
      figure('running', queue.running ?? 0, 'running'),
      figure('waiting for their time', queue.waiting ?? 0, 'waiting', '/waiting'),
      figure('dead', queue.dead ?? 0, 'dead', '/problems')),
    el('section.panel', el('h2', 'Runs by outcome'),
      histogram(stats, range => go(`/metrics?${new URLSearchParams(range)}`)),
      totals(stats, status => href({ ...params, status }))),
    el('section.panel', el('h2', 'From receipt to success'), el('div.beside',
      el('div.figures', figure('half within', span(latency.p50Ms)), figure('95 of 100 within', span(latency.p95Ms)), figure('99 of 100 within', span(latency.p99Ms))),
      latencies(stats))),
    el('section.panel', el('h2', 'Received'), bars(stats, ['accepted', 'rejected'])));
}

function table(title, columns, rows) {
  return el('section.column.section', el('h2', title),
    rows.length ? el('div.scroll', { tabindex: '0', role: 'region', 'aria-label': title }, el('table.numbers',
      el('thead', el('tr', columns.map(name => el('th', { scope: 'col' }, name)))), el('tbody', rows))) : el('p.quiet', 'None.'));
}

const number = (value, address, status) => el('td', value ? el('a', { href: address, 'data-status': status }, Number(value).toLocaleString('en')) : el('span.quiet', '0'));

function byRoute(items) {
  return table('By route, last 24 hours', ['Route', 'Succeeded', 'Dead', 'Waiting', 'Ready'], items.map(route => el('tr',
    el('th', { scope: 'row' }, el('a', { href: `/routes/${encodeURIComponent(route.id)}` }, route.id)),
    ['succeeded', 'dead', 'waiting', 'ready'].map(status => number(route.counts?.[status], href({ route: route.id, status }), status)))));
}

function byEndpoint(items) {
  return table('By endpoint, last 24 hours', ['Endpoint', 'Events', 'Again', 'Refused', 'Last'], items.map(one => {
    const address = `/endpoints/${encodeURIComponent(one.name)}`;
    return el('tr', el('th', { scope: 'row' }, el('a', { href: address }, one.name)),
      number(one.accepted24h, href({ endpoint: one.name, since: '24h' })), number(one.duplicates24h, href({ endpoint: one.name, since: '24h' })),
      number(one.rejected24h, `${address}#refused`, 'dead'), el('td', one.lastReceivedAt ? ago(one.lastReceivedAt) : el('span.quiet', 'never')));
  }));
}

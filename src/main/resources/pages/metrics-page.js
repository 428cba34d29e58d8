// How it goes: throughput by outcome, what waits and for how long, where time is lost.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { go } from './router.js';
import { href } from './filter.js';
import { duration } from './time.js';
import { count, head, whole } from './parts.js';
import { figure } from './replays-page.js';
import { histogram, keepCounting, totals } from './histogram.js';
import { counts } from './routes-page.js';
import { bars } from './bars.js';

const SPANS = [['1h', 'Last hour'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days']];
const LOOK_EVERY = 5000;

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
      head('Metrics', { actions: [select], about: el('span', 'For Prometheus: ', el('code', '/observe/metrics'), ' on this port.') }),
      box,
      el('div.columns', byRoute(routes.items), byEndpoint(endpoints.items)),
    ],
  };
}

function draw(box, stats, params) {
  const queue = stats.queue ?? {};
  const latency = stats.latency ?? {};
  const oldest = queue.oldestReadyAt ? Date.now() - Date.parse(queue.oldestReadyAt) : null;
  fill(box,
    el('section.panel', el('h2', 'Runs by outcome'),
      histogram(stats, range => go(`/metrics?${new URLSearchParams(range)}`)),
      totals(stats, status => href({ ...params, status }))),
    el('section.panel', el('h2', 'Now'), el('div.figures',
      figure('ready', queue.ready ?? 0, queue.ready ? 'ready' : null),
      figure('running', queue.running ?? 0, 'running'),
      figure('waiting for a retry', queue.waiting ?? 0, 'waiting'),
      figure('dead', queue.dead ?? 0, 'dead'),
      figure('oldest that is ready', oldest === null ? 'none' : duration(oldest), oldest > 60_000 ? 'waiting' : null))),
    el('section.panel', el('h2', 'From receipt to the end of a run'), el('div.figures',
      figure('half are done within', latency.p50Ms === undefined || latency.p50Ms === null ? '–' : duration(latency.p50Ms)),
      figure('95 of 100 within', latency.p95Ms === undefined || latency.p95Ms === null ? '–' : duration(latency.p95Ms)))),
    el('section.panel', el('h2', 'Received'), bars(stats, ['accepted', 'rejected'])));
}

function byRoute(items) {
  return el('section.column.section', el('h2', 'By route, last 24 hours'),
    items.length ? el('ul.plain', items.map(route => el('li', el('a', { href: `/routes/${encodeURIComponent(route.id)}` }, route.id), counts(route)))) : el('p.quiet', 'No route.'));
}

function byEndpoint(items) {
  return el('section.column.section', el('h2', 'By endpoint, last 24 hours'),
    items.length ? el('ul.plain', items.map(one => el('li', el('a', { href: `/endpoints/${encodeURIComponent(one.name)}` }, one.name),
      el('p.quiet', `${count(one.accepted24h, 'event')}, ${count(one.duplicates24h, 'duplicate')}, ${Number(one.rejected24h ?? 0)} refused`)))) : el('p.quiet', 'No endpoint.'));
}

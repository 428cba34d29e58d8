// The workspace's alerts: which of them fire, and when each was last told.
import { el } from './dom.js';
import { Refused, get } from './api.js';
import { ago } from './time.js';
import { count, empty, head } from './parts.js';
import { icon } from './icons.js';
import { redrawWhen } from './live-look.js';

const LOOK_AFTER = 5000;

export async function alertsPage(place) {
  const { items } = await get('/alerts', {}, place.signal).catch(error => {
    if (error instanceof Refused && error.status === 404) return { items: [] };
    throw error;
  });
  const firing = items.filter(item => item.state === 'firing').length;
  redrawWhen(place, message => message.kind === 'run' || message.kind === 'event', LOOK_AFTER);
  return {
    title: 'Alerts',
    node: [
      head('Alerts', { about: items.length ? `${firing ? count(firing, 'alert fires', 'alerts fire') : 'All quiet'}. They are described in routes/alerts.yaml.` : null }),
      items.length ? el('ol.rows', { 'aria-label': 'Alerts' }, [...items].sort((a, b) => (b.state === 'firing') - (a.state === 'firing')).map(row))
        : empty('No alert', 'An alert starts a route of the workspace when runs die, requests are refused, an endpoint falls silent or a backlog grows. Alerts are described in routes/alerts.yaml.'),
    ],
  };
}

function row(item) {
  const fires = item.state === 'firing';
  return el('li.alert-row',
    el('span.pill', { 'data-status': fires ? 'dead' : 'none' }, icon(fires ? 'bell' : 'check'), fires ? 'fires' : 'quiet'),
    el('div', el('strong', item.name), el('p.quiet', item.condition ?? item.kind)),
    el('span', 'starts ', el('a', { href: `/routes/${encodeURIComponent(item.route)}` }, item.route), el('span.quiet', item.every ? `, at most every ${item.every}` : '')),
    el('span.quiet', fires && item.since ? ['since ', ago(item.since), item.count ? `, ${count(item.count, 'time')}` : ''] : null),
    el('span.quiet', item.lastSentAt ? ['told ', ago(item.lastSentAt)] : 'never told'));
}

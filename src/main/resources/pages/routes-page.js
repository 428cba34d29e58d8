// The routes: what starts each, how its runs fare, whether it is paused.
import { el } from './dom.js';
import { get } from './api.js';
import { pill } from './status.js';
import { empty, head } from './parts.js';
import { icon } from './icons.js';
import { href } from './filter.js';

export const COUNTED = ['succeeded', 'dead', 'waiting', 'running', 'ready', 'cancelled'];

export async function routesPage(place) {
  const { items } = await get('/routes', {}, place.signal);
  return {
    title: 'Routes',
    node: [
      head('Routes', { about: 'What each event is turned into. Counts are of the last 24 hours; ready, running and waiting as of now.' }),
      items.length ? el('ul.cards', { 'aria-label': 'Routes' }, items.map(card))
        : empty('No route yet', 'A route is a file routes/NAME.camel.yaml in the workspace. One with its test is written by:',
          el('pre.code', el('code', './hookwright new route NAME'))),
    ],
  };
}

function card(route) {
  return el('li.card', { 'data-quiet': route.paused ? '' : null },
    el('div.card-head', el('h2', el('a', { href: `/routes/${encodeURIComponent(route.id)}`, 'data-row': '' }, route.id)),
      route.paused ? el('span.pill', { 'data-status': 'waiting' }, icon('pause'), 'paused') : null),
    route.description ? el('p', route.description) : null,
    el('p.quiet', starts(route)),
    counts(route));
}

export function starts(route) {
  const names = route.endpoints ?? [];
  return [names.length ? ['starts from ', names.map((name, i) => [i ? ', ' : '', el('a', { href: `/endpoints/${encodeURIComponent(name)}` }, name)])] : ['starts from ', el('code', route.from ?? '')],
    route.types?.length && !(route.types.length === 1 && route.types[0] === '*') ? [' on ', route.types.map((type, i) => [i ? ', ' : '', el('code', type)])] : null];
}

export function counts(route) {
  const shown = COUNTED.filter(status => route.counts?.[status]);
  return el('p.counts', shown.length ? shown.map(status =>
    el('a', { href: href({ route: route.id, status }), class: 'count', 'data-status': status },
      pill(status, `${route.counts[status].toLocaleString('en')} ${status}`))) : el('span.quiet', 'nothing in the last 24 hours'));
}

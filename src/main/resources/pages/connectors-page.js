// What routes can call: the properties of each connector, and a step to paste.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { empty, head, prose, snippet } from './parts.js';
import { icon } from './icons.js';

export async function connectorsPage(place) {
  const { items } = await get('/connectors', {}, place.signal);
  const list = el('ul.cards.small');
  const found = el('p.quiet', { role: 'status' });
  const search = el('input', { id: 'connector-search', type: 'search', placeholder: 'Find a connector', 'aria-label': 'Find a connector', autocomplete: 'off',
    value: place.query.get('q') ?? '', oninput: () => draw() });
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = items.filter(item => words.every(word => `${item.name} ${item.title} ${item.description}`.toLowerCase().includes(word)));
    fill(list, fits.map(card));
    fill(found, `${fits.length} of ${items.length}`);
    history.replaceState(history.state, '', search.value ? `/connectors?q=${encodeURIComponent(search.value)}` : '/connectors');
  };
  draw();
  return {
    title: 'Connectors',
    node: [
      head('Connectors', { about: 'What a route can call. Each is a Kamelet; yours go into connectors/ of the workspace.' }),
      items.length ? [el('div.filters', el('span.search', icon('search'), search), found), list] : empty('No connector', 'The workspace and the program hold none.'),
    ],
  };
}

function card(item) {
  return el('li.card',
    el('div.card-head', el('h2', el('a', { href: `/connectors/${encodeURIComponent(item.name)}`, 'data-row': '' }, item.title ?? item.name)),
      item.builtIn ? null : el('span.quiet', 'of the workspace')),
    el('p.mono.quiet', item.name),
    el('p.clamp', prose(item.description)));
}

export async function connectorPage(place) {
  const item = await get(`/connectors/${encodeURIComponent(place.params.name)}`, {}, place.signal);
  return {
    title: item.title ?? item.name,
    node: [
      head(item.title ?? item.name, {
        before: el('p.crumbs', el('a', { href: '/connectors' }, icon('left'), 'Connectors')),
        about: [el('code', item.name), el('span', item.kind === 'sink' ? 'sends' : 'sends and gives back an answer'), item.builtIn ? null : el('span', 'of the workspace')],
      }),
      el('p.lead', prose(item.description)),
      item.idempotency ? el('p.lead', el('strong', 'When a call is repeated: '), prose(item.idempotency)) : null,
      el('div.columns.wide',
        el('section.column', el('h2', 'Properties'), el('div.scroll', { tabindex: '0', role: 'region', 'aria-label': 'Properties' }, properties(item.properties ?? []))),
        el('section.column', el('h2', 'A step to paste'), snippet(item.step ?? '', 'the step'))),
    ],
  };
}

function properties(all) {
  return el('table', el('thead', el('tr', ['Name', 'Means', 'Default'].map(name => el('th', { scope: 'col' }, name)))),
    el('tbody', all.map(one => el('tr',
      el('th', { scope: 'row' }, el('code', one.name), one.required ? el('span.tag', 'required') : null, one.secret ? el('span.tag', 'secret') : null),
      el('td', prose(one.description), el('span.quiet', ` ${one.choices?.length ? one.choices.join(', ') : one.type ?? ''}`),
        one.example ? el('span.quiet', ', as ', el('code', one.example)) : null),
      el('td', one.default === null || one.default === undefined || one.default === '' ? '' : el('code', String(one.default)))))));
}

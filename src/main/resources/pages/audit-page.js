// Who has changed what, newest first.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { at } from './time.js';
import { button, doing, empty, head } from './parts.js';

const WORDS = {
  'POST /events/{id}/replay': 'replayed an event',
  'POST /replays': 'replayed many events',
  'POST /replays/{id}/cancel': 'stopped a replay',
  'POST /runs/{id}/cancel': 'cancelled a run',
  'POST /routes/{id}/pause': 'paused a route',
  'POST /routes/{id}/resume': 'resumed a route',
  'POST /targets/resume': 'had a target called again',
  'POST /rejections/{id}/accept': 'let a refused request in',
  'POST /tokens': 'made a token',
  'DELETE /tokens/{id}': 'revoked a token',
  'POST /reload': 'reloaded the workspace',
  'POST /login': 'signed in',
  'POST /logout': 'signed out',
  'POST /backup': 'made a backup',
};

export async function auditPage(place) {
  const first = await get('/audit', {}, place.signal);
  const rows = el('ol.rows', { 'aria-label': 'Changes' });
  const foot = el('div.foot');
  const show = answer => {
    rows.append(...answer.items.map(row));
    const more = button('Show older', () => doing(more, async () => show(await get('/audit', { cursor: answer.nextCursor, limit: 200 }, place.signal))));
    fill(foot, answer.nextCursor ? more : el('p.quiet', 'That is all.'));
  };
  show(first);
  return {
    title: 'Audit log',
    node: [
      head('Audit log', { about: 'Every change that somebody made or tried to make, by these pages, the command line or a program.' }),
      first.items.length ? [rows, foot] : empty('Nobody has changed anything yet', 'Replays, cancels, pauses, tokens and reloads stand here, with who, when and from where.'),
    ],
  };
}

function row(entry) {
  const refused = entry.status >= 400;
  return el('li.audit-row', { title: `${entry.action}, answered ${entry.status}` },
    at(entry.at),
    el('span', el('strong', entry.who), el('span.tag', entry.role)),
    el('span', refused ? el('span.trouble', `tried, answered ${entry.status}: `) : null, WORDS[entry.action] ?? entry.action, ' ', target(entry.target)),
    el('span.quiet', [entry.address, entry.reason ? `“${entry.reason}”` : null].filter(Boolean).join(', ')));
}

/** A link where a page stands for it. */
function target(path) {
  const [, page] = /^(\/(?:events|routes|replays)\/[^/]+)/.exec(path) ?? [];
  const [, name] = /^\/[^/]+\/([^/]+)/.exec(path) ?? [];
  if (!name) return null;
  return page ? el('a', { href: page }, el('code', decoded(name))) : el('code', decoded(name));
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

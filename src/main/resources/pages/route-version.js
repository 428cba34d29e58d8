// The text that a route had when a run went through it, beside the one that it has now.
import { el, fill } from './dom.js';
import { get } from './api.js';
import { button, copyButton, dialog, doing } from './parts.js';

const KNOWN_FOR = 10000;
/** Longer texts are shown one after the other. */
const MOST_LINES = 3000;

let asked = { at: -KNOWN_FOR };

function routesNow() {
  if (Date.now() - asked.at > KNOWN_FOR) asked = { at: Date.now(), routes: get('/routes') };
  return asked.routes;
}

/** Says that the run went through another text than the route has now, once that is known; nothing if it did not. */
export function versionNote(run) {
  const note = el('p.version-note');
  if (!run.version) return null;
  routesNow().then(routes => {
    const now = routes.items.find(route => route.id === run.route)?.version;
    if (!now) fill(note, 'The route is not there any more. ', button('What it was', show(run, null), { kind: 'small' }));
    else if (now !== run.version) fill(note, 'The route has changed since. ', button('What has changed', show(run, now), { kind: 'small' }));
  }, () => {});
  return note;
}

function show(run, now) {
  return event => doing(event.currentTarget, async () => {
    const path = `/routes/${encodeURIComponent(run.route)}/versions/`;
    const [then, today] = await Promise.all([get(path + run.version), now ? get(path + now) : null]);
    const lines = today ? difference(then.yaml, today.yaml) : then.yaml.trimEnd().split('\n').map(line => [' ', line]);
    dialog(today ? `What has changed in ${run.route}` : run.route,
      el('p.quiet', `Version ${run.version}`, today ? ` (-), and ${now} (+), which is there now.` : ''),
      el('figure.snippet', el('pre.diff', { tabindex: '0', 'aria-label': 'The text, line by line' },
        lines.map(([sign, line]) => el('code', { 'data-sign': sign }, `${sign} ${line}\n`))), copyButton(() => then.yaml, 'the text of then')));
  });
}

/** Lines with a sign before them: blank in both, - in the first only, + in the second only. */
export function difference(before, after) {
  const a = before.trimEnd().split('\n');
  const b = after.trimEnd().split('\n');
  if (a.length > MOST_LINES || b.length > MOST_LINES) return [...a.map(line => ['-', line]), ...b.map(line => ['+', line])];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push([' ', a[i]]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) {
      lines.push(['-', a[i]]);
      i += 1;
    } else {
      lines.push(['+', b[j]]);
      j += 1;
    }
  }
  return lines;
}

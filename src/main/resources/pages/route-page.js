// One route: drawn as the tree that it is, with what passed each step, and the YAML beside it.
import { el } from './dom.js';
import { get, post } from './api.js';
import { again } from './router.js';
import { icon } from './icons.js';
import { ask, button, copyButton, facts, head, say } from './parts.js';
import { counts, starts } from './routes-page.js';
import { maySteer } from './session.js';

export async function routePage(place) {
  const route = await get(`/routes/${encodeURIComponent(place.params.id)}`, {}, place.signal);
  const yaml = yamlOf(route);
  if (maySteer()) place.commands.push(route.paused ? { name: `Resume ${route.id}`, act: () => resume(route) } : { name: `Pause ${route.id}…`, act: () => pause(route) });
  return {
    title: route.id,
    node: [
      head(route.id, {
        before: el('p.crumbs', el('a', { href: '/routes' }, icon('left'), 'Routes')),
        about: [route.paused ? el('span.pill', { 'data-status': 'waiting' }, icon('pause'), 'paused') : null, el('span', route.description ?? ''), el('span', starts(route))],
        actions: maySteer() ? [steer(route)] : null,
      }),
      counts(route),
      el('div.columns.wide',
        el('section.column', { 'aria-label': 'Steps' }, route.tree ? el('ol.tree', box(route.tree, yaml.mark)) : null,
          facts([
            ['Retries', route.retry?.length ? `after ${route.retry.join(', ')}` : null],
            ['At work at once', route.maxInFlight],
            ['In order of', route.orderBy ? el('code', route.orderBy) : null],
            ['Version', route.version ? el('code', String(route.version)) : null],
          ])),
        yaml.node),
    ],
  };
}

function steer(route) {
  return route.paused ? button('Resume', () => resume(route), { kind: 'primary', sign: 'play' })
    : button('Pause…', () => pause(route), { sign: 'pause' });
}

async function resume(route) {
  await post(`/routes/${encodeURIComponent(route.id)}/resume`).then(() => say(`${route.id} goes on.`), error => say(error.message, 'error'));
  again();
}

function pause(route) {
  ask(`Pause ${route.id}?`,
    el('p', 'Events are still accepted. Their runs wait here, and go on in order when you resume. Calls that are under way end.'),
    'Pause', async () => {
      await post(`/routes/${encodeURIComponent(route.id)}/pause`);
      say(`${route.id} is paused.`);
      again();
    });
}

/** A node with its children inside. */
function box(node, mark) {
  const failed = node.counts?.failed ?? 0;
  const done = node.counts?.done ?? 0;
  return el('li.node', { 'data-kind': node.kind, 'data-step': node.step || null, 'data-failed': failed > 0 || null },
    el('div.node-head', {
      onmouseenter: () => mark(node.line), onmouseleave: () => mark(null),
      ...(node.line ? { onfocusin: () => mark(node.line), onfocusout: () => mark(null) } : {}),
    },
    node.step ? icon('step') : null,
    el('span.node-kind', node.kind),
    node.line && said(node) !== '' ? el('a.node-label', { href: `#line-${node.line}`, title: node.label ?? '' }, said(node)) : el('span.node-label', said(node)),
    node.step && (done || failed) ? el('span.node-counts',
      el('span', { 'data-status': 'succeeded', title: `${done} done` }, icon('check'), String(done), el('span.hidden', ' done')),
      failed ? el('span', { 'data-status': 'dead', title: `${failed} failed` }, icon('cross'), String(failed), el('span.hidden', ' failed')) : null) : null),
    node.children?.length ? el('ol.tree', node.children.map(child => box(child, mark))) : null);
}

function said(node) {
  if (node.step && node.id) return [el('strong', node.id), ' ', el('span.quiet', node.description ?? short(node.label))];
  return node.description ?? node.label ?? '';
}

const short = label => (label ?? '').replace(/^kamelet:/, '');

function yamlOf(route) {
  const lines = (route.yaml ?? '').replace(/\n$/, '').split('\n');
  const first = route.line ?? 1;
  const rows = lines.map((line, i) => el('span.line', { id: `line-${first + i}`, 'data-line': first + i }, comment(line), '\n'));
  const code = el('code', rows);
  const mark = line => {
    for (const row of rows) row.removeAttribute('data-marked');
    const row = line === null || line === undefined ? null : rows[line - first];
    row?.setAttribute('data-marked', '');
    row?.scrollIntoView?.({ block: 'nearest' });
  };
  return { mark, node: el('section.column.yaml', { 'aria-label': 'YAML' },
    el('div.section-head', el('h2', el('code', route.file ?? 'YAML')), copyButton(() => route.yaml ?? '', 'the YAML')),
    el('pre.code', { tabindex: '0', 'aria-label': 'YAML of the route' }, code)) };
}

function comment(line) {
  const [, before, words] = /^(\s*)(#.*)$/.exec(line) ?? [];
  if (words) return [before, el('span.yaml-comment', words)];
  const [, dash, key, rest] = /^([\s-]*)([\w.-]+:)(.*)$/.exec(line) ?? [];
  return key ? [dash, el('span.json-key', key), rest] : line;
}

// The keyboard: single letters act where nobody types, "g" and a letter goes somewhere.
import { el } from './dom.js';
import { go, pageKeys } from './router.js';
import { dialog } from './parts.js';

export const PLACES = {
  e: ['/events', 'Events'],
  p: ['/problems', 'Problems'],
  w: ['/waiting', 'Waiting'],
  n: ['/endpoints', 'Endpoints'],
  r: ['/routes', 'Routes'],
  c: ['/connectors', 'Connectors'],
  m: ['/metrics', 'Metrics'],
};

const HELP = [
  ['Lists', [['j', 'next row'], ['k', 'row before'], ['Enter', 'open'], ['o', 'open in a new tab'], ['x', 'choose'], ['r', 'replay'], ['/', 'search or filter']]],
  ['An event', [['j', 'next, within the filter'], ['k', 'the one before'], ['r', 'replay'], ['c', 'copy the payload'], ['u', 'back to the list']]],
  ['Go to', Object.entries(PLACES).map(([key, [, name]]) => [`g ${key}`, name])],
  ['Everywhere', [['Ctrl K', 'go to or do anything'], ['?', 'this list'], ['t', 'light or dark'], ['Esc', 'close']]],
];

let waitsForPlace = 0;

/** @param openPalette what Ctrl-K does, also where somebody types */
export function listen(everywhere, openPalette) {
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) openPalette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const action = actionOf(event.key, everywhere);
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

function actionOf(key, everywhere) {
  if (Date.now() < waitsForPlace) {
    waitsForPlace = 0;
    return PLACES[key] && (() => go(PLACES[key][0]));
  }
  if (key === 'g') return () => { waitsForPlace = Date.now() + 1500; };
  if (key === '?') return showHelp;
  return pageKeys()[key] ?? LIST_KEYS[key] ?? everywhere[key];
}

function isTyping(target) {
  return target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]') !== null;
}

const LIST_KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => {
    const row = document.activeElement?.closest('[data-row]');
    if (row) window.open(row.getAttribute('href'), '_blank', 'noopener');
  },
  '/': () => {
    const field = document.querySelector('main input[type=search]');
    field?.focus();
    field?.select();
  },
};

function move(by) {
  const rows = [...document.querySelectorAll('[data-row]')];
  if (!rows.length) return;
  const now = rows.indexOf(document.activeElement);
  const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1)];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

export function showHelp() {
  dialog('Keyboard', el('div.keys', HELP.map(([title, keys]) => el('section',
    el('h3', title),
    el('dl', keys.map(([key, what]) => el('div',
      el('dt', key.split(' ').map(one => el('kbd', one))), el('dd', what))))))));
}

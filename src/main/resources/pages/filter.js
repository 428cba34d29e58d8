// Which events: the same words as in the API and on the command line, kept in the address of the page.
import { queryOf } from './api.js';
import { absolute } from './time.js';

export const NAMES = ['status', 'endpoint', 'route', 'type', 'q', 'error', 'since', 'until'];

/** {status: 'dead', ...} of a page's address. */
export function read(query) {
  const filter = {};
  for (const name of NAMES) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

export const href = (filter, path = '/events') => path + queryOf(ordered(filter));

function ordered(filter) {
  return Object.fromEntries(NAMES.filter(name => filter[name]).map(name => [name, filter[name]]));
}

export function without(filter, ...names) {
  const rest = { ...filter };
  for (const name of names) delete rest[name];
  return rest;
}

export const isEmpty = filter => NAMES.every(name => !filter[name]);

/** What was typed: "status:dead type:invoice.*" sets these, what is left over is searched for. */
export function typed(text, filter) {
  const next = without(filter, 'q');
  const words = [];
  for (const word of text.trim().split(/\s+/)) {
    const [, name, value] = /^(\w+):(.+)$/.exec(word) ?? [];
    if (NAMES.includes(name)) next[name] = value;
    else if (word) words.push(word);
  }
  if (words.length) next.q = words.join(' ');
  return next;
}

/** How a part of the filter is said in its chip. */
export function said(name, value) {
  if (name === 'q') return `“${value}”`;
  if (name === 'since') return `since ${timeSaid(value)}`;
  if (name === 'until') return `until ${timeSaid(value)}`;
  return `${name}: ${value}`;
}

const timeSaid = value => (/^\d+[a-z]+$/.test(value) ? `${value} ago` : absolute(value));

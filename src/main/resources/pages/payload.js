// A payload: laid out, searched, copied. Large ones are shown as they are.
import { el, fill } from './dom.js';
import { copyButton, signButton } from './parts.js';

const LARGE = 200_000;
const SHOWN = 2_000_000;

export function payload(event) {
  if (event.payloadDeletedAt) {
    return el('section.payload', el('h2', 'Payload'), el('p.quiet', `Deleted by retention on ${event.payloadDeletedAt.slice(0, 10)}. Headers and runs are kept.`));
  }
  const raw = event.body ?? '';
  const json = event.bodyEncoding ? undefined : parsed(raw);
  const pretty = json === undefined ? raw : JSON.stringify(json, null, 2);
  const code = el('code');
  const pre = el('pre.payload-text', { tabindex: '0', 'aria-label': 'Payload' }, code);
  const found = el('span.found', { role: 'status' });
  const search = new Search(code, found, json);
  let laidOut = true;
  const draw = () => {
    const text = (laidOut ? pretty : raw).slice(0, SHOWN);
    fill(code, laidOut && json !== undefined && text.length < LARGE ? coloured(text) : text);
    search.again();
  };
  const toggle = json === undefined ? null : el('button.button.small', { type: 'button', 'aria-pressed': 'false', onclick: () => {
    laidOut = !laidOut;
    toggle.setAttribute('aria-pressed', String(!laidOut));
    draw();
  } }, 'As received');
  draw();
  const bytes = new TextEncoder().encode(raw).length;
  return el('section.payload',
    el('div.section-head', el('h2', 'Payload'), el('span.quiet', event.bodyEncoding ? 'binary, in base64' : size(bytes)),
      el('div.actions', toggle, copyButton(() => raw, 'the payload'), signButton('Save the payload', 'save', () => save(event.id, raw)))),
    el('div.payload-search', el('input', {
      id: 'payload-search', type: 'search', placeholder: 'Find, or a path: .data.object.id', 'aria-label': 'Find in the payload',
      autocomplete: 'off', spellcheck: 'false', oninput: input => search.look(input.target.value),
      onkeydown: key => {
        if (key.key === 'Enter') {
          key.preventDefault();
          search.next();
        }
      },
    }), found),
    raw === '' ? el('p.quiet', 'The request had no body.') : pre);
}

function parsed(text) {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const size = bytes => (bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

function save(id, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = el('a', { href: url, download: `${id}.txt` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function coloured(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(end, match.index));
    const kind = match[2] ? 'key' : match[1] ? 'text' : 'value';
    parts.push(el(`span.json-${kind}`, match[1] ?? match[0]), match[2] ?? '');
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

/** Marks what is found without changing the text; a query that begins with a dot is read as a path. */
class Search {
  #query = '';
  #ranges = [];
  #now = -1;

  constructor(code, said, json) {
    this.code = code;
    this.said = said;
    this.json = json;
  }

  look(query) {
    this.#query = query.trim();
    this.again();
  }

  again() {
    this.#now = -1;
    const path = this.#query.startsWith('.') && this.json !== undefined;
    this.#ranges = path || this.#query === '' ? [] : ranges(this.code, this.#query.toLowerCase());
    mark('found', this.#ranges);
    mark('found-now', []);
    if (path) fill(this.said, el('code', valueAt(this.json, this.#query)));
    else fill(this.said, this.#query === '' ? '' : this.#ranges.length ? `${this.#ranges.length} found` : 'not found');
  }

  next() {
    if (!this.#ranges.length) return;
    this.#now = (this.#now + 1) % this.#ranges.length;
    const range = this.#ranges[this.#now];
    mark('found-now', [range]);
    range.startContainer.parentElement.scrollIntoView({ block: 'nearest' });
    fill(this.said, `${this.#now + 1} of ${this.#ranges.length}`);
  }
}

function mark(name, found) {
  if (!CSS.highlights) return;
  if (found.length) CSS.highlights.set(name, new Highlight(...found));
  else CSS.highlights.delete(name);
}

function ranges(root, query) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode() && found.length < 5000) {
    const text = walker.currentNode.data.toLowerCase();
    for (let i = text.indexOf(query); i >= 0; i = text.indexOf(query, i + query.length)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, i);
      range.setEnd(walker.currentNode, Math.min(i + query.length, walker.currentNode.length));
      found.push(range);
    }
  }
  return found;
}

function valueAt(json, path) {
  let value = json;
  for (const [, name, index] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    value = Object.hasOwn(Object(value), name ?? index) ? value[name ?? index] : undefined;
  }
  return value === undefined ? 'not there' : JSON.stringify(value).slice(0, 300);
}

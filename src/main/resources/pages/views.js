// Filters that the reader has given a name, kept in this browser and shown as chips.
import { el } from './dom.js';
import { keep, kept } from './kept.js';
import { NAMES, href, isEmpty, said } from './filter.js';
import { again } from './router.js';
import { button, dialog, say } from './parts.js';
import { icon } from './icons.js';

const KEY = 'views';
const MOST = 20;
const LONGEST = 40;

/** The saved ones, as {name, filter}; what is not understood is left out. */
export function views() {
  try {
    return JSON.parse(kept(KEY) ?? '[]').filter(one => typeof one?.name === 'string' && one.filter && typeof one.filter === 'object')
      .map(({ name, filter }) => ({ name, filter: Object.fromEntries(NAMES.filter(word => typeof filter[word] === 'string').map(word => [word, filter[word]])) }))
      .slice(0, MOST);
  } catch {
    return [];
  }
}

const write = all => keep(KEY, all.length ? JSON.stringify(all) : '');

/** The chips; null without a saved view. */
export function viewChips(filter) {
  const all = views();
  const here = href(filter);
  return all.length === 0 ? null : el('ul.chips.views', { 'aria-label': 'Saved views' },
    all.map(view => el('li.chip.view', { 'data-here': href(view.filter) === here || null },
      el('a', { href: href(view.filter), 'aria-current': href(view.filter) === here ? 'page' : null }, icon('star'), view.name),
      el('button.sign', { type: 'button', 'aria-label': `Forget the view ${view.name}`, title: 'Forget this view', onclick: () => forget(view.name) }, icon('cross')))));
}

/** Null where there is nothing to save. */
export function saveButton(filter) {
  const known = isEmpty(filter) || views().some(view => href(view.filter) === href(filter));
  return known ? null : button('Save view…', () => save(filter), { kind: 'plain.small', sign: 'star', id: 'save-view' });
}

function save(filter) {
  const words = NAMES.filter(name => filter[name]).map(name => said(name, filter[name])).join(', ');
  const field = el('input', { id: 'view-name', type: 'text', maxlength: LONGEST, required: true, autocomplete: 'off', value: words.slice(0, LONGEST) });
  const box = dialog('Save this view', el('form', { onsubmit: event => {
    event.preventDefault();
    const name = field.value.trim();
    if (!name) return;
    write([...views().filter(view => view.name !== name), { name, filter }].slice(-MOST));
    box.close();
    say(`Saved ${name}.`);
    again();
  } },
  el('p.quiet', `${words}. It is kept in this browser.`),
  el('label.field', { for: 'view-name' }, 'Name', field),
  el('div.actions', button('Not now', () => box.close()), el('button.button.primary', { type: 'submit' }, 'Save'))));
  field.focus();
  field.select();
}

function forget(name) {
  write(views().filter(view => view.name !== name));
  again();
}

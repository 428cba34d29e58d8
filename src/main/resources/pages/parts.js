// Small parts that several pages use.
import { el, fill, freshId } from './dom.js';
import { icon } from './icons.js';

/** The head of a page: what it is, a word about it, what can be done. */
export function head(title, { about, actions, before } = {}) {
  return el('div.head',
    el('div.head-text', before, el('h1', { tabindex: '-1' }, title), about ? el('p.about', about) : null),
    actions ? el('div.actions', actions) : null);
}

export function button(label, action, { kind = '', sign, ...attributes } = {}) {
  return el(`button.button${kind ? `.${kind}` : ''}`, { type: 'button', onclick: action, ...attributes },
    sign ? icon(sign) : null, label);
}

/** A sign alone as a button; the label is for those who do not see it, and on hover. */
export function signButton(label, sign, action, attributes = {}) {
  return el('button.sign', { type: 'button', 'aria-label': label, title: label, onclick: action, ...attributes }, icon(sign));
}

/** An address or a text with a button that copies it. */
export function copyable(text, what) {
  return el('span.copyable', el('code', text), copyButton(() => text, what));
}

export function copyButton(text, what) {
  return signButton(`Copy ${what}`, 'copy', () => copy(text(), what));
}

export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied ${what}.`);
  } catch {
    dialog(`Copy ${what}`, el('p', 'The browser does not let this page copy. Mark it and copy it yourself:'),
      el('textarea.code', { rows: 8, readonly: true, 'aria-label': what, value: text }));
  }
}

/** A sentence in which `code` stands in backticks and *names of buttons* in asterisks. */
export function prose(text) {
  return (text ?? '').split('`').map((part, i) => (i % 2 ? el('code', part)
    : part.split(/\*([^*\s][^*]*)\*/).map((piece, j) => (j % 2 ? el('strong', piece) : piece))));
}

/** Code to paste, with its copy button. */
export function snippet(text, what) {
  return el('figure.snippet', el('pre', { tabindex: '0', 'aria-label': what }, el('code', text)), copyButton(() => text, what));
}

/** Nothing to show, and what that means. */
export function empty(title, ...text) {
  return el('div.empty', el('h2', title), text.map(one => (one instanceof Node ? one : el('p', one))));
}

let saying = 0;

/** A word at the foot of the page, read out as well. */
export function say(text, kind = 'note') {
  const place = document.querySelector('#say');
  fill(place, el('p', { 'data-kind': kind }, text));
  clearTimeout(saying);
  saying = setTimeout(() => fill(place), kind === 'error' ? 10000 : 4000);
}

/** Runs what a button does: once at a time, and what goes wrong is said. */
export async function doing(element, action) {
  if (element?.disabled) return;
  if (element) element.disabled = true;
  try {
    await action();
  } catch (error) {
    say(error.message, 'error');
  } finally {
    if (element) element.disabled = false;
  }
}

/** A dialog; closes on Escape, by its button, and when its page is left. */
export function dialog(title, ...content) {
  const id = freshId('dialog');
  const box = el('dialog', { 'aria-labelledby': id },
    el('div.dialog-head', el('h2', { id }, title), signButton('Close', 'cross', () => box.close())),
    el('div.dialog-body', content));
  box.addEventListener('close', () => box.remove());
  box.addEventListener('click', event => {
    if (event.target === box) box.close();
  });
  document.body.append(box);
  box.showModal();
  return box;
}

/** Asks before something is done; the action's failure is said in the dialog. */
export function ask(title, text, word, action, kind = 'primary') {
  const trouble = el('p.trouble', { role: 'alert' });
  const yes = button(word, () => doing(yes, async () => {
    try {
      fill(trouble);
      await action();
      box.close();
    } catch (error) {
      fill(trouble, error.message);
    }
  }), { kind });
  const box = dialog(title, text, trouble, el('div.actions', button('Not now', () => box.close()), yes));
  yes.focus();
  return box;
}

/** Name and value, one under the other or side by side as there is room. */
export function facts(entries) {
  return el('dl.facts', entries.filter(entry => entry && entry[1] !== null && entry[1] !== undefined && entry[1] !== '')
    .map(([name, ...value]) => el('div', el('dt', name), el('dd', value))));
}

export const count = (number, one, many = `${one}s`) => `${Number(number ?? 0).toLocaleString('en')} ${Number(number) === 1 ? one : many}`;

/** A part of a page that does not bring the whole down when it cannot be had. */
export async function whole(promise, fallback = null) {
  try {
    return await promise;
  } catch (error) {
    if (error.name === 'AbortError' || error.status === 401) throw error;
    return fallback;
  }
}

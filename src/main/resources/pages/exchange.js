// What a call sent, and what was answered.
import { el } from './dom.js';
import { copyButton, facts } from './parts.js';

export function excerpt(title, text) {
  return el('figure.excerpt', el('figcaption', title, copyButton(() => text, title.toLowerCase())),
    el('pre', { tabindex: '0', 'aria-label': title }, el('code', laidOut(text))));
}

/** A request as it was recorded: a text, or what stood where. */
export function sent(request) {
  if (typeof request === 'string') return excerpt('Sent', request);
  const { body, ...rest } = request;
  return [
    facts(Object.entries(rest).filter(([, value]) => isWord(value)).map(([name, value]) => [name, el('code', String(value))])),
    Object.entries(rest).filter(([, value]) => isFilled(value)).map(([name, value]) => excerpt(`Sent: ${name}`, JSON.stringify(value))),
    body === undefined || body === null || body === '' ? null : excerpt('Sent', typeof body === 'string' ? body : JSON.stringify(body)),
  ];
}

const isWord = value => value !== null && value !== '' && typeof value !== 'object';
const isFilled = value => value !== null && typeof value === 'object' && Object.keys(value).length > 0;

function laidOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

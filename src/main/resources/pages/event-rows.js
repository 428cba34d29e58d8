// An event as a row of a list.
import { el } from './dom.js';
import { eventStatus, latestRuns, pill } from './status.js';
import { ago, duration, until } from './time.js';
import { href } from './filter.js';
import { count } from './parts.js';

/** @param chosen the ids that are chosen; without it, rows cannot be */
export function eventRow(event, filter, chosen) {
  const status = eventStatus(event);
  return el('li', { 'data-id': event.id },
    chosen ? el('input.choose', { type: 'checkbox', tabindex: '-1', 'aria-label': `Choose ${event.type ?? 'event'} of ${event.receivedAt}`,
      checked: chosen.has(event.id), onchange: change => chosen.set(event.id, change.target.checked) }) : null,
    el('a.row.event-row', { href: href(filter, `/events/${event.id}`), 'data-row': event.id },
      pill(status),
      el('span.event-what', el('span.event-type', { 'data-none': !event.type }, event.type ?? 'no type'), el('span.event-endpoint', event.endpoint)),
      el('span.event-key', event.dedupKey ?? event.id),
      el('span.event-note', { 'data-status': status }, note(event, status)),
      el('span.event-when', ago(event.receivedAt))));
}

function note(event, status) {
  const runs = latestRuns(event.runs);
  const run = runs.find(one => one.status === status);
  const parts = [];
  if (status === 'waiting') parts.push(el('span', 'tried again ', until(run.dueAt)));
  if ((status === 'dead' || status === 'waiting') && run.error) parts.push(el('span.event-error', run.error));
  if (status === 'succeeded') parts.push(el('span', took(event, runs)));
  if (status === 'none') parts.push(el('span', 'no route takes this type'));
  if (event.duplicateCount > 0) parts.push(el('span.event-copies', `came ${count(event.duplicateCount + 1, 'time')}`));
  return parts;
}

function took(event, runs) {
  const ended = Math.max(...runs.map(run => Date.parse(run.endedAt ?? run.createdAt)));
  return duration(ended - Math.min(...runs.map(run => Date.parse(run.createdAt))));
}

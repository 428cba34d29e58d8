// An event as a row of a list.
import { el } from './dom.js';
import { eventStatus, latestRuns, pill, standing } from './status.js';
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
  const of = runs.filter(one => standing(one) === status);
  const parts = [];
  if (status === 'waiting') parts.push(el('span', 'next try ', until(soonest(of).dueAt)));
  if (status === 'scheduled') parts.push(el('span', soonest(of).route, ' starts ', until(soonest(of).dueAt)));
  if ((status === 'dead' || status === 'waiting') && of[0].error) parts.push(el('span.event-error', of[0].error));
  if (status === 'succeeded') parts.push(el('span', took(runs)));
  if (status === 'none') parts.push(el('span', 'no route takes this type'));
  if (event.duplicateCount > 0) parts.push(el('span.event-copies', `came ${count(event.duplicateCount + 1, 'time')}`));
  return parts;
}

const soonest = runs => runs.reduce((first, run) => ((run.dueAt ?? '') < (first.dueAt ?? '') ? run : first));

function took(runs) {
  const ended = Math.max(...runs.map(run => Date.parse(run.endedAt ?? run.createdAt)));
  return duration(ended - Math.min(...runs.map(run => Date.parse(run.createdAt))));
}

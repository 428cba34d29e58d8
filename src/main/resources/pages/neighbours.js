// The event before and the one after, within the filter.
import { get } from './api.js';
import { millisOf } from './time.js';

const PAGE = 50;
const MOST_PAGES = 20;
/** How far to look for newer ones, in milliseconds: the API lists the newest first. */
const REACH = [1000, 60_000, 3_600_000, 86_400_000, 30 * 86_400_000];

export async function neighbours(event, filter, signal) {
  const [newer, older] = await Promise.all([newerThan(event, filter, signal), olderThan(event, filter, signal)]);
  return { newer, older };
}

async function olderThan(event, filter, signal) {
  const end = Math.min(Date.parse(event.receivedAt) + 1, filter.until ? millisOf(filter.until) : Infinity);
  const asked = { ...filter, until: new Date(end).toISOString(), limit: PAGE };
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await get('/events', asked, signal);
    const older = answer.items.find(one => one.id < event.id);
    if (older || !answer.nextCursor) return older ?? null;
    asked.cursor = answer.nextCursor;
  }
  return null;
}

async function newerThan(event, filter, signal) {
  const from = Date.parse(event.receivedAt);
  const last = filter.until ? millisOf(filter.until) : Date.now();
  for (const reach of REACH) {
    const until = Math.min(from + reach, last + 1);
    const answer = await get('/events', { ...filter, since: event.receivedAt, until: new Date(until).toISOString(), limit: PAGE }, signal);
    const newer = answer.items.filter(one => one.id > event.id);
    // A full page may leave out the nearest: better none than a wrong one.
    if (answer.nextCursor && newer.length === answer.items.length) return null;
    if (newer.length) return newer.at(-1);
    if (until > last) return null;
  }
  return null;
}

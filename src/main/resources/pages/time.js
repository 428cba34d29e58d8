// Times and spans of time in words, kept true while they are shown.
import { el } from './dom.js';
import { keep, kept } from './kept.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = number => String(number).padStart(2, '0');

let utc = kept('utc') === 'yes';

/** Whether times are shown in UTC rather than in the reader's zone. */
export const inUtc = () => utc;

export function showUtc(yes) {
  utc = yes;
  keep('utc', yes ? 'yes' : '');
}

/** 2026-01-31 12:00:05, where the reader is or in UTC. */
export function absolute(instant) {
  const at = new Date(instant);
  return `${day(at)} ${clock(at)}`;
}

export function day(at) {
  return utc ? at.toISOString().slice(0, 10) : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function clock(at, seconds = true) {
  if (utc) return at.toISOString().slice(11, seconds ? 19 : 16);
  return `${two(at.getHours())}:${two(at.getMinutes())}${seconds ? `:${two(at.getSeconds())}` : ''}`;
}

/** 812 ms, 1.8 s, 4 m 12 s, 2 h 5 m, 3 d 4 h. */
export function duration(millis) {
  const value = Math.max(0, millis);
  if (value < SECOND) return `${Math.round(value)} ms`;
  if (value < 10 * SECOND) return `${(value / SECOND).toFixed(1)} s`;
  if (value < MINUTE) return `${Math.floor(value / SECOND)} s`;
  if (value < HOUR) return parts(value, MINUTE, 'm', SECOND, 's');
  if (value < DAY) return parts(value, HOUR, 'h', MINUTE, 'm');
  return parts(value, DAY, 'd', HOUR, 'h');
}

function parts(value, large, largeWord, small, smallWord) {
  const rest = Math.floor((value % large) / small);
  return `${Math.floor(value / large)} ${largeWord}${rest ? ` ${rest} ${smallWord}` : ''}`;
}

function agoText(instant) {
  const past = Date.now() - Date.parse(instant);
  if (past < 5 * SECOND) return 'just now';
  if (past < MINUTE) return `${Math.floor(past / SECOND)} s ago`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} m ago`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h ago`;
  if (past < 30 * DAY) return `${Math.floor(past / DAY)} d ago`;
  return absolute(instant).slice(0, 10);
}

function untilText(instant) {
  const left = Date.parse(instant) - Date.now();
  return left < SECOND ? 'now' : `in ${duration(left)}`;
}

function told(instant) {
  return utc ? `${absolute(instant)} UTC` : `${absolute(instant)}, in UTC ${new Date(instant).toISOString()}`;
}

/** How long ago, kept true while it is shown; the exact time on hover. */
export function ago(instant) {
  return moving(instant, 'ago', agoText);
}

/** How long until, kept true while it is shown. */
export function until(instant) {
  return moving(instant, 'until', untilText);
}

const TEXTS = { ago: agoText, until: untilText };

function moving(instant, kind, text) {
  return instant ? el('time', { datetime: instant, title: told(instant), 'data-moving': kind }, text(instant)) : null;
}

/** A time as it is. */
export function at(instant) {
  return instant ? el('time', { datetime: instant, title: told(instant) }, absolute(instant), utc ? ' UTC' : '') : null;
}

/** When a text changes next, so that thousands of times on a page cost nothing while they stand still. */
const dueAgain = new WeakMap();

function nextChange(instant, now, exact) {
  const distance = Math.abs(now - Date.parse(instant));
  if (distance < (exact ? HOUR : MINUTE)) return now + SECOND;
  return now + (distance < DAY ? 10 * SECOND : 10 * MINUTE);
}

setInterval(() => {
  const now = Date.now();
  for (const time of document.querySelectorAll('time[data-moving]')) {
    if ((dueAgain.get(time) ?? 0) > now) continue;
    const instant = time.getAttribute('datetime');
    dueAgain.set(time, nextChange(instant, now, time.dataset.moving === 'until'));
    const text = TEXTS[time.dataset.moving](instant);
    if (time.textContent !== text) time.textContent = text;
  }
}, SECOND);

/** "1h", "30m" or "7d" back from now, or an instant, as milliseconds. */
export function millisOf(text, now = Date.now()) {
  const span = /^(\d+)(ms|s|m|h|d)$/.exec(text);
  if (span) return now - Number(span[1]) * { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY }[span[2]];
  return Date.parse(text);
}

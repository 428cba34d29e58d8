import { el } from './dom.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = number => String(number).padStart(2, '0');

/** 2026-01-31 12:00:05, where the reader is. */
export function absolute(instant) {
  const at = new Date(instant);
  return `${day(at)} ${clock(at)}`;
}

export function day(at) {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function clock(at, seconds = true) {
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
  return `${absolute(instant)}, ${new Date(instant).toISOString()}`;
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
  return el('time', { datetime: instant, title: told(instant) }, absolute(instant));
}

setInterval(() => {
  for (const time of document.querySelectorAll('time[data-moving]')) {
    const text = TEXTS[time.dataset.moving](time.getAttribute('datetime'));
    if (time.textContent !== text) time.textContent = text;
  }
}, SECOND);

/** "1h", "30m" or "7d" back from now, or an instant, as milliseconds. */
export function millisOf(text, now = Date.now()) {
  const span = /^(\d+)(ms|s|m|h|d)$/.exec(text);
  if (span) return now - Number(span[1]) * { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY }[span[2]];
  return Date.parse(text);
}

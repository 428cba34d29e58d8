// What changes, as it changes: one stream for all pages. Where it cannot be had, the pages ask now and then.
import { Refused, open } from './api.js';

const ASK_AGAIN = 5000;
const LONGEST_PAUSE = 15000;
const SILENCE = 40000;
const HIDDEN = 5000;

const listeners = new Set();
const watchers = new Set();
let state = 'connecting';
let abort = null;
let lastId = null;
let pause = 1000;
let timer = 0;
let hidden = 0;
let told = 0;
let wanted = false;

/** How much was told by now; taken before a page asks for what it shows. */
export const mark = () => told;

/**
 * The listener gets {kind: 'event' | 'run' | 'step', data}, or {kind: 'look'} when it had better ask anew: at once, if
 * something was told since the mark.
 */
export function follow(listener, since = told) {
  listeners.add(listener);
  if (told !== since) listener({ kind: 'look' });
  return () => listeners.delete(listener);
}

/** Told 'connecting', 'live', 'asking' (now and then) or 'lost'. */
export function watchState(watcher) {
  watchers.add(watcher);
  watcher(state);
}

export function start() {
  wanted = true;
  if (!abort) connect();
}

// A browser opens only six connections to a server, over all its tabs: one that nobody looks at gives its own back.
document.addEventListener('visibilitychange', () => {
  clearTimeout(hidden);
  if (document.hidden) {
    hidden = setTimeout(() => wanted && close(), HIDDEN);
  } else if (wanted && !abort) {
    connect();
  }
});
addEventListener('pagehide', () => wanted && close());
addEventListener('pageshow', event => event.persisted && wanted && !abort && connect());

export function stop() {
  wanted = false;
  close();
}

function close() {
  abort?.abort();
  abort = null;
  clearTimeout(timer);
  become('connecting');
}

function become(next) {
  state = next;
  for (const watcher of watchers) watcher(next);
}

function tell(message) {
  told += 1;
  for (const listener of listeners) listener(message);
}

async function connect() {
  const mine = new AbortController();
  abort = mine;
  let quiet = 0;
  try {
    const response = await open('/stream', lastId ? { 'Last-Event-ID': lastId } : {}, mine.signal);
    become('live');
    pause = 1000;
    tell({ kind: 'look' });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const messages = new Messages();
    for (;;) {
      clearTimeout(quiet);
      quiet = setTimeout(() => mine.abort(), SILENCE);
      const { done, value } = await reader.read();
      if (done) break;
      messages.take(value);
    }
  } catch (error) {
    if (abort !== mine) return;
    if (error instanceof Refused && error.status !== 503) {
      if (error.status !== 401) poll();
      return;
    }
  } finally {
    clearTimeout(quiet);
  }
  if (abort !== mine) return;
  become('lost');
  timer = setTimeout(connect, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

function poll() {
  become('asking');
  tell({ kind: 'look' });
  timer = setTimeout(poll, ASK_AGAIN);
}

/** Puts the stream's lines together into messages. */
class Messages {
  #rest = '';
  #kind = 'message';
  #data = [];

  take(text) {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line);
  }

  #line(line) {
    if (line === '') {
      this.#end();
    } else if (line.startsWith('event:')) {
      this.#kind = line.slice(6).trim();
    } else if (line.startsWith('data:')) {
      this.#data.push(line.slice(5).replace(/^ /, ''));
    } else if (line.startsWith('id:')) {
      lastId = line.slice(3).trim();
    }
  }

  #end() {
    if (this.#kind === 'lag') {
      tell({ kind: 'look' });
    } else if (this.#data.length) {
      try {
        tell({ kind: this.#kind, data: JSON.parse(this.#data.join('\n')) });
      } catch {
        tell({ kind: 'look' });
      }
    }
    this.#kind = 'message';
    this.#data = [];
  }
}

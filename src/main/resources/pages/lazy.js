// Pages that are not needed at once: fetched once the first one stands, or when one of them is asked for.
import { Unreachable, lost } from './api.js';

const names = new Set();
/** A page this young was just made from the server's newest files: to load it anew would not help. */
const YOUNG = 10_000;

/** A function of a module that is fetched when it is first called. */
export function lazily(name, what) {
  names.add(name);
  return async (...given) => (await load(name))[what](...given);
}

/** Fetches the rest while nobody waits for it, so that it is there even if the server goes. */
export async function loadAll() {
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  for (const name of names) {
    await new Promise(then => idle(then));
    await import(`./${name}.js`).catch(() => {});
  }
}

async function load(name) {
  try {
    return await import(`./${name}.js`);
  } catch (error) {
    const alive = await fetch('/observe/health/live', { cache: 'no-store' }).then(answer => answer.ok, () => false);
    if (!alive) {
      lost();
      throw new Unreachable('The server does not answer.');
    }
    // The server is another version by now and has these files no more.
    if (performance.now() > YOUNG) location.reload();
    throw error;
  }
}

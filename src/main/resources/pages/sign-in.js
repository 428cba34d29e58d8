// Signing in and out: a session in a cookie that scripts cannot read.
import { get, post } from './api.js';
import { signedIn, signedOut } from './session.js';

/** Who is there, from a visit before; fails if nobody is. */
export async function resume() {
  signedIn(await get('/me'));
}

export async function signIn(token) {
  await post('/login', { token });
  await resume();
}

/** Where one goes to sign in with an identity provider, and comes back to a page; null if there is none. */
export async function providerAddress(then) {
  const { provider } = await get('/login').catch(() => ({ provider: null }));
  return provider && { name: provider.name, url: `${provider.url}?then=${encodeURIComponent(then)}` };
}

export async function signOut() {
  await post('/logout').catch(() => {});
  signedOut();
}

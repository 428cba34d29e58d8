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

export async function signOut() {
  await post('/logout').catch(() => {});
  signedOut();
}

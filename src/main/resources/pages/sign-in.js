// Signing in and out: a session in a cookie that scripts cannot read. A server that keeps no sessions is shown the token with each call.
import { Refused, get, post } from './api.js';
import { hasToken, signedIn, signedOut, useToken } from './session.js';

/** Who is there, from a visit before; fails if nobody is. */
export async function resume() {
  if (hasToken()) {
    await get('/events', { limit: 1 });
    signedIn({ name: 'admin', role: 'admin' });
  } else {
    signedIn(await get('/me'));
  }
}

export async function signIn(token) {
  useToken(null);
  try {
    await post('/login', { token });
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'no-token')) throw error;
    useToken(token);
  }
  try {
    await resume();
  } catch (error) {
    useToken(null);
    throw error;
  }
}

export async function signOut() {
  if (hasToken()) useToken(null);
  else await post('/logout').catch(() => {});
  signedOut();
}

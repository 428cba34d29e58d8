// Who is looking.
const KEY = 'hookwright.token';

let me = null;
let token = null;
let onSignedOut = () => {};

try {
  token = sessionStorage.getItem(KEY);
} catch {
  // No storage: it has to be given again after each reload.
}

/** What goes with each call. With a cookie, a call that changes something shows the value that only these pages were given. */
export function credentials(method) {
  if (token) return { Authorization: `Bearer ${token}` };
  return method !== 'GET' && me?.csrf ? { 'X-Hookwright-CSRF': me.csrf } : {};
}

export const hasToken = () => token !== null;

export function useToken(next) {
  token = next;
  try {
    if (next) sessionStorage.setItem(KEY, next);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Kept in memory alone.
  }
}

export const who = () => me;

/** Whether buttons that change something are offered; the server checks it again. */
export const maySteer = () => me !== null && me.role !== 'viewer';

export function signedIn(answer) {
  me = answer;
}

export function signedOut() {
  if (me) {
    me = null;
    onSignedOut();
  }
}

export function whenSignedOut(listener) {
  onSignedOut = listener;
}

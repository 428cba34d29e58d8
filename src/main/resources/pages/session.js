// Who is looking.
let me = null;
let onSignedOut = () => {};

/** What goes with each call: one that changes something shows the value that only these pages were given. */
export function credentials(method) {
  return method !== 'GET' && me?.csrf ? { 'X-Hookwright-CSRF': me.csrf } : {};
}

export const who = () => me;

const ROLES = ['viewer', 'operator', 'admin'];

/** Whether what takes this role is offered; the server checks it again. */
export const may = role => me !== null && ROLES.indexOf(me.role) >= ROLES.indexOf(role);

/** Whether buttons that change something are offered. */
export const maySteer = () => may('operator');

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

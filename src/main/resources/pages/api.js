// The calls to the server, and what can go wrong with them.
import { credentials, signedOut } from './session.js';

const API = '/api/v1';

/** The server answered that it will not. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.code = problem.code ?? '';
    this.problem = problem;
  }
}

/** Nobody answered. */
export class Unreachable extends Error {}

/** The page asked for was left before it was there. */
export const isLeft = error => error?.name === 'AbortError';

const listeners = new Set();

/** Told true or false after each call: whether the server answered. */
export function onContact(listener) {
  listeners.add(listener);
}

/** A file of the pages could not be had. */
export const lost = () => tell(false);

export function get(path, params, signal) {
  return call('GET', path + queryOf(params), undefined, signal);
}

export function post(path, body = {}) {
  return call('POST', path, body);
}

export function del(path) {
  return call('DELETE', path);
}

export function queryOf(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== null && value !== undefined && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** A call whose answer is read as it comes. */
export async function open(path, headers, signal) {
  const response = await reach(path, { headers: { ...credentials('GET'), ...headers }, signal });
  if (!response.ok) throw await refusal(response);
  return response;
}

async function call(method, path, body, signal) {
  const headers = { Accept: 'application/json', ...credentials(method) };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await reach(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  if (!response.ok) throw await refusal(response);
  return response.status === 204 ? null : response.json();
}

async function reach(path, options) {
  let response;
  try {
    response = await fetch(API + path, { credentials: 'same-origin', cache: 'no-store', ...options });
  } catch (error) {
    if (isLeft(error)) throw error;
    tell(false);
    throw new Unreachable('The server does not answer.');
  }
  tell(true);
  if (response.status === 401 && path !== '/login') signedOut();
  return response;
}

async function refusal(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // Not our server's words: something stands between.
  }
  return new Refused(response.status, problem);
}

function tell(reached) {
  for (const listener of listeners) listener(reached);
}

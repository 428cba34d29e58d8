import { el, fill } from './dom.js';
import { mark } from './icons.js';
import { Refused } from './api.js';
import { providerAddress, signIn } from './sign-in.js';
import { go } from './router.js';

export async function loginPage(place, signedIn) {
  const field = el('input', {
    id: 'token', type: 'password', name: 'token', autocomplete: 'current-password', required: true, spellcheck: 'false',
    'aria-describedby': 'token-help',
  });
  const trouble = el('p.trouble', { role: 'alert' });
  const send = el('button.button.primary', { type: 'submit' }, 'Sign in');

  async function submit(event) {
    event.preventDefault();
    fill(trouble);
    send.disabled = true;
    try {
      await signIn(field.value.trim());
      signedIn();
      await go(then, { replace: true });
    } catch (error) {
      fill(trouble, said(error));
      field.select();
    } finally {
      send.disabled = false;
    }
  }

  const then = target(place.query.get('then'));
  const provider = await providerAddress(then);

  return {
    title: 'Sign in',
    node: el('div.login', mark(),
      el('h1', { tabindex: '-1' }, 'Sign in'),
      provider ? el('button.button.primary', { type: 'button', onclick: () => location.assign(provider.url) },
        `Sign in with ${provider.name}`) : null,
      el('p.about', provider ? 'Or with a token of this server.' : 'With the token of this server.'),
      el('form', { onsubmit: submit },
        el('label', { for: 'token' }, 'Token'), field, trouble, send),
      el('div.login-help', { id: 'token-help' },
        el('p', 'The first start wrote one to the file ', el('code', 'admin-token'), ' in the data folder. On the server:'),
        el('pre', el('code', 'cat data/admin-token')),
        el('p', 'Others, for one person or with fewer rights, are made with ', el('code', './hookwright token'), '.'))),
  };
}

/** Only paths of these pages: never another host. */
function target(then) {
  return then && /^\/(?![/\\])/.test(then) ? then : '/events';
}

function said(error) {
  if (!(error instanceof Refused)) return 'The server does not answer. Is it running?';
  if (error.status === 401) return 'That is not a token of this server, or it is no longer valid.';
  if (error.status === 429) return 'Too many tries. Wait a minute.';
  return error.message;
}

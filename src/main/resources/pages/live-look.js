// A page that is drawn anew when something that it shows has changed, but never under the reader's hands.
import { again } from './router.js';
import { follow } from './stream.js';

/**
 * @param matters whether a message of the stream changes the page
 * @param pause how long to wait for more changes, in milliseconds
 */
export function redrawWhen(place, matters, pause) {
  let timer = 0;
  let first = true;
  place.onLeave(follow(message => {
    if (message.kind === 'look' && first) {
      first = false;
      return;
    }
    if (message.kind === 'look' || matters(message)) timer ||= setTimeout(look, pause);
  }));
  place.onLeave(() => clearTimeout(timer));
  function look() {
    timer = 0;
    const busy = document.querySelector('dialog[open], main details[open], main .actions:hover, main :focus-visible');
    if (busy || getSelection()?.isCollapsed === false) timer = setTimeout(look, pause);
    else again();
  }
}

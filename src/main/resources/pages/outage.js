// What is said while the server does not answer, and what follows once it does.
import { el, fill } from './dom.js';
import { button } from './parts.js';
import { clock } from './time.js';

const SHORTEST = 2000;
const LONGEST = 15000;

export function outage(banner, onContact, whenBack) {
  let lastContact = new Date();
  let gone = false;
  let pause = SHORTEST;
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    try {
      const answer = await fetch('/observe/health/live', { cache: 'no-store' });
      if (answer.ok) {
        back();
        return;
      }
    } catch {
      // Still away.
    }
    pause = Math.min(pause * 2, LONGEST);
    timer = setTimeout(look, pause);
  }

  function back() {
    gone = false;
    pause = SHORTEST;
    fill(banner);
    whenBack();
  }

  onContact(reached => {
    if (reached) {
      lastContact = new Date();
    } else if (!gone) {
      gone = true;
      fill(banner, el('div.banner',
        el('p', el('strong', 'The server does not answer.'), ` What you see is as of ${clock(lastContact)}. It is being tried again.`),
        button('Try now', look)));
      timer = setTimeout(look, pause);
    }
  });
}

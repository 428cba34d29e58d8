// Running many events again: counted first, then begun, then watched on its own page.
import { el, fill } from './dom.js';
import { post } from './api.js';
import { go } from './router.js';
import { NAMES, said } from './filter.js';
import { button, count, dialog, doing, say } from './parts.js';

/** Some events that were picked one by one. */
export function replayChosen(ids, whenDone) {
  const choice = { from: 'failed' };
  const state = el('p', { role: 'status' });
  const failures = el('ul.findings');
  const yes = button('Replay', () => doing(yes, async () => {
    let done = 0;
    for (const id of ids) {
      try {
        await post(`/events/${id}/replay`, { from: choice.from });
        done += 1;
      } catch (error) {
        failures.append(el('li', el('a', { href: `/events/${id}` }, id), ` ${error.message}`));
      }
      fill(state, `${done} of ${count(ids.length, 'event')} under way.`);
    }
    whenDone();
    yes.remove();
    if (done === ids.length) {
      say(`${count(done, 'event')} under way.`);
      box.close();
    }
  }), { kind: 'primary', sign: 'replay' });
  const box = dialog(`Replay ${count(ids.length, 'event')}`, ways(choice, () => {}), state, failures,
    el('div.actions', button('Not now', () => box.close()), yes));
  yes.focus();
}

function ways(choice, changed) {
  const way = (value, title, about) => el('label.way', el('input', { type: 'radio', name: 'from', value, checked: choice.from === value,
    onchange: () => {
      choice.from = value;
      changed();
    } }), el('span', el('strong', title), el('small', about)));
  return el('fieldset.ways', el('legend.hidden', 'How'),
    way('failed', 'Only what failed', 'Each goes on where it stopped, at once. What is done is not called again.'),
    way('start', 'From the start', 'A new run each, with the routes as they are today. Every step is called again.'));
}

export async function replayAll(filter) {
  const choice = { from: ['dead', 'cancelled', 'waiting'].includes(filter.status) ? 'failed' : 'start' };
  const matched = el('p.matched', { role: 'status' }, 'Counting…');
  const trouble = el('p.trouble', { role: 'alert' });
  const rate = el('input', { type: 'number', min: 1, max: 1000, value: '20', 'aria-describedby': 'rate-about' });
  const yes = button('Replay', () => doing(yes, async () => {
    try {
      fill(trouble);
      const answer = await post('/replays', { filter, from: choice.from, ratePerSecond: Number(rate.value) });
      box.close();
      await go(`/replays/${answer.id}`);
    } catch (error) {
      fill(trouble, error.message);
    }
  }), { kind: 'primary', sign: 'replay', disabled: true });

  async function tally() {
    yes.disabled = true;
    const { from } = choice;
    try {
      // Over many events it takes a while: each answer brings what was found so far.
      for (let all = false; !all && choice.from === from && box.isConnected;) {
        const answer = await post('/replays', { filter, from, dryRun: true });
        all = answer.matchedAll;
        fill(matched, all ? '' : 'At least ', el('strong', count(answer.matched, 'event')), answer.matched === 1 ? ' fits.' : ' fit.', all ? '' : ' Counting…');
        yes.disabled = answer.matched === 0;
      }
    } catch (error) {
      fill(matched);
      fill(trouble, error.message);
    }
  }

  const box = dialog('Replay all that fit',
    el('ul.chips', NAMES.filter(name => filter[name]).map(name => el('li', el('span.chip', said(name, filter[name]))))),
    matched,
    ways(choice, tally),
    el('label.field', 'At most a second', rate), el('p.quiet', { id: 'rate-about' }, 'Live events go first, whatever the rate.'),
    trouble, el('div.actions', button('Not now', () => box.close()), yes));
  await tally();
  yes.focus();
}

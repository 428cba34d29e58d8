// Events picked one by one, and what can be done with them together.
import { el, fill } from './dom.js';
import { button, count } from './parts.js';
import { replayChosen } from './bulk-replay.js';

export class Chosen {
  #ids = new Set();
  #bar = el('div.chosen', { role: 'status' });

  get bar() {
    return this.#bar;
  }

  has(id) {
    return this.#ids.has(id);
  }

  set(id, is) {
    if (is) this.#ids.add(id);
    else this.#ids.delete(id);
    this.#draw();
  }

  /** The row at hand, by the keyboard. */
  toggleFocused() {
    const box = document.activeElement?.closest('[data-id]')?.querySelector('.choose');
    box?.click();
  }

  #clear() {
    this.#ids.clear();
    for (const box of document.querySelectorAll('.choose:checked')) box.checked = false;
    this.#draw();
  }

  #draw() {
    fill(this.#bar, this.#ids.size ? el('div.chosen-bar', el('strong', `${count(this.#ids.size, 'event')} chosen`),
      button('Clear', () => this.#clear(), { kind: 'small' }),
      button('Replay…', () => replayChosen([...this.#ids], () => this.#clear()), { kind: 'primary.small', sign: 'replay' })) : null);
  }
}

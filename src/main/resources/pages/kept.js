// What this browser keeps of the reader's choices. Without storage they hold until the page is left.
const PREFIX = 'hookwright.';
const here = new Map();

export function kept(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? here.get(name) ?? null;
  } catch {
    return here.get(name) ?? null;
  }
}

export function keep(name, text) {
  here.set(name, text);
  try {
    if (text) localStorage.setItem(PREFIX + name, text);
    else localStorage.removeItem(PREFIX + name);
  } catch {
    // It holds until the page is left.
  }
}

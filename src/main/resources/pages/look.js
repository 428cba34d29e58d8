// Light or dark: as the system says, until the reader says otherwise.
import { keep } from './kept.js';

const KEY = 'theme';

export const THEMES = [['', 'System'], ['light', 'Light'], ['dark', 'Dark']];

/** '' where the system's choice holds. */
export const theme = () => document.documentElement.dataset.theme ?? '';

export function setTheme(value) {
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
  keep(KEY, value);
}

export function toggleTheme() {
  const dark = theme() ? theme() === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  setTheme(dark ? 'light' : 'dark');
}

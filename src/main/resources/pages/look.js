// Light or dark: as the system says, until the reader says otherwise.
const KEY = 'hookwright.theme';

export function toggleTheme() {
  const root = document.documentElement;
  const systemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : systemDark;
  root.dataset.theme = dark ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, root.dataset.theme);
  } catch {
    // It holds until the page is left.
  }
}

// Runs before anything is drawn, so that the page does not flash in the other colours.
(() => {
  try {
    const kept = localStorage.getItem('hookwright.theme');
    if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept;
  } catch {
    // No storage: the system's choice holds.
  }
})();

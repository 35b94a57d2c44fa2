/** Runs before the first paint: the theme that the reader chose last time. Without a choice the system's holds. */
const chosen = (() => {
  try {
    return localStorage.getItem('unroll-theme');
  } catch {
    return null;
  }
})();
if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
document.documentElement.classList.add('js');

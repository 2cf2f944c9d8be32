// Runs in every page that has the choice of a theme: light, dark, or as the system.

const theme = choiceOfTheme();

function choiceOfTheme() {
  const found = document.querySelector('#theme');
  if (found instanceof HTMLSelectElement) return found;
  throw new Error('The page has no #theme.');
}

/** @type {(choice: string) => void} */
function setTheme(choice) {
  if (choice === '') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  theme.value = choice;
}

const themeKey = 'assay-report-theme';
try {
  setTheme(localStorage.getItem(themeKey) ?? '');
} catch {}
theme.addEventListener('change', () => {
  setTheme(theme.value);
  try {
    localStorage.setItem(themeKey, theme.value);
  } catch {}
});

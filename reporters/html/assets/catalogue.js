// Runs in the pages of the catalogue: the search of its first page.

const form = document.querySelector('#find');
const output = document.querySelector('#find output');
const nothing = document.querySelector('#nothing');
const rows = [...document.querySelectorAll('tr[data-q]')].map((row) => ({
  row,
  text: `${(row.textContent ?? '').toLowerCase()} ${row.getAttribute('data-q')}`,
}));

/** Shows the rows that have all words. @type {(asked: string) => void} */
function search(asked) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    const isShown = words.every((word) => text.includes(word));
    row.toggleAttribute('hidden', !isShown);
    if (isShown) shown += 1;
  }
  nothing?.toggleAttribute('hidden', shown > 0);
  if (output) output.textContent = `${shown} of ${rows.length}`;
}

if (form instanceof HTMLFormElement) {
  const asked = () => String(new FormData(form).get('q') ?? '');
  form.addEventListener('input', () => search(asked()));
  form.addEventListener('submit', (event) => event.preventDefault());
  search(asked());
}

document.documentElement.classList.add('on');

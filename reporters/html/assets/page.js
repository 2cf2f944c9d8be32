// Runs in the page of the HTML report: search, filters, copying, the view in the address.

/** @typedef {{ box: HTMLDetailsElement, group: Group, text: string, state: string, kind: string, tags: readonly string[] }} Row */
/** @typedef {{ box: HTMLDetailsElement, isOpen: boolean, rows: Row[] }} Fold */
/** @typedef {{ box: HTMLDetailsElement, folds: Fold[], isOpen: boolean, owner: string, text: string, rows: Row[] }} Group */

/** @type {<T extends Element>(selector: string, type: new () => T, within?: ParentNode) => T} */
const find = (selector, type, within = document) => {
  const found = within.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}.`);
  return found;
};

/** @type {(selector: string, within?: ParentNode) => HTMLDetailsElement[]} */
const boxes = (selector, within = document) => [...within.querySelectorAll(selector)].filter(isBox);

/** @type {(element: Element | null) => element is HTMLDetailsElement} */
const isBox = (element) => element instanceof HTMLDetailsElement;

const form = find('#filters', HTMLFormElement);
const output = find('output', HTMLOutputElement, form);
const nothing = find('#nothing', HTMLElement);
const told = find('#told', HTMLElement);
const textOf = (/** @type {Element | null} */ element) =>
  (element?.textContent ?? '').toLowerCase();

const groups = boxes('details.c').map(groupOf);
const rows = groups.flatMap((group) => group.rows);

/** @type {(box: HTMLDetailsElement) => Group} */
function groupOf(box) {
  const summary = box.querySelector('summary');
  /** @type {Group} */
  const group = {
    box,
    folds: [],
    isOpen: box.open,
    owner: box.dataset.o ?? 'no owner',
    text: [...(summary?.children ?? [])].slice(1, -1).map(textOf).join(' '),
    rows: [],
  };
  group.folds = boxes('details.k', box).map((fold) => {
    const column = textOf(fold.querySelector('.kn'));
    const rows = boxes('details.x', fold).map((one) => rowOf(one, column, group));
    return { box: fold, isOpen: fold.open, rows };
  });
  group.rows = group.folds.flatMap((fold) => fold.rows);
  return group;
}

/** @type {(box: HTMLDetailsElement, column: string, group: Group) => Row} */
function rowOf(box, column, group) {
  const { s: state = '', k: kind = '', t: tags = '' } = box.dataset;
  const why = box.querySelector('.why');
  return {
    box,
    group,
    state,
    kind,
    tags: tags.split('\n'),
    text: `${textOf(box.firstElementChild)} ${textOf(why)} ${column}`,
  };
}

/** The row that a link leads to, or that was opened last. */
let at = '';

/** What the form asks for. */
function asked() {
  const data = new FormData(form);
  const one = (/** @type {string} */ name) => String(data.get(name) ?? '');
  return {
    words: one('q').toLowerCase().split(/\s+/).filter(Boolean),
    states: new Set(data.getAll('state').map(String)),
    owner: one('owner'),
    kind: one('kind'),
    tag: one('tag'),
  };
}

/** @type {(row: Row, filter: ReturnType<typeof asked>) => boolean} */
function matches({ text, group, state, kind, tags }, filter) {
  return (
    (filter.states.size === 0 || filter.states.has(state)) &&
    (filter.owner === '' || filter.owner === group.owner) &&
    (filter.kind === '' || filter.kind === kind) &&
    (filter.tag === '' || tags.includes(filter.tag)) &&
    filter.words.every((word) => text.includes(word) || group.text.includes(word))
  );
}

function apply() {
  const filter = asked();
  const { words, states, owner, kind, tag } = filter;
  const isFiltered =
    words.length > 0 || states.size > 0 || owner !== '' || kind !== '' || tag !== '';
  let shown = 0;
  for (const group of groups) {
    let seen = 0;
    for (const fold of group.folds) {
      let inFold = 0;
      for (const row of fold.rows) {
        const isSeen = matches(row, filter);
        row.box.hidden = !isSeen;
        if (isSeen) inFold += 1;
      }
      fold.box.hidden = isFiltered && inFold === 0;
      // A filter by owner or kind alone is no search for single expectations.
      const isSearch = words.length > 0 || states.size > 0 || tag !== '';
      fold.box.open = isSearch ? inFold > 0 : fold.isOpen;
      seen += inFold;
    }
    shown += seen;
    group.box.hidden = isFiltered && seen === 0;
    group.box.open = isFiltered ? seen > 0 : group.isOpen;
  }
  nothing.hidden = shown > 0 || rows.length === 0;
  output.value = isFiltered
    ? `${shown.toLocaleString('en-US')} of ${rows.length.toLocaleString('en-US')} shown`
    : `${rows.length.toLocaleString('en-US')} expectations`;
}

/** The view as it stands, for the address: only what differs from the whole. */
function view() {
  const view = new URLSearchParams();
  const { states } = asked();
  const data = new FormData(form);
  for (const name of ['q', 'owner', 'kind', 'tag']) {
    const value = data.get(name);
    if (value) view.set(name, String(value));
  }
  if (states.size > 0) view.set('state', [...states].join(','));
  if (at !== '') view.set('at', at);
  // A list of states reads better as it is.
  return view.toString().replaceAll('%2C', ',');
}

function keep() {
  // A page that is framed from text has no address to keep it in.
  try {
    history.replaceState(null, '', `#${view()}`);
  } catch {}
}

/** Bring the page to the view of the address; a bare name is that of a row or a contract. */
function restore() {
  const hash = location.hash.slice(1);
  const params = new URLSearchParams(hash.includes('=') ? hash : hash && `at=${hash}`);
  const states = new Set((params.get('state') ?? '').split(','));
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type === 'checkbox')
      field.checked = states.has(field.value);
    else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      field.value = params.get(field.name) ?? '';
  }
  apply();
  at = params.get('at') ?? '';
  const place = at === '' ? null : document.getElementById(at);
  if (place) reveal(place);
  else if (hash.includes('=')) form.scrollIntoView();
}

/** @type {(place: HTMLElement) => void} */
function reveal(place) {
  for (let box = place.closest('details'); box; box = box.parentElement?.closest('details') ?? null)
    box.open = true;
  place.scrollIntoView();
  const summary = place.querySelector('summary');
  (summary ?? place).focus({ preventScroll: true });
}

/** What was packed of a contract, unpacked once. @type {Map<Element, Promise<string[]>>} */
const unpacked = new Map();

/** @type {(pack: Element) => Promise<string[]>} */
async function unpack(pack) {
  const bytes = Uint8Array.from(atob(pack.textContent ?? ''), (character) =>
    character.charCodeAt(0),
  );
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}

/** Put the details of a row into their place, where they are packed. @type {(row: HTMLDetailsElement) => Promise<void>} */
async function fill(row) {
  const places = row.querySelectorAll('[data-p]');
  const pack = row.closest('.c')?.querySelector('script.pk');
  if (places.length === 0 || !pack) return;
  const pieces = unpacked.get(pack) ?? unpack(pack);
  unpacked.set(pack, pieces);
  for (const place of places) {
    if (!(place instanceof HTMLElement)) continue;
    const at = Number(place.dataset.p);
    delete place.dataset.p;
    // It was rendered and escaped together with the page.
    place.innerHTML = (await pieces)[at] ?? '';
  }
}

/** @type {(button: Element) => Promise<void>} */
async function copy(button) {
  const code = button.parentElement?.querySelector('code');
  if (!code) return;
  const text = code.textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
    tell('Copied');
  } catch {
    getSelection()?.selectAllChildren(code);
    tell('Selected: copy it with the keyboard');
  }
}

/** @type {(text: string) => void} */
function tell(text) {
  told.textContent = text;
  told.classList.remove('off');
  setTimeout(() => told.classList.add('off'), 2000);
}

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', () => {
  at = '';
  apply();
  keep();
});
form.addEventListener('reset', () => {
  // The fields are empty only after the event.
  setTimeout(() => {
    at = '';
    apply();
    keep();
  });
});
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest('button.copy');
  if (button) void copy(button);
  const summary = target?.closest('summary');
  const row = summary?.parentElement;
  if (!isBox(row ?? null) || !row?.matches('.x')) return;
  // The box opens or closes after the event.
  at = isBox(row) && row.open ? '' : row.id;
  keep();
});
// A link to the place where one is already does not change the address.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link?.hash && link.hash === location.hash) restore();
});
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.open && target.matches('.x'))
      void fill(target);
  },
  true,
);
addEventListener('hashchange', restore);
addEventListener('beforeprint', () => {
  for (const { box, state } of rows) if (state === 'failed' || state === 'errored') box.open = true;
});

document.documentElement.classList.add('on');
restore();

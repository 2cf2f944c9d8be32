import type { VNode } from 'preact';
import { counted } from '../../src/outcome/printable-text.ts';
import { type Child, el, html, render } from '../html/element.ts';
import { headRow } from '../html/parts.ts';

/** The most bytes of the rows of each table, so that no page has more than 150 KB. */
const mostBytes = {
  datasets: 16_000,
  columns: 36_000,
  'declared rules': 30_000,
  'rules of the schema': 30_000,
  snapshots: 12_000,
} as const;

/** Renders a part of the page with its heading. */
export const section = (id: string, title: Child, content: Child): VNode =>
  el('section', { 'aria-labelledby': id }, el('h2', { id }, title), content);

/** Renders a table. Rows that would make it too large are counted, and not shown; `what` says of what they are. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
  what: keyof typeof mostBytes,
): Child {
  const shown: string[] = [];
  let size = 0;
  for (const cells of rows) {
    const row = render(rowOf(cells, heads));
    size += Buffer.byteLength(row);
    if (size > mostBytes[what]) break;
    shown.push(row);
  }
  const more = rows.length - shown.length;
  return [
    el(
      'table',
      { class: 'cat' },
      el('thead', {}, headRow(heads)),
      el('tbody', html(shown.join(''))),
    ),
    more === 0
      ? null
      : el(
          'p',
          { class: 'dim' },
          `${counted(more, 'more row')} of ${what} would make the page too large: the contract file has them.`,
        ),
  ];
}

const rowOf = (cells: readonly Child[], heads: readonly string[]): VNode =>
  el(
    'tr',
    {},
    cells.map((cell, at) => el('td', { 'data-h': heads[at] }, cell)),
  );

import type { VNode } from 'preact';
import { counted } from '../../src/outcome/printable-text.ts';
import type { FuzzedTable } from '../../src/outcome/reported-fuzz.ts';
import { type Child, el } from './element.ts';
import { headRow } from './parts.ts';

/** Renders a table of a counter-example. */
export function fuzzTable({ title, columns, rows, count }: FuzzedTable): VNode {
  const caption = `${title}: ${count === 0 ? 'no rows' : counted(count, 'row')}`;
  const more = count - rows.length;
  return el(
    'figure',
    {},
    el('figcaption', {}, caption),
    columns.length === 0 || rows.length === 0
      ? null
      : el(
          'div',
          { class: 'tb', tabindex: 0, role: 'group', 'aria-label': caption },
          el(
            'table',
            {},
            el('thead', {}, headRow(columns)),
            el(
              'tbody',
              {},
              rows.map((row) =>
                el(
                  'tr',
                  {},
                  columns.map((_, at) => el('td', {}, cell(row[at] ?? null))),
                ),
              ),
            ),
          ),
        ),
    more > 0 ? el('p', { class: 'dim' }, `${counted(more, 'more row')}`) : null,
  );
}

/** Distinguishes NULL from the text 'NULL', and makes an empty text and spaces around one visible. */
function cell(value: string | null): Child {
  if (value === null) return el('i', {}, 'NULL');
  if (value === '') return el('i', {}, 'empty');
  return value === 'NULL' || value !== value.trim() ? `'${value}'` : value;
}

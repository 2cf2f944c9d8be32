import type { DeclaredColumn } from '../../src/outcome/declared-columns.ts';
import { counted, truncate } from '../../src/outcome/printable-text.ts';
import { type Child, el } from '../html/element.ts';
import { section, table } from './table.ts';

/** Renders the columns of a contract: what each holds, and how sensitive it is. */
export function columnTable(columns: readonly DeclaredColumn[]): Child {
  if (columns.length === 0) return null;
  return section('columns', counted(columns.length, 'column'), [
    table(
      ['Column', 'Type', 'NULL', 'Classification', 'Description'],
      columns.map((column) => [
        el('code', {}, truncate(column.name, 200)),
        truncate(column.type, 100),
        nullability(column),
        column.classification,
        described(column),
      ]),
      'columns',
    ),
  ]);
}

function nullability({ isNullable, mayBeAbsent }: DeclaredColumn): Child {
  if (mayBeAbsent) return 'allowed, or no column';
  if (isNullable === null) return 'the schema decides';
  return isNullable ? 'allowed' : el('span', { class: 'dim' }, 'never');
}

function described({ title, description }: DeclaredColumn): Child {
  return [
    title === null ? null : el('b', {}, truncate(title, 120)),
    title === null || description === null ? null : ' ',
    description === null ? null : truncate(description, 600),
  ];
}

import { compareNumeric, type Numeric } from '../../value/numeric.ts';
import type { FooterColumn } from '../dataset.ts';
import type { ScratchFooter } from './scratch-footer.ts';

/** A footer with the row count of its file. */
export interface CountedFooter {
  readonly rows: number;
  readonly footer: ScratchFooter;
}

/** Merges what the footers of several files say, in the order of their rows. All have the same columns. */
export function mergeFooters(files: readonly CountedFooter[]): ScratchFooter {
  const [first, ...more] = files.map(({ footer }) => footer);
  if (first === undefined || more.length === 0) return first ?? { writer: '', columns: [] };
  const columns = first.columns.map(({ name }, at) => {
    const own = files.flatMap(({ rows, footer }) => {
      const column = footer.columns[at];
      return column?.name === name ? [{ rows, column }] : [];
    });
    return { name, kind: own[0]?.column.kind ?? null, ...mergeFacts(own) };
  });
  return { writer: first.writer, columns };
}

/** Facts on a column that are known without its values. */
export type ColumnFacts = Pick<
  FooterColumn,
  'nulls' | 'least' | 'greatest' | 'ascends' | 'dictionary' | 'bytes'
>;

/** Merges what is known of a column in several stretches of rows, in their order. */
export function mergeFacts(
  all: readonly { readonly rows: number; readonly column: ColumnFacts }[],
): ColumnFacts {
  const filled = all.flatMap(({ rows, column }) => (column.nulls === rows ? [] : [column]));
  const dictionaries = all.map(({ column }) => column.dictionary);
  return {
    nulls: totalOf(all.map(({ column }) => column.nulls)),
    least: extreme(
      filled.map(({ least }) => least),
      -1,
    ),
    greatest: extreme(
      filled.map(({ greatest }) => greatest),
      1,
    ),
    ascends: filled.every((column, at) => column.ascends && isAbove(column, filled[at - 1])),
    dictionary: dictionaries.includes(null) ? null : Math.max(0, ...dictionaries.map(Number)),
    bytes: all.reduce((bytes, { column }) => bytes + column.bytes, 0),
  };
}

const totalOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce((all, one) => (all === null || one === null ? null : all + one), 0);

function extreme(values: readonly (Numeric | null)[], sign: 1 | -1): Numeric | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return known.toSorted((one, other) => compareNumeric(other, one) * sign)[0] ?? null;
}

function isAbove({ least }: ColumnFacts, before: ColumnFacts | undefined): boolean {
  if (before === undefined) return true;
  if (least === null || before.greatest === null) return false;
  return compareNumeric(before.greatest, least) < 0;
}

import fc from 'fast-check';
import type { ColumnHint } from '../../../src/dataset/dataset.ts';
import type { Cell, CsvRecord } from './csv-text.ts';
import { declaredTypes } from './unreadable-texts.ts';
import {
  familiesFor,
  kindBefore,
  oddness,
  type ValueKind,
  valueKind,
  valuesOf,
} from './written-values.ts';

/** A column of generated CSV files. */
export interface CsvColumn {
  readonly name: string;
  readonly kind: ValueKind;
  readonly odd: number;
  /** The kind of its values in the first of many rows. */
  readonly before: ValueKind | 'alike';
  readonly families: ColumnHint['families'] | null;
  readonly type: string | null;
}

const name = fc.constantFrom(
  ...[
    'id',
    'n',
    'when',
    'city',
    'a b',
    'ü',
    'x"y',
    'rowid',
    'r',
    'c0',
    'isRead',
    "it's",
    '1',
    '',
    'Id',
    'city',
  ],
);

/** Draws a column. */
export const csvColumn: fc.Arbitrary<CsvColumn> = valueKind.chain((kind) =>
  fc.record({
    name,
    kind: fc.constant(kind),
    odd: oddness,
    before: kindBefore,
    families: familiesFor(kind),
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...declaredTypes) },
    ),
  }),
);

const cellOf = ({ kind, odd }: CsvColumn): fc.Arbitrary<Cell> =>
  fc.record({
    value: valuesOf(kind, odd),
    style: fc.constantFrom('plain', 'plain', 'plain', 'quoted', 'quoted'),
  });

const noFault = { weight: 40, arbitrary: fc.constant(null) } as const;
const faults = (more: boolean) =>
  more
    ? fc.oneof(noFault, {
        weight: 8,
        arbitrary: fc.constantFrom(
          ...(['too few', 'too many', 'empty fields', 'after the quote', 'open quote'] as const),
          ...(['not UTF-8', 'NUL', 'long'] as const),
        ),
      })
    : fc.constant(null);

/** Draws the records of a file with these columns, among them faulty ones. */
export const recordsOf = (columns: readonly CsvColumn[]): fc.Arbitrary<readonly CsvRecord[]> =>
  fc.boolean().chain((isFaulty) =>
    fc.array(
      fc.record({
        cells: fc.tuple(...columns.map(cellOf)),
        fault: faults(isFaulty),
        blankBefore: isFaulty
          ? fc.integer({ max: 12, min: 0 }).map((at) => at === 0)
          : fc.constant(false),
        end: fc.constantFrom('\n', '\n', '\r\n', '\r'),
      }),
      { maxLength: 30 },
    ),
  );

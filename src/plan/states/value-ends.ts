import type { Scalar } from '../../metric/expression.ts';
import type { PassContext } from '../measure-request.ts';
import { countingTable, finite, greatestOf, leastOf, type RowsOfScope } from './cell-counts.ts';
import { pieceFacts } from './piece-queries.ts';
import type { Row } from './piece-table.ts';

/** The number of values, and the ends of them: null where there is no value or an end is not finite. */
export interface Ends {
  readonly values: number;
  readonly least: number | null;
  readonly greatest: number | null;
}

type Encoded = readonly [values: number, least: number | null, greatest: number | null];

/** Counts values and finds their ends, for which footers may be enough. */
export async function endsOf(of: Scalar, rows: RowsOfScope, context: PassContext): Promise<Ends> {
  const fact = ([row]: readonly Row[]): Encoded => [
    Number(row?.n ?? 0),
    finite(row?.least),
    finite(row?.greatest),
  ];
  const query = { kind: 'ends', of } as const;
  const table = countingTable(query, rows, { name: query.kind, fact }, context);
  const facts = await pieceFacts(table, context.pieces, context);
  const all = facts.filter(([values]) => values > 0);
  const areFinite = all.every(([, least, greatest]) => least !== null && greatest !== null);
  const values = all.reduce((sum, [count]) => sum + count, 0);
  if (!areFinite) return { values, least: null, greatest: null };
  return {
    values,
    least: all.map(([, least]) => least).reduce(leastOf, null),
    greatest: all.map(([, , greatest]) => greatest).reduce(greatestOf, null),
  };
}

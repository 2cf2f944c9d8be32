import type { FlaggedRows, FlagNames, Session } from '../../engine/engine.ts';
import type { Piece } from '../states/pieces.ts';
import type { Miss } from '../violations/miss.ts';
import type { RowCondition } from '../violations/row-condition.ts';

/** A miss, with the id of its expectation for machines and the title for people. */
export interface NamedMiss {
  readonly id: string;
  readonly title: string;
  readonly miss: Miss;
}

/** What is violated by rows that SQL can tell. */
export interface Blamed extends NamedMiss {
  readonly condition: Extract<RowCondition, { kind: 'rows' }>;
}

/** The rows to write, and what the files must be found to hold. */
export interface QuarantineWork {
  readonly session: Session;
  readonly pieces: readonly Piece[];
  readonly rows: number;
  readonly misses: readonly NamedMiss[];
  /** Expectations that could not be judged: rows may violate them. */
  readonly unjudged: number;
}

/** Names of our own columns that none of the dataset's has. */
export function namesBeside({ columns }: Session): FlagNames {
  const isTaken = (start: string) =>
    columns.some(({ name }) => name.toLowerCase().startsWith(start));
  const free = (name: string): string => (isTaken(name) ? free(`${name}_`) : name);
  return {
    row: free('assay_row'),
    expectations: free('assay_expectations'),
    file: free('assay_file'),
    flag: free('assay_violates'),
  };
}

/** More files than this are not told apart. */
const mostFiles = 1000;

/** The files of the rows, from the numbers of rows that they say they have; null where they don't. */
function filesOf(pieces: readonly Piece[]): FlaggedRows['files'] {
  if (pieces.length > mostFiles) return null;
  let last = 0;
  const files: { readonly name: string; readonly last: number }[] = [];
  for (const { file, statistics } of pieces) {
    if (file === null || statistics === null) return null;
    last += statistics.rows;
    files.push({ name: file, last });
  }
  return files;
}

/** All rows with what each violates, for the engine that is to write them. */
export const flaggedRows = (
  blamed: readonly Blamed[],
  names: FlagNames,
  { session: { relation }, pieces }: Pick<QuarantineWork, 'session' | 'pieces'>,
): FlaggedRows => ({
  relation,
  flags: blamed.map(({ id, condition: { sql, shuffles } }) => ({ id, sql, shuffles })),
  names,
  files: filesOf(pieces),
});

import type { FlaggedRows, FlagNames, Session } from '../../engine/engine.ts';
import type { Piece } from '../states/pieces.ts';
import type { Miss } from '../violations/miss.ts';
import type { RowCondition } from '../violations/row-condition.ts';

/** A miss, with the id of its expectation for machines and its title for people. */
export interface NamedMiss {
  readonly id: string;
  readonly title: string;
  readonly miss: Miss;
}

/** A miss whose violating rows SQL can identify. */
export interface Blamed extends NamedMiss {
  readonly condition: Extract<RowCondition, { kind: 'rows' }>;
}

/** The rows to write, and what the files must contain. */
export interface QuarantineWork {
  readonly session: Session;
  readonly pieces: readonly Piece[];
  readonly rows: number;
  readonly misses: readonly NamedMiss[];
  /** The number of expectations that could not be judged. Any row may violate them. */
  readonly unjudged: number;
}

/** Returns names for internal columns that no column of the relation has. */
export function namesBeside({ columns, unreadable }: Session): FlagNames {
  const names = [...columns.map(({ name }) => name), ...(unreadable?.hidden ?? [])];
  const isTaken = (start: string) => names.some((name) => name.toLowerCase().startsWith(start));
  const free = (name: string): string => (isTaken(name) ? free(`${name}_`) : name);
  return {
    row: free('assay_row'),
    expectations: free('assay_expectations'),
    file: free('assay_file'),
    flag: free('assay_violates'),
  };
}

/** The number of files up to which they are distinguished. */
const mostFiles = 1000;

/** Returns the files of the rows, with their row counts; null if they are not known. */
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

/** Returns all rows with what each violates, for the engine to write. */
export const flaggedRows = (
  blamed: readonly Blamed[],
  names: FlagNames,
  { session: { relation }, pieces, rows }: Pick<QuarantineWork, 'session' | 'pieces' | 'rows'>,
): FlaggedRows => ({
  relation,
  numbered: null,
  count: rows,
  flags: blamed.map(({ id, condition: { sql, shuffles } }) => ({ id, sql, shuffles })),
  names,
  files: filesOf(pieces),
});

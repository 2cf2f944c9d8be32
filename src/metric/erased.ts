import { column, type Family, literal, type Predicate } from './expression.ts';
import { type CountMetric, frozen } from './metric.ts';
import type { JudgedRow } from './row-judge.ts';
import { holding, type Operand, type Subject } from './subject.ts';

/** The subjects whose rows were erased from a dataset. `erasures('trips')` makes one. */
export interface ErasureLedger {
  /** The name of the dataset whose log holds the ledger. */
  readonly name: string;
  /** The ledger as it is written in the contract. */
  readonly label: string;
  /** The column whose values are looked up; null for the columns that the ledger names. */
  readonly column: string | null;
  /**
   * Reads the ledger. Returns null if nothing was erased yet.
   *
   * @throws {JudgeFailed} if it can't be read, or if it names a column that is not among `families`.
   */
  open(families: ReadonlyMap<string, Family>): Promise<OpenLedger | null>;
}

/** A ledger that was read. */
export interface OpenLedger {
  /** True if the row has a value that could be a subject's. */
  readonly canJudge: (row: JudgedRow) => boolean;
  /** True if one of the row's values is that of an erased subject. */
  readonly holdsSubject: (row: JudgedRow) => boolean;
}

/** Requires that no row holds a subject of the ledger. A row without a value, and every row for an empty ledger, is ignored. */
export function erased(
  rows: Subject,
  known: readonly string[],
  ledger: ErasureLedger,
): CountMetric {
  const { name, label, column: only } = ledger;
  const columns = only === null ? known : [only];
  const subject: Subject = {
    ...rows,
    value: only === null ? rows.value : column(only),
    columns: only === null ? [] : [only],
  };
  const argument: Operand = { label, value: literal(name), columns: [] };
  const key = `ledger:${crypto.randomUUID()}`;
  const judged = (part: keyof OpenLedger): Predicate => ({
    kind: 'judged',
    columns,
    judge: {
      by: 'the ledger of erasures',
      // The ledger grows while the contract stays the same, so that no number of another run is that of this one.
      key: `${key}:${part}`,
      isOfPersons: true,
      prepare: async (families = new Map()) => {
        const open = await ledger.open(families);
        return open === null ? () => false : open[part];
      },
    },
  });
  const holds: Predicate = { kind: 'not', term: judged('holdsSubject') };
  const wording = { name: 'erased', args: [argument], parameters: [only] };
  const metric = holding(subject, wording, frozen(holds), judged('canJudge'));
  return frozen({ ...metric, rule: 'rows.erased', label: `${rows.label}.erased(${label})` });
}

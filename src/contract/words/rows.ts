import type { Comparing } from '../../metric/change.ts';
import { count, rowsSubject, satisfy } from '../../metric/counts.ts';
import { rowsDriftOf } from '../../metric/drift/rows-drift.ts';
import { type ErasureLedger, erased } from '../../metric/erased.ts';
import { everywhere, type Scope } from '../../metric/metric.ts';
import { printArgument } from '../../metric/subject.ts';
import { key, rowDuplicates } from '../../metric/uniqueness.ts';
import { ContractError } from '../../value/contract-error.ts';
import { type Condition, condition } from '../expectation.ts';
import { fieldQuery } from '../field-query.ts';
import { element, type NestedField } from '../schema/nested-fields.ts';
import {
  type ColumnBuilder,
  type ColumnName,
  columnSubject,
  columns,
  type KnownName,
  unknownColumn,
} from './column.ts';
import { checkComparing } from './comparing.ts';
import { type Measure, measure } from './measure.ts';

/** The methods of all rows, or of those of a scope. */
export interface RowsOf<Shape, CountUnit extends 'rows' | 'count'> {
  /**
   * Counts the rows. After `where` or `per`, the bound may also be a share of all rows of the dataset.
   *
   * @example rows.count().between(1_000, 5_000_000)
   */
  count(): Measure<CountUnit>;
  /**
   * Counts the excess rows: those beyond the first of each group that is equal in these columns, so 2 for a, a, a, b.
   * Rows with a NULL in one of the columns are ignored, also in the base of a share. NaN equals NaN.
   *
   * @example rows.duplicates('date', 'origin', 'destination').atMost('1%')
   */
  duplicates<const Name extends ColumnName<Shape>>(
    ...columns: readonly KnownName<Name, Shape>[]
  ): Measure<'count'>;
  /**
   * Requires these columns to be a key: no two rows are equal in all of them, and none is NULL. As in a database, a row
   * with a NULL in any of them is a violation, and so is each row beyond the first of its group.
   *
   * @example rows.key('id')
   */
  key<const Name extends ColumnName<Shape>>(
    ...columns: readonly KnownName<Name, Shape>[]
  ): Condition;
  /**
   * Requires an SQL predicate over the columns of a row to be true for every row. Rows for which it is NULL are
   * ignored, and the outcome says how many were judged.
   *
   * A predicate that has the same answer for every row is an error: one that reads no column, such as `'status' <>
   * 'lost'` with single quotes around the name, one that is always true, such as `1 = 1 or a > 0`, or one that compares
   * a column with itself.
   *
   * NaN is greater than every number in DuckDB's SQL. Where a predicate such as `fare >= 0` could be true because of a
   * NaN in the column, that is an error; write `isfinite(fare) and fare >= 0` to say what is meant.
   *
   * @example rows.satisfy('origin <> destination')
   */
  satisfy(sql: string): Condition;
  /**
   * Requires that no row holds a subject that `assay erase` took out of the dataset's snapshots: no value of the ledger's
   * columns may be in the ledger. All rows are judged, also where the contract samples, and none of them is shown. NULL
   * is ignored. A ledger without a subject judges nothing, which fails unless `.allowEmpty()` is given.
   *
   * @example rows.erased(erasures('trips', { column: 'email' }))
   */
  erased(ledger: ErasureLedger): Condition;
  /**
   * Counts the columns whose distribution has drifted from that of the reference. A share is of the columns that were
   * compared. Each is compared by the method that `column(...).drift()` picks, with its usual limit: psi 0.1 for values
   * in order (Yurdakul, 2018), jensenshannon 0.1 for categories and few values, or the largest drift that so few rows
   * show by chance if that is more. The outcome has each column. Columns of objects and lists are left out, and so are
   * text of which nearly every value is its own and the columns of `per`; a column that can't be compared otherwise is
   * an error.
   *
   * @example rows.drift({ except: ['id'] }).atMost('20%')
   */
  drift(options?: RowsDriftOptions<Shape>): Measure<'count'>;
  /**
   * Selects the rows for which the SQL predicate is true; NULL is not true. A predicate that has the same answer for
   * every row is an error, and so is one that would take a NaN for a number, as in `satisfy`.
   *
   * @example rows.where('distance > 2000').count().atLeast('1%')
   */
  where(sql: string): ScopedRows<Shape>;
  /**
   * Measures each combination of these columns' values separately: the bound has to hold in every segment. NULL is a
   * segment too, and so is NaN. It fails if there is no segment. After `where`, a group of which no row is left is no
   * segment: `rows.per('origin').column('status').share(['late']).above(0)` finds those as well.
   *
   * A change or a drift compares each segment with the same segment of the reference. A segment that only one of both has
   * misses every bound, and the outcome says how many there are. Up to 10,000 segments are compared, and the
   * distributions of up to 100; the reference has to be a dataset, since a recorded baseline has no segments.
   *
   * @example rows.per('origin').count().atLeast(50)
   */
  per<const Name extends ColumnName<Shape>>(
    ...columns: readonly KnownName<Name, Shape>[]
  ): ScopedRows<Shape>;
}

/** The options of the drift of all columns. */
export interface RowsDriftOptions<Shape> extends Comparing {
  /** The columns to leave out, such as keys that grow. */
  readonly except?: readonly (keyof Shape & string)[];
}

/** All rows of a dataset. */
export type Rows<Shape> = RowsOf<Shape, 'rows'>;

/** Some rows of a dataset, with their columns. */
export interface ScopedRows<Shape> extends RowsOf<Shape, 'count'> {
  /**
   * Selects a column of these rows. All its methods measure these rows alone.
   *
   * @example rows.where("status = 'late'").column('delay').min().above(0)
   */
  readonly column: ColumnBuilder<Shape>;
}

/** Returns the rows of a dataset whose schema has the columns `known`, with `fields` within them. */
export function rows<Shape>(
  known: readonly string[],
  scope: Scope = everywhere,
  fields: readonly NestedField[] = [],
  comparable: () => readonly string[] = () => known,
): Rows<Shape> & ScopedRows<Shape> {
  const checked = (names: readonly string[], method: string): readonly string[] => {
    if (names.length === 0) {
      throw new ContractError(
        'CONTRACT_INVALID',
        `rows.${method}() needs one column or more: rows.${method}('id').`,
      );
    }
    for (const name of names) {
      if (known.includes(name)) continue;
      const field = fields.find((one) => one.name === name);
      throw field === undefined ? unknownColumn(name, known) : fieldNamed(field, method);
    }
    return names;
  };
  const drift = (options: unknown) => {
    const { from } = checkComparing(options, 'drift', ['except']);
    const except = exceptIn(options);
    if (except.length > 0) checked(except, 'drift');
    const subject = rowsSubject(scope);
    const names = comparable().filter((name) => ![...except, ...scope.per].includes(name));
    if (names.length === 0) throw nothingToCompare;
    return rowsDriftOf({
      rows: subject,
      columns: names.map((name) => columnSubject(scope, name)),
      except,
      from,
    });
  };
  const within = (change: Partial<Scope>) =>
    rows<Shape>(known, Object.freeze({ ...scope, ...change }), fields, comparable);
  const built = {
    count: () => measure(count(scope)),
    duplicates: (...names: readonly string[]) =>
      measure(rowDuplicates(scope, checked(names, 'duplicates'))),
    key: (...names: readonly string[]) => condition(key(scope, checked(names, 'key'))),
    drift: (options?: unknown) => measure(drift(options)),
    erased: (ledger: ErasureLedger) =>
      condition(erased(rowsSubject(scope), known, checkedLedger(ledger, known))),
    satisfy: (text: string) => condition(satisfy(scope, predicateText(text, 'satisfy'))),
    where: (text: string) =>
      within({ where: Object.freeze([...scope.where, predicateText(text, 'where')]) }),
    per: (...names: readonly string[]) =>
      within({ per: Object.freeze([...new Set([...scope.per, ...checked(names, 'per')])]) }),
    column: columns<Shape>([...known, ...fields.map(({ name }) => name)], scope),
  };
  // Which names it takes, and whether a share is a limit of its count, is for the compiler alone.
  return Object.freeze(built) as unknown as Rows<Shape> & ScopedRows<Shape>;
}

/** Returns the sentence for a field where whole columns are named. */
function fieldNamed({ name, path }: NestedField, method: string): ContractError {
  const what = path.includes(element) ? 'of the elements of a list' : 'a field within one';
  return new ContractError(
    'COLUMN_UNKNOWN',
    `rows.${method}(...) takes whole columns, and ${printArgument(name)} is ${what}: make it a column with query(source, ${printArgument(fieldQuery(path))}), and declare a contract of that.`,
  );
}

const nothingToCompare = new ContractError(
  'CONTRACT_INVALID',
  'rows.drift() has no column to compare: the schema has none with a distribution, or { except } names them all.',
);

function checkedLedger(ledger: ErasureLedger, known: readonly string[]): ErasureLedger {
  if (typeof ledger?.open !== 'function')
    throw new ContractError(
      'CONTRACT_INVALID',
      "rows.erased(...) takes the ledger of a dataset, such as erasures('trips').",
    );
  const { column } = ledger;
  if (column !== null && !known.includes(column)) throw unknownColumn(column, known);
  return ledger;
}

function exceptIn(options: unknown): readonly string[] {
  const except: unknown =
    typeof options === 'object' && options !== null && 'except' in options ? options.except : [];
  if (Array.isArray(except) && except.every((name) => typeof name === 'string')) return except;
  throw new ContractError(
    'CONTRACT_INVALID',
    "rows.drift(...) takes a list of columns to leave out, such as { except: ['id'] }.",
  );
}

function predicateText(text: unknown, method: 'satisfy' | 'where'): string {
  if (typeof text === 'string' && text.trim() !== '') return text;
  const example = { satisfy: 'origin <> destination', where: 'distance > 2000' }[method];
  throw new ContractError(
    'CONTRACT_INVALID',
    `rows.${method}(...) takes an SQL predicate, such as '${example}'.`,
  );
}

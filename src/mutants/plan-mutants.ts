import { z } from 'zod';
import { constraintsOf } from '../contract/constraints/constraints.ts';
import type { Contract } from '../contract/contract.ts';
import type { ExpectationNode } from '../contract/expectation.ts';
import { nestedRead } from '../contract/nested-read.ts';
import type { NestedField } from '../contract/schema/nested-fields.ts';
import { schemaExpectations } from '../contract/schema/schema-expectations.ts';
import type { ColumnEdit, CopiedRows, Rearranging, Session } from '../engine/engine.ts';
import type { Fault, FaultColumn } from '../generate/faults/fault.ts';
import { keyOf } from '../metric/metric.ts';
import { columnsNamedBy } from '../metric/metric-reads.ts';
import { describeEdit, describeRate } from './describe-edit.ts';
import type { MutantChange, Rate } from './mutant.ts';

/** A mutant that is to be made. */
export interface PlannedMutant extends MutantChange {
  /** The columns that it changes; of a change of rows, none is named. */
  readonly changes: ReadonlySet<string>;
  readonly made: MadeOf;
}

/** The way in which a mutant is made: an edit in some rows, or rows that are rearranged. `place` is that of its one row. */
export type MadeOf =
  | { readonly kind: 'edit'; readonly edit: ColumnEdit; readonly place: number }
  | {
      readonly kind: 'rows';
      readonly change: Rearranging;
      readonly edits: readonly ColumnEdit[];
      readonly place: number;
    };

/** A change that a fault can make in a column. */
interface Candidate {
  readonly fault: string;
  readonly edit: ColumnEdit;
}

/** The data, the faults and the rates that mutants are made of. */
export interface Planning {
  readonly contract: Contract;
  readonly session: Session;
  readonly copy: CopiedRows;
  readonly rows: number;
  readonly faults: readonly Fault[];
  readonly rates: readonly Rate[];
}

/** Returns the mutants of values: each change of each fault, at each rate at which it changes more than at the one before. */
export async function planEdits(planning: Planning): Promise<readonly PlannedMutant[]> {
  const { copy, rates } = planning;
  const nested = nestedRead(planning.contract);
  const candidates = candidatesOf(planning, nested);
  const shares = rates.filter((rate) => rate !== 'one row').toSorted((one, other) => one - other);
  const counts = await copy.count(
    candidates.map(({ edit }) => edit),
    shares,
  );
  return candidates.flatMap(({ fault, edit }, at) => {
    const { first = null, changed = [] } = counts[at] ?? {};
    if (first === null) return [];
    const what = `"${edit.column}" ${describeEdit(edit.edit)}`;
    const ways = [
      ...(rates.includes('one row') ? [{ rate: 'one row' as Rate, changed: 1 }] : []),
      ...shares.map((rate, of) => ({ rate, changed: changed[of] ?? 0 })),
    ];
    return ways
      .filter((way, of) => way.changed > (ways[of - 1]?.changed ?? 0))
      .map((way) => ({
        fault,
        column: edit.column,
        ...way,
        change: `${describeRate(way.rate, '1 value')} of ${what}`,
        what,
        changes: changedBy(edit, nested),
        made: { kind: 'edit' as const, edit, place: first },
      }));
  });
}

/** Returns the columns that an edit changes: beside a field the columns that it is in, beside a column the fields within it. */
function changedBy(
  { column, edit }: ColumnEdit,
  nested: readonly NestedField[],
): ReadonlySet<string> {
  const named = edit.kind === 'column' ? [column, edit.name] : [column];
  const paths = named.map((name) => nested.find((one) => one.name === name)?.path ?? [name]);
  const isIn = (inner: readonly string[], outer: readonly string[]) =>
    outer.every((part, at) => inner[at] === part);
  const related = nested.filter(({ path }) =>
    paths.some((one) => isIn(one, path) || isIn(path, one)),
  );
  return new Set([
    ...named,
    ...paths.map(([root = '']) => root),
    ...related.map(({ name }) => name),
  ]);
}

/** Returns the changes of faults that fit the columns of the schema, equal ones once. */
function candidatesOf(
  { contract, session, copy, faults }: Planning,
  nested: readonly NestedField[],
): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const column of faultColumns(contract, session, nested))
    for (const fault of faults)
      for (const { edit } of fault.changes?.(column) ?? []) {
        const of: ColumnEdit = { column: column.name, edit };
        const key = keyOf(edit.kind === 'column' ? [column.name, edit.name].sort() : of);
        if (!found.has(key) && copy.refusal(of) === null)
          found.set(key, { fault: fault.name, edit: of });
      }
  return [...found.values()];
}

/** Returns the columns that the contract and the data have, as faults see them. */
function faultColumns(
  contract: Contract,
  session: Session,
  nested: readonly NestedField[],
): readonly FaultColumn[] {
  const { columns } = constraintsOf(contract);
  const known = session.columns.flatMap(({ name, family }) => {
    const field = nested.find((one) => one.name === name);
    const constraint = field ? fieldConstraint(contract, field) : columns[name];
    return constraint === undefined
      ? []
      : [{ name, families: [family], constraint, isForeignKey: false }];
  });
  return known.map((one) => ({ ...one, others: known.filter((other) => other !== one) }));
}

/** Returns all that a contract says of a field, as if it were a column. */
function fieldConstraint(contract: Contract, { name, schema }: NestedField) {
  const isAbout = ({ metric }: ExpectationNode) =>
    [...columnsNamedBy(metric)].every((one) => one === name);
  const whole = z.object({ [name]: schema });
  const declared = contract.expectations.filter((one) => one.origin === 'declared');
  return constraintsOf({
    ...contract,
    terms: { ...contract.terms, schema: whole },
    expectations: [...schemaExpectations({ schema: whole }), ...declared.filter(isAbout)],
  }).columns[name];
}

const sentences: Readonly<Record<Rearranging, (rows: string) => string>> = {
  repeat: (rows) => `${rows} repeated`,
  nearly: (rows) => `${rows} repeated with another value`,
  move: (rows) => `${rows} moved elsewhere`,
  drop: (rows) => `${rows} lost`,
};

/** The fault that is a change of rows alone, and none of generated data. */
export const lostRows = 'lost rows';

/** Returns the mutants of whole rows. */
export function planRows(
  { contract, faults, rates, rows }: Planning,
  edits: readonly PlannedMutant[],
  hasLost: boolean,
): readonly PlannedMutant[] {
  const wanted: (readonly [string, Rearranging])[] = faults.flatMap(
    ({ name, rows: changes = [] }) => changes.map((change) => [name, change] as const),
  );
  if (hasLost) wanted.push([lostRows, 'drop']);
  const another = outsideKeys(contract, edits);
  return wanted.flatMap(([fault, change]) => {
    if (change === 'nearly' && another === undefined) return [];
    return rates.flatMap((rate) => {
      const changed = rate === 'one row' ? 1 : Math.round(rate * rows);
      if (changed === 0 || (rate !== 'one row' && changed <= 1)) return [];
      const made: MadeOf = {
        kind: 'rows',
        change,
        edits: change === 'nearly' && another ? [another.edit] : [],
        place: another?.place ?? 0,
      };
      const sentence = sentences[change](
        rate === 'one row' ? '1 row' : `${describeRate(rate, '')} of the rows`,
      );
      return [
        {
          fault,
          column: null,
          rate,
          change: sentence,
          what: sentences[change]('rows'),
          changed,
          changes: new Set<string>(),
          made,
        },
      ];
    });
  });
}

/** Returns an edit of a column that is in no key, for rows that are nearly repeated. */
function outsideKeys(contract: Contract, edits: readonly PlannedMutant[]) {
  const { keys, columns } = constraintsOf(contract);
  const inKeys = new Set(keys.flatMap(({ value }) => value));
  const found = edits.find(
    ({ column }) => column !== null && !inKeys.has(column) && columns[column]?.unique === null,
  );
  return found?.made.kind === 'edit' ? found.made : undefined;
}

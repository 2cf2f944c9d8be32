import type { z } from 'zod';
import { count, rowsSubject } from '../../metric/counts.ts';
import { column as columnScalar, notNull, type Predicate } from '../../metric/expression.ts';
import { everywhere, type Metric, type Need } from '../../metric/metric.ts';
import { structure, unreadable } from '../../metric/structure.ts';
import { holding } from '../../metric/subject.ts';
import { notNullCondition } from '../../metric/values.ts';
import { bound } from '../../value/bound.ts';
import { ContractError } from '../../value/contract-error.ts';
import { callStack } from '../call-stack.ts';
import type { ExpectationNode } from '../expectation.ts';
import { type ColumnReading, readColumn } from './zod-column.ts';
import { checksOf, definition, type Schema } from './zod-core.ts';
import { columnJudge, rowJudge } from './zod-judge.ts';
import { columnLabel, familiesInWords } from './zod-words.ts';

export { columnHints, columnMeta } from './zod-metadata.ts';

/** The terms of a contract that decide on its rows. */
export interface RowTerms {
  readonly schema: z.ZodObject;
  readonly strict?: boolean | 'ordered';
  readonly allowEmpty?: boolean;
}

/**
 * Returns everything that the schema of the rows demands, as expectations. Together they accept a row exactly if zod
 * does. Rules that SQL can express are conditions of their own; zod itself checks the rest.
 *
 * Where the schema accepts NULL, the other conditions are about the values that are not NULL, and pass if there is
 * none. Where only running code shows if NULL passes (a transform of what may be null, `z.preprocess`, `z.custom`), zod
 * judges the NULLs with the values, as `null` and then as `undefined`.
 *
 * @throws {ContractError} `SCHEMA_INVALID` for a column that no dataset can hold, and for a catchall of some type.
 */
export function schemaExpectations(terms: RowTerms): readonly ExpectationNode[] {
  const shape = definition(terms.schema).type === 'object' ? terms.schema._zod.def.shape : {};
  const readings = Object.entries<Schema>(shape).map(
    ([name, schema]) => [name, schema, readColumn(name, schema)] as const,
  );
  refuseUnknowable(terms.schema, shape);
  const rows = checksOf(terms.schema).length > 0 ? [wholeRow(terms.schema, readings)] : [];
  const stack = callStack();
  const node = (metric: Metric, change: Partial<ExpectationNode> = {}) =>
    Object.freeze({ ...schemaNode, metric, stack, ...change });
  return [
    node(unreadable({ name: 'unreadable', label: 'every record is read' })),
    ...(terms.allowEmpty
      ? []
      : [node(count(everywhere), { bound: someRows, name: 'has rows', allowEmpty: false })]),
    ...structureOf(terms, Object.keys(shape)).map((metric) => node(metric)),
    ...readings.flatMap(([name, schema, reading]) =>
      columnMetrics(name, schema, reading).map((metric) => node(metric)),
    ),
    ...rows.map((metric) => node(metric)),
  ];
}

const none = bound('atMost', [0], 'count');
const someRows = bound('above', [0], 'count');

const schemaNode = {
  bound: none,
  severity: 'error',
  because: null,
  id: null,
  name: null,
  tags: Object.freeze([]),
  allowEmpty: true,
  isConfident: false,
  allowYoung: false,
  origin: 'schema',
} as const;

/** Refuses symbols, which name no column, and a typed catchall, whose columns are unknown until there is data. */
function refuseUnknowable({ _zod: { def } }: z.ZodObject, shape: object): void {
  const [symbol] = Object.getOwnPropertySymbols(shape);
  if (symbol) {
    throw new ContractError(
      'SCHEMA_INVALID',
      `The schema has the key ${String(symbol)}: a dataset's columns have names. Write it as text.`,
    );
  }
  const type = def.catchall?._zod.def.type ?? 'unknown';
  if (!['unknown', 'any', 'never'].includes(type)) {
    throw new ContractError(
      'SCHEMA_INVALID',
      `The schema's catchall (z.${type}()) is about columns that it does not name: name them, or use z.looseObject.`,
    );
  }
}

/** Returns the metrics for the columns that may exist, and their order. */
function structureOf({ schema, strict }: RowTerms, columns: readonly string[]): readonly Metric[] {
  const isStrict = strict || schema._zod.def.catchall?._zod.def.type === 'never';
  if (!isStrict) return [];
  const noExtra = structure(
    { name: 'noExtra', label: 'has no other columns' },
    { kind: 'noExtra', columns },
  );
  const order = structure(
    { name: 'order', label: "has its columns in the schema's order" },
    { kind: 'order', columns },
  );
  return strict === 'ordered' ? [noExtra, order] : [noExtra];
}

function columnMetrics(name: string, schema: Schema, reading: ColumnReading): readonly Metric[] {
  const { families, rules, residue, formats, nulls, mayBeAbsent: optional } = reading;
  const label = columnLabel(name);
  const expected = familiesInWords(families);
  const presence = optional ? 'may be absent' : 'is present';
  const type = structure(
    { name: 'type', label: `${label} ${families ? `is ${expected}` : presence}` },
    { kind: 'type', column: name, accepts: families ?? [], expected, optional },
  );
  const subject = { scope: everywhere, label, value: columnScalar(name), columns: [name] };
  const conditions = rules.map(({ phrase, holds, ...rule }) =>
    relabelled(
      holding(
        subject,
        {
          name: rule.name,
          parameters: rule.parameters,
          families: rule.families ?? undefined,
          formats: rule.format === undefined ? [] : [rule.format],
        },
        holds(subject.value),
      ),
      `${label} ${phrase}`,
    ),
  );
  const hasNoNull = relabelled(notNullCondition(subject), `${label} has no NULL`);
  const whole = (phrase: string) =>
    relabelled(
      holding(
        subject,
        { name: 'zod', families: families ?? undefined, formats },
        { kind: 'judged', columns: [name], judge: columnJudge(name, schema) },
        nulls === 'ask' ? everyRow : notNull(subject.value),
      ),
      `${label} ${phrase}`,
    );
  return [
    type,
    ...(nulls === 'no' ? [hasNoNull] : []),
    ...conditions,
    ...(residue === null ? [] : [whole(residue)]),
  ];
}

/** Returns a metric with a label that reads as a test's name. */
const relabelled = (metric: Metric, label: string): Metric =>
  Object.freeze({ ...metric, label, rule: 'schema.column' });

const everyRow: Predicate = { kind: 'always' };

/**
 * Returns the expectation for checks of the row's own schema (`z.object({ ... }).refine(...)`): the whole schema checks
 * the whole row.
 */
function wholeRow(
  schema: Schema,
  readings: readonly (readonly [string, Schema, ColumnReading])[],
): Metric {
  const shape = Object.fromEntries(readings.map(([name, field]) => [name, field]));
  const columns = Object.keys(shape);
  const holds: Predicate = { kind: 'judged', columns, judge: rowJudge(schema, shape) };
  const metric = holding(rowsSubject(everywhere), { name: 'zod' }, holds, everyRow);
  return Object.freeze({
    ...metric,
    label: 'each row satisfies the zod schema',
    rule: 'schema.rows',
    // A column that may be absent, and is, is no reason to leave the rows unjudged.
    needs: Object.freeze(
      readings
        .filter(([, , { mayBeAbsent }]) => !mayBeAbsent)
        .map(([column]): Need => ({ column, families: null })),
    ),
  });
}

import { count, rowsSubject } from '../../metric/counts.ts';
import {
  and,
  column as columnScalar,
  countIf,
  type Family,
  isNull,
  not,
  notNull,
  type Predicate,
} from '../../metric/expression.ts';
import { everywhere, frozen, keyOf, type Metric, type Need } from '../../metric/metric.ts';
import { structure, unreadable } from '../../metric/structure.ts';
import { holding, type Wording } from '../../metric/subject.ts';
import { bound } from '../../value/bound.ts';
import { ContractError } from '../../value/contract-error.ts';
import { callStack } from '../call-stack.ts';
import { type ExpectationNode, plainTerms } from '../expectation.ts';
import { type Among, type FieldRule, rowFields } from './row-fields.ts';
import { type RowKind, type RowKinds, rowColumns, rowKinds } from './row-kinds.ts';
import { type ColumnReading, readColumn } from './zod-column.ts';
import { definition, type Schema } from './zod-core.ts';
import { columnJudge, rowJudge } from './zod-judge.ts';
import { mayBeAbsent } from './zod-nulls.ts';
import { readValues } from './zod-types.ts';
import { amongInWords, columnLabel, familiesInWords, wholeSchema } from './zod-words.ts';

export { columnHints, columnMeta } from './zod-metadata.ts';

/** The terms of a contract that decide on its rows. */
export interface RowTerms {
  readonly schema: Schema;
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
  const read = rowKinds(terms.schema);
  const columns = Object.entries<Schema>(rowColumns(terms.schema)).map(([name, schema]) => ({
    name,
    reading: readColumn(name, schema),
    isRequired: isRequired(name, read),
  }));
  refuseUnknowable(read.parts);
  const { rules, areAll } = rowFields(read);
  const families = new Map(columns.map(({ name, reading }) => [name, reading.families]));
  const isStrict = Boolean(terms.strict);
  const rows = areAll ? [] : [wholeRow(terms.schema, columns, isStrict)];
  const stack = callStack();
  const node = (metric: Metric, change: Partial<ExpectationNode> = {}) =>
    Object.freeze({ ...schemaNode, metric, stack, ...change });
  return [
    node(unreadable({ name: 'unreadable', label: 'every record is read' })),
    ...(terms.allowEmpty
      ? []
      : [node(count(everywhere), { bound: someRows, name: 'has rows', allowEmpty: false })]),
    ...structureOf(terms, read.kinds, [...families.keys()]).map((metric) => node(metric)),
    ...columns.flatMap((column) => [
      node(typeMetric(column), { because: column.reading.message }),
      ...rules
        .filter(({ name }) => name === column.name)
        .flatMap((rule) => ruleMetrics(rule, families, isStrict))
        .map(({ metric, message }) => node(metric, { because: message })),
    ]),
    ...rows.map((metric) => node(metric)),
  ];
}

const none = bound('atMost', [0], 'count');
const someRows = bound('above', [0], 'count');

const schemaNode = { ...plainTerms, bound: none, allowEmpty: true, origin: 'schema' } as const;

/** Refuses symbols, which name no column, and a typed catchall, whose columns are unknown until there is data. */
function refuseUnknowable(parts: readonly Schema[]): void {
  for (const part of parts) {
    const def = definition(part);
    if (def.type !== 'object') continue;
    const [symbol] = Object.getOwnPropertySymbols(def.shape);
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
}

/** Returns the metrics for the columns that may exist, and their order. */
function structureOf(
  { strict }: RowTerms,
  kinds: readonly RowKind[],
  columns: readonly string[],
): readonly Metric[] {
  // What a column that no kind names holds in the rows of a strict one is unknown until there is data.
  const isStrict = strict || kinds.some((kind) => kind.isStrict);
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

/** A column of the rows, with what all kinds of rows together say of it. */
interface Column {
  readonly name: string;
  readonly reading: ColumnReading;
  /** True if a kind of rows can't do without it, so that the dataset can't either. */
  readonly isRequired: boolean;
}

const isRequired = (name: string, { kinds }: RowKinds): boolean =>
  kinds.some(({ fields }) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field !== undefined && !mayBeAbsent(field);
  });

function typeMetric({ name, reading: { families }, isRequired: required }: Column): Metric {
  const label = columnLabel(name);
  const expected = familiesInWords(families);
  const presence = required ? 'is present' : 'may be absent';
  return structure(
    { name: 'type', label: `${label} ${families ? `is ${expected}` : presence}` },
    { kind: 'type', column: name, accepts: families ?? [], expected, optional: !required },
  );
}

/** A metric of a rule, with the message that the user gave for values that break it. */
interface RuleMetric {
  readonly metric: Metric;
  readonly message: string | null;
}

function ruleMetrics(
  rule: FieldRule,
  ofColumns: ReadonlyMap<string, readonly Family[] | null>,
  isStrict: boolean,
): readonly RuleMetric[] {
  const { name, schema, among } = rule;
  const label = columnLabel(name);
  const subject = { scope: everywhere, label, value: columnScalar(name), columns: [name] };
  const given = notNull(subject.value);
  const condition = (
    { phrase, ...wording }: Omit<Wording, 'args'> & { readonly phrase: string },
    holds: Predicate,
    judged: Predicate = given,
    message: string | null = null,
  ): RuleMetric => ({
    metric: amongRows(holding(subject, wording, holds, judged), `${label} ${phrase}`, among),
    message,
  });
  if (schema === null)
    return [condition({ name: 'lacking', phrase: 'is NULL' }, isNull(subject.value), everyRow)];
  const reading = readColumn(name, schema);
  const { families, formats, nulls } = reading;
  const taken = ofColumns.get(name) ?? null;
  // Where kinds differ in the type, the column holds JSON or text, of which zod knows what each kind takes.
  const isTyped = among.length === 0 || isSameType(families, taken);
  const residue = isTyped ? reading.residue : wholeSchema;
  return [
    ...(nulls === 'no'
      ? [condition({ name: 'notNull', phrase: 'has no NULL' }, given, everyRow, reading.message)]
      : []),
    ...(isTyped ? reading.rules : []).map((one) =>
      condition(
        {
          name: one.name,
          phrase: one.phrase,
          parameters: one.parameters,
          families: one.families ?? undefined,
          formats: one.format === undefined ? [] : [one.format],
        },
        one.holds(subject.value),
        given,
        one.message,
      ),
    ),
    ...(residue === null
      ? []
      : [
          condition(
            { name: 'zod', phrase: residue, families: taken ?? undefined, formats },
            { kind: 'judged', columns: [name], judge: columnJudge(name, schema, { isStrict }) },
            nulls === 'ask' ? everyRow : given,
          ),
        ]),
  ];
}

const isSameType = (one: readonly Family[] | null, other: readonly Family[] | null): boolean =>
  one === null || other === null
    ? one === other
    : one.length === other.length && one.every((family) => other.includes(family));

const everyRow: Predicate = { kind: 'always' };

/** Returns a condition about some of the rows, with a label that reads as a test's name. */
function amongRows(metric: Metric, label: string, among: readonly Among[]): Metric {
  const { condition, needs, identity } = metric;
  if (among.length === 0 || condition?.kind !== 'each')
    return Object.freeze({ ...metric, label, rule: 'schema.column' });
  const kinds = among.map(
    ({ column, values }): Predicate => ({
      kind: 'oneOf',
      of: columnScalar(column),
      values,
    }),
  );
  const judged = and(...kinds, ...(condition.judged.kind === 'always' ? [] : [condition.judged]));
  const violating = and(judged, not(condition.holds));
  return frozen({
    ...metric,
    label: `${label} where ${amongInWords(among)}`,
    rule: 'schema.column',
    identity: { ...identity, key: keyOf([identity.key, among]) },
    needs: [
      ...needs,
      ...among.map(({ column, values }) => ({
        column,
        families: readValues(new Set(values)).families,
      })),
    ],
    value: countIf(violating),
    of: countIf(judged),
    condition: { ...condition, judged },
    violating,
  });
}

/**
 * Returns the expectation for what only the whole row shows: checks of its own schema (`z.object({ ... }).refine(...)`), and
 * kinds that no column tells apart. The whole schema checks the whole row.
 */
function wholeRow(schema: Schema, all: readonly Column[], isStrict: boolean): Metric {
  const columns = all.map(({ name }) => name);
  const holds: Predicate = { kind: 'judged', columns, judge: rowJudge(schema, isStrict) };
  const metric = holding(rowsSubject(everywhere), { name: 'zod' }, holds, everyRow);
  return Object.freeze({
    ...metric,
    label: 'each row satisfies the zod schema',
    rule: 'schema.rows',
    // A column that may be absent, and is, is no reason to leave the rows unjudged.
    needs: Object.freeze(
      all
        .filter((one) => one.isRequired)
        .map(({ name }): Need => ({ column: name, families: null })),
    ),
  });
}

import type { ConstraintKind } from '../contract/constraints/constraint.ts';
import { constraintsOf } from '../contract/constraints/constraints-of.ts';
import type { ContractConstraints } from '../contract/constraints/contract-constraints.ts';
import type { Said } from '../contract/constraints/merge.ts';
import type { RuleReference } from '../contract/constraints/rule-reference.ts';
import type { Contract } from '../contract/contract.ts';
import { nestedRead } from '../contract/nested-read.ts';
import type { NestedField } from '../contract/schema/nested-fields.ts';
import { rowColumns, rowKinds } from '../contract/schema/row-kinds.ts';
import type { Schema } from '../contract/schema/zod-core.ts';
import { columnLabel, wholeSchema } from '../contract/schema/zod-words.ts';
import { contradiction, notGenerated } from './domains/contradiction-error.ts';
import type { Demand } from './domains/demand.ts';
import { heldDomain } from './domains/held/held-domain.ts';
import { nilsOf } from './domains/nils.ts';
import { readPart, readSchema } from './domains/read-schema.ts';
import { type Reading, rulesByTitle } from './domains/reading.ts';
import { resolvePlace } from './domains/resolve-container.ts';
import { resolveDemand } from './domains/resolve-demand.ts';
import { type RowRules, rowRules, type SaidOf } from './domains/row-rules.ts';
import { saidOfColumn } from './domains/said-of-column.ts';
import { demandWithin, type FieldDemand } from './domains/within-demand.ts';
import { GenerateError } from './generate-error.ts';
import type { ColumnDomain, RowDomain } from './row-domain.ts';

/** Options of {@link rowDomainOf}. */
export interface RowDomainOptions {
  /** The clock that conditions on the run's time are read by; by default the present time. */
  readonly now?: Date;
}

/**
 * Merges all rules of a contract into the domain that its rows are made from: for each column the values that its schema
 * and its conditions leave, and beside them keys, comparisons of columns and the tests that only running them can answer.
 *
 * @throws {GenerateError} `CONTRADICTION` if rules exclude each other, unless NULL satisfies them; `NOT_GENERATED` for a
 * column that no value is known for, and for rows of several kinds.
 */
export function rowDomainOf(
  contract: Contract,
  { now = new Date() }: RowDomainOptions = {},
): RowDomain {
  refuseSeveralKinds(contract);
  const constraints: ContractConstraints = constraintsOf(contract);
  refuseOrders(contract, constraints);
  const excluding = constraints.contradictions.find(({ onlyNull }) => !onlyNull);
  if (excluding) throw contradiction(contract, excluding);
  const ruleOf = rulesByTitle(contract);
  const rows: RowRules = rowRules(contract, constraints, now);
  const columns = Object.entries<Schema>(rowColumns(contract.terms.schema)).map(([name, schema]) =>
    columnDomain(name, schema, { contract, constraints, ruleOf, rows }),
  );
  const { keys, relations } = constraints;
  return {
    contract,
    columns,
    keys: [...keys.map(({ value }) => value), ...rows.keys],
    relations: [...relations.map(({ value }) => value), ...rows.relations],
    filters: rows.filters,
    unjudged: rows.unjudged,
  };
}

/** Columns are made one by one, and what several kinds of rows say of them depends on the kind. */
function refuseSeveralKinds({ name, terms }: Contract): void {
  const { kinds } = rowKinds(terms.schema);
  if (kinds.length === 1) return;
  throw new GenerateError(
    'NOT_GENERATED',
    `No rows can be made for the contract '${name}': its schema has ${kinds.length} kinds of rows, and rows are made of one. Make those of each kind from a contract whose schema is that option alone.`,
  );
}

/** Values of fields are made row by row, so that none is compared with those of other rows. */
function refuseOrders(contract: Contract, { unmerged }: ContractConstraints): void {
  const found = unmerged.find(
    ({ reasons, requirement: { kind } }) =>
      reasons.includes('field') && (kind === 'unique' || kind === 'increasing'),
  );
  if (found === undefined) return;
  throw new GenerateError(
    'NOT_GENERATED',
    `No rows can be made for the contract '${contract.name}': the rule "${found.rule.title}" compares the values of a field within a column with those of other rows, and such values are made for each row by itself. Make the field a column of its own, or write that rule in a contract of its own.`,
  );
}

const of = <Value>(name: string, all: readonly SaidOf<Value>[]): readonly Value[] =>
  all.flatMap(({ column, value }) => (column === name ? [value] : []));

interface Rules {
  readonly contract: Contract;
  readonly constraints: ContractConstraints;
  readonly ruleOf: (title: string) => RuleReference;
  readonly rows: RowRules;
}

function columnDomain(name: string, schema: Schema, rules: Rules): ColumnDomain {
  const constraint = rules.constraints.columns[name];
  if (constraint === undefined) throw notGenerated(rules.contract, name);
  const hard = [...saidOfColumn(constraint), ...of(name, rules.rows.bounds)];
  const soft = of(name, rules.rows.soft);
  const demand = constraint.never === null ? readSchema(schema, readingOf(name, rules)) : null;
  const nils = constraint.required === null ? nilsOf(schema) : [];
  const place = (said: readonly Said[], isStrict: boolean) => {
    const whole = { demand: demand && stated(demand, said, rules.rows), nils };
    const fields = nestedRead(rules.contract).filter(({ path: [column] }) => column === name);
    const within = fields.reduce(
      (outer, field) => demandWithin(outer, fieldDemand(field, rules.rows, isStrict)),
      whole,
    );
    return resolvePlace(within, resolveDemand);
  };
  const kept = place([...hard, ...soft], true);
  const found = 'because' in kept || kept.domain === null ? place(hard, false) : kept;
  if ('because' in found)
    throw found.because
      ? contradiction(rules.contract, found.because)
      : notGenerated(rules.contract, name);
  const { unique, increasing } = constraint;
  return {
    nil: found.nil,
    domain: found.domain && heldDomain(found.domain),
    name,
    unique: unique !== null,
    increasing: increasing !== null,
    constraint,
  };
}

/** Returns what conditions say of a field; if not strictly, without those that some rows may break. */
function fieldDemand(
  { name, path: [, ...path] }: NestedField,
  rows: RowRules,
  isStrict: boolean,
): FieldDemand {
  const all = [...of(name, rows.bounds), ...(isStrict ? of(name, rows.soft) : [])];
  const said = all.filter(({ kind }) => !notOfValues.has(kind));
  const filters = of(name, rows.valueFilters);
  const isNever = all.some(({ kind }) => kind === 'never');
  return {
    path,
    isRequired: all.some(({ kind }) => kind === 'required'),
    add: (demand) =>
      isNever
        ? null
        : {
            ...demand,
            said: [...demand.said, ...said],
            filters: [...demand.filters, ...filters],
          },
  };
}

/** The kinds of constraints that are no test of a single value. */
const notOfValues: ReadonlySet<ConstraintKind> = new Set([
  'required',
  'never',
  'unique',
  'increasing',
]);

function readingOf(name: string, { constraints, ruleOf }: Rules): Reading {
  const own = constraints.unmerged.find(
    ({ rule, columns }) => rule.origin === 'schema' && columns.length === 1 && columns[0] === name,
  );
  const judged = own?.rule.title ?? `${columnLabel(name)} ${wholeSchema}`;
  return { path: name, above: [], ruleOf, judged, part: readPart };
}

/** Adds what conditions say of a column to what its schema says. */
const stated = (demand: Demand, said: readonly Said[], { valueFilters }: RowRules): Demand => ({
  ...demand,
  said: [...demand.said, ...said],
  filters: [...demand.filters, ...of(demand.path, valueFilters)],
});

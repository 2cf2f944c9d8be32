import type { ContractConstraints } from '../../contract/constraints/contract-constraints.ts';
import type { Said } from '../../contract/constraints/merge.ts';
import type { Relation } from '../../contract/constraints/relations.ts';
import type { RuleReference } from '../../contract/constraints/rule-reference.ts';
import { type Statement, statementsOf } from '../../contract/constraints/statement.ts';
import type { Contract } from '../../contract/contract.ts';
import { listPath, rowsWithFields } from '../../contract/field-rows.ts';
import { listOf, nestedRead } from '../../contract/nested-read.ts';
import type { NestedField } from '../../contract/schema/nested-fields.ts';
import { type FormatName, formatSchema } from '../../contract/schema/zod-formats.ts';
import { Declined } from '../../engine/engine.ts';
import { compilePlain, type EngineRow } from '../../engine/javascript/compile-predicate.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { columnsIn, nodesIn } from '../../metric/walk.ts';
import type { Filter } from '../domain.ts';
import type { Row, RowFilter } from '../row-domain.ts';
import { clockBounds } from './clock-bounds.ts';
import { verdictOf } from './zod-verdict.ts';

/** Rules of a contract that constraints do not merge, and those that some rows may break, which no generated row does. */
export interface RowRules {
  /** Bounds that follow from the clock. */
  readonly bounds: readonly SaidOf<Said>[];
  /** Conditions that some rows may break. */
  readonly soft: readonly SaidOf<Said>[];
  readonly filters: readonly RowFilter[];
  /** Tests of the values of single columns. */
  readonly valueFilters: readonly SaidOf<Filter>[];
  readonly keys: readonly (readonly string[])[];
  readonly relations: readonly Relation[];
  readonly unjudged: readonly string[];
}

/** Something that is said of a column. */
export interface SaidOf<Value> {
  readonly column: string;
  readonly value: Value;
}

const none: RowRules = {
  bounds: [],
  soft: [],
  filters: [],
  valueFilters: [],
  keys: [],
  relations: [],
  unjudged: [],
};

/** Reads the rules that are no part of the merged constraints; `now` is the clock that they are read by. */
export function rowRules(
  contract: Contract,
  { unmerged, soft }: ContractConstraints,
  now: Date,
): RowRules {
  const fields = nestedRead(contract);
  const fieldsIn = (requirement: Requirement) => {
    const named = columnsIn(requirement);
    return fields.filter(({ name }) => named.has(name));
  };
  const read = (rule: RuleReference, requirement: Requirement) =>
    readRequirement(contract, rule, requirement, now);
  const hard = unmerged.map(({ rule, requirement }) => {
    const within = fieldsIn(requirement);
    return within.length === 0
      ? read(rule, requirement)
      : ofFields(rule, requirement, within, read(rule, requirement));
  });
  const bearable = soft
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ rule, scope, says, requirement }) => {
      if (scope.where.length + scope.per.length > 0) return [unjudged(rule)];
      const within = fieldsIn(requirement);
      if (within.length === 0) return says.map((one) => readStatement(contract, rule, one, now));
      const { bounds, ...found } = ofFields(rule, requirement, within, read(rule, requirement));
      return [{ ...found, bounds: [], soft: bounds }];
    });
  const all = [...hard, ...bearable];
  return {
    bounds: hard.flatMap(({ bounds }) => bounds),
    soft: bearable.flatMap(({ bounds, soft: said }) => [...bounds, ...said]),
    filters: all.flatMap(({ filters }) => filters),
    valueFilters: all.flatMap(({ valueFilters }) => valueFilters),
    keys: all.flatMap(({ keys }) => keys),
    relations: all.flatMap(({ relations }) => relations),
    unjudged: [...new Set(all.flatMap((one) => one.unjudged))],
  };
}

const unjudged = ({ title }: RuleReference): RowRules => ({ ...none, unjudged: [title] });

/** Reads a rule about fields within columns: of each row, or of each element of a list. */
function ofFields(
  rule: RuleReference,
  requirement: Requirement,
  fields: readonly NestedField[],
  found: RowRules,
): RowRules {
  const lists = new Set(fields.flatMap((one) => listOf(one) ?? []));
  if (lists.size > 1 || requirement.kind !== 'each') return unjudged(rule);
  const list = listPath(fields);
  const said = statementsOf(requirement).flatMap((one) =>
    one.kind === 'column' ? [{ column: one.column, value: { ...one.constraint, by: [rule] } }] : [],
  );
  const filters = found.filters.map(({ accepts, rule: title }) => ({
    accepts: (row: Row) => rowsWithFields(row, fields, list).every(accepts),
    rule: title,
  }));
  return { ...found, bounds: [...said, ...found.bounds], filters };
}

/** A condition that some rows may break is kept by all. */
function readStatement(
  contract: Contract,
  rule: RuleReference,
  says: Statement,
  now: Date,
): RowRules {
  switch (says.kind) {
    case 'column': {
      const { column, constraint } = says;
      return { ...none, soft: [{ column, value: { ...constraint, by: [rule] } }] };
    }
    case 'relation':
      return { ...none, relations: [says] };
    case 'key':
      return { ...none, keys: [says.columns] };
    case 'unread':
      return readRequirement(contract, rule, says.requirement, now);
    case 'optional':
    case 'closed':
    case 'ordered':
      return none;
  }
}

function readRequirement(
  contract: Contract,
  rule: RuleReference,
  requirement: Requirement,
  now: Date,
): RowRules {
  switch (requirement.kind) {
    case 'each':
      return readEach(contract, rule, requirement, now);
    case 'unique': {
      const columns = requirement.of.flatMap((one) => (one.kind === 'column' ? [one.name] : []));
      return columns.length === requirement.of.length
        ? { ...none, keys: [columns] }
        : unjudged(rule);
    }
    case 'increasing':
      return unjudged(rule);
    case 'structure':
    case 'readable':
      return none;
  }
}

function readEach(
  contract: Contract,
  rule: RuleReference,
  requirement: Extract<Requirement, { kind: 'each' }>,
  now: Date,
): RowRules {
  const { of, judged, holds, formats } = requirement;
  const isJudged = nodesIn(holds).some((node) => node.kind === 'judged' && node.judge.by === 'zod');
  if (isJudged && rule.origin === 'schema') {
    // Of a column's own schema the values are made, part by part.
    if (of.kind === 'column') return none;
    const accepts = verdictOf(contract.terms.schema, rule.title);
    return { ...none, filters: [{ accepts, rule: rule.title }] };
  }
  if (isJudged && of.kind === 'column') {
    const tests = formats.map((name) => verdictOf(formatSchema(name as FormatName), rule.title));
    const accepts = (value: unknown) => tests.every((test) => test(value));
    return { ...none, valueFilters: [{ column: of.name, value: { accepts, rule: rule.title } }] };
  }
  const bounds = clockBounds(requirement, rule, now);
  if (bounds) return { ...none, bounds };
  try {
    const [isJudgedRow, test] = [compilePlain(judged, now), compilePlain(holds, now)];
    const accepts = (row: object) => !isJudgedRow(row as EngineRow) || test(row as EngineRow);
    return { ...none, filters: [{ accepts, rule: rule.title }] };
  } catch (error) {
    if (error instanceof Declined) return unjudged(rule);
    throw error;
  }
}

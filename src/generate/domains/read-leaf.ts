import { constraint } from '../../contract/constraints/constraint.ts';
import { formatName } from '../../contract/constraints/format-name.ts';
import type { Said } from '../../contract/constraints/merge.ts';
import { readPredicate } from '../../contract/constraints/read-predicate.ts';
import { readCheck } from '../../contract/schema/zod-checks.ts';
import { type Check, checksOf, definition, type Schema } from '../../contract/schema/zod-core.ts';
import {
  isRule,
  type Kind,
  looksOnly,
  type Residue,
  type Rule,
} from '../../contract/schema/zod-rule.ts';
import { readType } from '../../contract/schema/zod-types.ts';
import { column } from '../../metric/expression.ts';
import { ContractError } from '../../value/contract-error.ts';
import type { Demand, DemandShape } from './demand.ts';
import { bare, judged, type Reading, ruleAt } from './reading.ts';
import { settles } from './settles.ts';

/** Reads a schema that has no parts, with its checks; null if no value passes. */
export function readLeaf(schema: Schema, reading: Reading): Demand | null {
  const found = shapeOf(schema);
  if (found === null) return null;
  const { shape, kind, isOpen } = found;
  const own = definition(schema).type === 'template_literal' ? readType(schema).rules : [];
  const read = readChecks(checksOf(schema), kind);
  const demand = {
    ...bare(shape, reading.path),
    said: [...own, ...read.rules].flatMap((rule) => saidBy(rule, reading)),
  };
  return isOpen || read.isOpen ? judged(demand, schema, reading) : demand;
}

interface Leaf {
  readonly shape: DemandShape;
  readonly kind: Kind;
  /** True if the shape does not say all of the type. */
  readonly isOpen: boolean;
}

const leaf = (shape: DemandShape, kind: Kind = 'other', isOpen = false): Leaf => ({
  shape,
  kind,
  isOpen,
});

function shapeOf(schema: Schema): Leaf | null {
  const def = definition(schema);
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return leaf({ kind: 'text' }, 'text');
    case 'number':
      return leaf({ kind: 'number' }, 'number');
    case 'bigint':
      return leaf({ kind: 'bigint' }, 'bigint');
    case 'date':
      return leaf({ kind: 'instant' }, 'date');
    case 'boolean':
      return leaf({ kind: 'constants', values: [false, true] });
    case 'nan':
      return leaf({ kind: 'constants', values: [NaN] });
    case 'literal':
    case 'enum': {
      const values = [...(schema._zod.values ?? [])].filter(isValue);
      return values.length === 0 ? null : leaf({ kind: 'constants', values });
    }
    case 'any':
    case 'unknown':
      return leaf({ kind: 'anything' });
    case 'null':
    case 'undefined':
    case 'void':
    case 'never':
    case 'symbol':
    case 'file':
    case 'function':
      return null;
    default:
      // A transform, a custom schema, or a type that a later zod brings.
      return leaf({ kind: 'anything' }, 'other', true);
  }
}

const isValue = (value: unknown) =>
  value !== null && value !== undefined && typeof value !== 'symbol';

interface ReadChecks {
  readonly rules: readonly (Rule | Residue)[];
  /** True if zod has to judge as well. */
  readonly isOpen: boolean;
}

/** Reads checks in order. Those after a change of the value are read only if the change leaves a changed value as it is. */
function readChecks(checks: readonly Check[], kind: Kind): ReadChecks {
  const rules: (Rule | Residue)[] = [];
  let isOpen = false;
  for (const check of checks) {
    const read = readSafely(check, kind);
    rules.push(read);
    isOpen ||= !isRule(read);
    if (!settles(check)) return { rules, isOpen: true };
  }
  return { rules, isOpen };
}

/** A pattern that each text has is refused in a column's own schema; within a nested value zod judges it. */
function readSafely(check: Check, kind: Kind): Rule | Residue {
  try {
    return readCheck(check, kind);
  } catch (error) {
    if (error instanceof ContractError) return looksOnly;
    throw error;
  }
}

function saidBy(read: Rule | Residue, reading: Reading): readonly Said[] {
  const by = [ruleAt(reading, read.phrase)];
  const rules = isRule(read) ? readPredicate(read.holds(column(reading.path))).constraints : [];
  const format = read.format === undefined ? [] : [constraint('format', formatName(read.format))];
  return [...rules, ...format].map((one) => ({ ...one, by }));
}

import type { Parts } from '../../contract/constraints/column-constraint.ts';
import { constraint } from '../../contract/constraints/constraint.ts';
import { constraintInWords } from '../../contract/constraints/constraint-words.ts';
import { isEqual } from '../../contract/constraints/literals.ts';
import { mergeColumn } from '../../contract/constraints/merge-column.ts';
import { together } from '../../contract/constraints/rule-reference.ts';
import { columnLabel } from '../../contract/schema/zod-words.ts';
import type { Literal } from '../../metric/expression.ts';
import type { Filter, Shape } from '../domain.ts';
import { bigintShape } from './bigint-shape.ts';
import type { Demand } from './demand.ts';
import { instantShape } from './instant-shape.ts';
import { numberShape } from './number-shape.ts';
import { type Because, nothing, type Resolved, some } from './resolved.ts';
import { excludedByPattern, textFilters, textShape } from './text-shape.ts';

/** A domain is about values alone. */
const valued = { ...constraint('required', true), by: [] };

const whole = { ...constraint('integer', true), by: [] };

type ScalarKind = 'text' | 'number' | 'bigint' | 'instant';

/** Resolves the demands of a value without parts: all rules merge first, and what is left bounds the shape. */
export function resolveScalar(demand: Demand, kind: ScalarKind): Resolved {
  const { parts, contradictions } = mergeColumn(demand.path, [
    ...demand.said,
    valued,
    ...(kind === 'bigint' ? [whole] : []),
  ]);
  const [excluded] = contradictions.filter((one) => one.kind !== 'null');
  if (excluded) return nothing(excluded);
  const [never] = parts.never;
  if (never)
    return nothing({ sentence: `${columnLabel(demand.path)} can only be NULL.`, rules: never.by });
  const shape = membersOf(parts, kind) ?? shapeOf[kind](parts);
  if (shape === null) return nothing(noneBetween(parts, demand.path));
  const because = shape.kind === 'text' ? excludedByPattern(parts, demand.path) : null;
  if (because) return nothing(because);
  const filters = [
    ...demand.filters,
    ...(shape.kind === 'constants' ? [] : refusedMembers(parts)),
    ...(shape.kind === 'text' ? textFilters(parts) : []),
  ];
  return some({ ...shape, filters, faker: demand.faker });
}

const shapeOf: Readonly<Record<ScalarKind, (parts: Parts) => Shape | null>> = {
  text: textShape,
  number: numberShape,
  bigint: bigintShape,
  instant: instantShape,
};

/** Two ends with no value of the type between them. */
function noneBetween({ minimum, maximum }: Parts, path: string): Because {
  const [low, high] = [minimum[0], maximum[0]];
  const words = [
    ...(low ? [constraintInWords('minimum', low.value)] : []),
    ...(high ? [constraintInWords('maximum', high.value)] : []),
  ];
  return {
    sentence: `${columnLabel(path)}: no value is ${words.join(' and ')}.`,
    rules: together(low?.by ?? [], high?.by ?? []),
  };
}

/** The members that a condition leaves, as values of the schema's type. */
function membersOf(parts: Parts, kind: ScalarKind): Shape | null {
  const [members] = parts.enum;
  if (!members) return parts.onlyNaN.length > 0 ? { kind: 'constants', values: [NaN] } : null;
  return { kind: 'constants', values: members.value.map((one) => asKind(one, kind)) };
}

function asKind(value: Literal, kind: ScalarKind): Literal {
  if (kind === 'bigint' && typeof value === 'number') return BigInt(value);
  return kind === 'number' && typeof value === 'bigint' ? Number(value) : value;
}

const refusedMembers = ({ notEnum }: Parts): readonly Filter[] =>
  notEnum.map(({ value: members, by }) => ({
    accepts: (value) => !members.some((one) => isEqual(one, value as Literal)),
    rule: by[0]?.title ?? '',
  }));

import type { RangeEnd } from '../../contract/constraints/constraint.ts';
import { isNumber } from '../../contract/constraints/literals.ts';
import type { Literal } from '../../metric/expression.ts';
import type { Edit } from '../../value/edit.ts';
import { applyEdit } from './apply-edit.ts';
import type { FaultColumn } from './fault.ts';
import { truncatedLength } from './text-edits.ts';

/** An end of the values that a column can have once it is changed; null where none is known. */
type End = RangeEnd | null;

/** All that is known of the values that an edit makes of the valid values of a column, without those that it does not change. */
export type Image =
  /** One of these; null is NULL. */
  | { readonly kind: 'values'; readonly values: readonly (Literal | null)[] }
  /** Numbers or instants between two ends. */
  | { readonly kind: 'range'; readonly low: End; readonly high: End }
  /** Texts with a number of code points. */
  | { readonly kind: 'lengths'; readonly least: number; readonly most: number }
  | { readonly kind: 'unknown' };

const unknown: Image = { kind: 'unknown' };
const anyText: Image = { kind: 'lengths', least: 0, most: Infinity };

type Column = Omit<FaultColumn, 'others'>;

/** Returns what is known of the values that an edit makes of a column's values. */
export function imageOf(edit: Edit, column: FaultColumn): Image {
  if (edit.kind === 'constant') return { kind: 'values', values: [edit.value] };
  if (edit.kind === 'column') return ofOther(column.others.find(({ name }) => name === edit.name));
  const members = column.constraint.enum?.value;
  return members ? ofMembers(edit, members) : ofAny(edit, column);
}

function ofMembers(edit: Edit, members: readonly Literal[]): Image {
  const changed = members.flatMap((member) => {
    const value = applyEdit(edit, member, {});
    return Object.is(value, member) ? [] : [value as Literal];
  });
  return { kind: 'values', values: changed };
}

function ofOther(other: Column | undefined): Image {
  if (other === undefined || other.constraint.required === null) return unknown;
  const { enum: members, minimum, maximum } = other.constraint;
  if (members) return { kind: 'values', values: members.value };
  if (minimum === null && maximum === null) return unknown;
  return { kind: 'range', low: minimum?.value ?? null, high: maximum?.value ?? null };
}

function ofAny(edit: Edit, { constraint, families }: Column): Image {
  const isAlways = (...all: readonly string[]) =>
    families?.every((one) => all.includes(one)) ?? false;
  const [low, high] = [constraint.minimum?.value ?? null, constraint.maximum?.value ?? null];
  const lengths = (change: (length: number) => number): Image => ({
    kind: 'lengths',
    least: change(constraint.minLength?.value ?? 0),
    most: change(constraint.maxLength?.value ?? Infinity),
  });
  switch (edit.kind) {
    case 'scale':
      return scaled(low, high, edit.by);
    case 'shift':
      return isAlways('timestamp', 'date')
        ? { kind: 'range', low: moved(low, edit.by), high: moved(high, edit.by) }
        : unknown;
    case 'surround':
      return lengths((length) => length + [...edit.before, ...edit.after].length);
    case 'truncate':
      // A text of one code point is not changed.
      return lengths((length) => truncatedLength(Math.max(length, 2), edit.share));
    case 'numberFormat':
      return isAlways('integer', 'float', 'decimal') ? anyText : unknown;
    case 'dateFormat': {
      if (!isAlways('timestamp', 'date') || edit.to === 'year-day-month') return unknown;
      return edit.to === 'epoch'
        ? { kind: 'range', low: limit(-1e15), high: limit(1e15) }
        : anyText;
    }
    case 'booleanFormat':
      return isAlways('boolean') ? { kind: 'values', values: [edit.yes, edit.no] } : unknown;
    default:
      return unknown;
  }
}

const limit = (value: number): RangeEnd => ({ value, exclusive: false });

function moved(end: End, by: number): End {
  if (!(end?.value instanceof Date)) return null;
  const value = new Date(end.value.getTime() + by);
  return Number.isNaN(value.getTime()) ? null : { ...end, value };
}

/** 0 is not changed, so that a sign that flips leaves it: what was at least 0 is below 0 then. */
function scaled(low: End, high: End, by: number): Image {
  const [least, most] = by < 0 ? [high, low] : [low, high];
  const isKept = Math.abs(by) >= 1;
  const end = (one: End): End => {
    if (one === null || !isNumber(one.value)) return null;
    const value = times(one.value, by);
    const isOpen = isKept && (one.exclusive || Number(one.value) === 0);
    return value === null ? null : { value, exclusive: isOpen };
  };
  return { kind: 'range', low: end(least), high: end(most) };
}

function times(value: number | bigint, by: number): number | bigint | null {
  if (typeof value === 'bigint' && Number.isSafeInteger(by)) return value * BigInt(by);
  const product = Number(value) * by;
  return Number.isFinite(product) ? product : null;
}

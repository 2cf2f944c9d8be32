import type { Family } from '../../metric/expression.ts';
import type { JudgedRow } from '../../metric/row-judge.ts';
import type { RowKind } from './row-kinds.ts';
import type { Schema } from './zod-core.ts';
import { natural } from './zod-natural.ts';
import { omits, takesNull } from './zod-nulls.ts';
import { runner, type Verdict } from './zod-run.ts';
import { zodConverter } from './zod-value.ts';
import { columnLabel } from './zod-words.ts';

/** A row as zod is handed it. */
export type RowObject = Record<string, unknown>;

/**
 * Returns what makes the object of a row, in the form that a kind of rows wants; `columns` are those of all kinds. It makes a
 * promise only where code of a field has to say if NULL is `null` or `undefined`, and waits.
 */
export function rowObject(
  { fields, isStrict }: RowKind,
  columns: readonly string[],
  families: ReadonlyMap<string, Family> | undefined,
): (row: JudgedRow) => RowObject | Promise<RowObject> {
  const read = columns.map((name): ReadField => {
    const set = setterOf(name);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    // A kind that lets be what it does not name is handed the NULL, which other kinds may refuse.
    if (field === undefined) return { name, convert: natural, check: null, omitted: isStrict, set };
    const check = takesNull(field) === 'ask' ? runner(field, columnLabel(name)) : null;
    return { name, ...cellReader(field, families?.get(name)), check, set };
  });
  return (row) => {
    const given: RowObject = {};
    const open: Promise<void>[] = [];
    for (const { name, convert, check, omitted, set } of read) {
      const found = row[name];
      if (found === undefined && !(name in row)) continue;
      const value = found ?? null;
      if (value === null && omitted) continue;
      set(given, convert(value));
      // Code decides what a NULL is: hand over the one that passes.
      if (value !== null || !check) continue;
      const passes = check(null);
      if (passes instanceof Promise) {
        set(given, null);
        open.push(
          passes.then((answer) => {
            if (answer !== true) set(given, undefined);
          }),
        );
      } else if (passes !== true) set(given, undefined);
    }
    return open.length === 0 ? given : Promise.all(open).then(() => given);
  };
}

/** The form in which a field is handed the cells of its column. A NULL is left out where it is `omitted`. */
export interface CellReader {
  readonly convert: (value: unknown) => unknown;
  readonly omitted: boolean;
}

/** Returns the form in which a field is handed the cells of a column of a kind of type. */
export const cellReader = (field: Schema, family: Family | undefined): CellReader => ({
  convert: zodConverter(field, family),
  omitted: omits(field),
});

/** A column as it is handed to zod. */
interface ReadField extends CellReader {
  readonly name: string;
  readonly check: ((value: unknown) => Verdict) | null;
  readonly set: Setter;
}

/** Sets a property of a plain object. */
type Setter = (target: RowObject, value: unknown) => void;

/**
 * Returns what sets a property of a plain object: an assignment, at a third of the time. A name that all objects inherit is
 * defined, for a column may be called `__proto__`, and to assign that sets no property.
 */
const setterOf = (name: string): Setter =>
  name in Object.prototype
    ? (target, value) => {
        Object.defineProperty(target, name, {
          value,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
    : (target, value) => {
        target[name] = value;
      };

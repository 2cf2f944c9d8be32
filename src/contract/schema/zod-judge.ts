import type { Family, Judge } from '../../metric/expression.ts';
import { type JudgedRow, type JudgeListener, Pending } from '../../metric/row-judge.ts';
import { type RowKind, rowColumns, rowKinds } from './row-kinds.ts';
import { schemaText } from './schema-text.ts';
import type { Schema } from './zod-core.ts';
import { keyWatch } from './zod-keys.ts';
import { refusalOf } from './zod-messages.ts';
import { natural } from './zod-natural.ts';
import { omits, takesNull } from './zod-nulls.ts';
import { readableOnly } from './zod-readable.ts';
import { type Answer, either, runner, type Verdict } from './zod-run.ts';
import { waitsOnlyInChecks } from './zod-sync.ts';
import { zodConverter } from './zod-value.ts';
import { columnLabel } from './zod-words.ts';

/** The columns' kinds of type, by name. */
type Families = ReadonlyMap<string, Family>;

/**
 * Returns zod's own verdict on the values of a column. NULL is passed as `null` or `undefined`, whichever the schema
 * accepts. With `isStrict`, its objects have no keys that the schema does not name.
 */
export function columnJudge(
  column: string,
  schema: Schema,
  { key, isStrict = false }: { key?: string; isStrict?: boolean } = {},
): Judge {
  const part = `column:${column}${isStrict ? ':strict' : ''}`;
  return judge({ schema, part, ...(key !== undefined && { key }) }, (families, listener) => {
    const family = families?.get(column);
    const convert = zodConverter(schema, family);
    const run = runner(schema, columnLabel(column));
    const watch = keyWatch(column, schema, isStrict);
    if (watch) listener?.doubt(watch.misspelt);
    const asks = takesNull(schema) === 'ask';
    return (row) => {
      const value = row[column];
      const given = convert(value ?? null);
      if ((value ?? null) === null && asks) return either(run(null), () => run(undefined));
      const unknown = watch?.see(given, value) ?? [];
      return unknown.length > 0 ? unknown : run(given);
    };
  });
}

/**
 * Returns zod's verdict on whole rows, for the schema of the row itself. An absent column stays absent. The values are
 * handed over in the forms that the fields of a kind want: a row passes if it does so as one of its kinds.
 */
export function rowJudge(schema: Schema, isStrict = false): Judge {
  const { kinds } = rowKinds(schema);
  const columns = [...new Set(kinds.flatMap(({ fields }) => Object.keys(fields)))];
  const part = `row${isStrict ? ':strict' : ''}`;
  return judge({ schema, part }, (families, listener) => {
    const run = runner(waitsOnlyInChecks(schema), 'The row');
    const [first, ...others] = kinds.map((kind) => asKind(kind, columns, families, run));
    if (first === undefined) return () => [];
    const judged = readableOnly(schema, families, listener);
    if (others.length === 0) return judged(first);
    const watched = watchedColumns(schema, families, isStrict);
    for (const { misspelt } of watched) listener?.doubt(misspelt);
    return judged((row) => {
      const unknown = watched.flatMap(({ see }) => see(row));
      return unknown.length > 0
        ? unknown
        : others.reduce<Verdict>((verdict, next) => either(verdict, () => next(row)), first(row));
    });
  });
}

/** Returns what watches the keys within columns that kinds of rows share, which have no rules of their own. */
function watchedColumns(schema: Schema, families: Families | undefined, isStrict: boolean) {
  return Object.entries<Schema>(rowColumns(schema)).flatMap(([name, field]) => {
    const watch = keyWatch(name, field, isStrict);
    if (watch === null) return [];
    const convert = zodConverter(field, families?.get(name));
    const see = (row: JudgedRow) => {
      const value = row[name] ?? null;
      return watch.see(convert(value), value);
    };
    return [{ see, misspelt: watch.misspelt }];
  });
}

/** Returns a test of rows in the form that a kind wants; `columns` are those of all kinds. */
function asKind(
  { fields, isStrict }: RowKind,
  columns: readonly string[],
  families: Families | undefined,
  run: (value: unknown) => Verdict,
): (row: JudgedRow) => Verdict {
  const read = columns.map((name): ReadField => {
    const set = setterOf(name);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    // A kind that lets be what it does not name is handed the NULL, which other kinds may refuse.
    if (field === undefined) return { name, convert: natural, check: null, omitted: isStrict, set };
    const convert = zodConverter(field, families?.get(name));
    const check = takesNull(field) === 'ask' ? runner(field, columnLabel(name)) : null;
    return { name, convert, check, omitted: omits(field), set };
  });
  return (row) => {
    const given: Record<string, unknown> = {};
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
    return open.length === 0 ? run(given) : Promise.all(open).then(() => run(given));
  };
}

/** A column as it is handed to zod. A NULL is left out where it is `omitted`. */
interface ReadField {
  readonly name: string;
  readonly convert: (value: unknown) => unknown;
  readonly check: ((value: unknown) => Verdict) | null;
  readonly omitted: boolean;
  readonly set: Setter;
}

/** Sets a property of a plain object. */
type Setter = (target: Record<string, unknown>, value: unknown) => void;

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

const keys = new WeakMap<Schema, string>();
const process = Math.random().toString(36).slice(2, 10);
let made = 0;

/** Schemas hold code, so a schema is the same as itself alone, and that within one process. */
function keyOf(schema: Schema): string {
  const known = keys.get(schema);
  if (known) return known;
  made += 1;
  const key = `${process}-${made}`;
  keys.set(schema, key);
  return key;
}

/** A schema, the part of a row that is judged by it, and a key for it where it is not the user's. */
interface Judging {
  readonly schema: Schema;
  readonly part: string;
  readonly key?: string;
}

function judge(
  { schema, part, key = keyOf(schema) }: Judging,
  prepare: (
    families: Families | undefined,
    listener: JudgeListener | undefined,
  ) => (row: JudgedRow) => Verdict,
): Judge {
  return Object.freeze({
    by: 'zod',
    key: `zod:${key}:${part}`,
    lastingKey: () => `zod:${schemaText(schema)}:${part}`,
    prepare: async (families?: Families, listener?: JudgeListener) =>
      waiting(prepare(families, listener), schema, listener),
  });
}

/** A verdict that is still to come is thrown as {@link Pending}, and known when the same row is asked again. */
function waiting(
  verdictOf: (row: JudgedRow) => Verdict,
  schema: Schema,
  listener: JudgeListener | undefined,
): (row: JudgedRow) => boolean {
  const settle = (answer: Answer): boolean => {
    if (answer === true) return true;
    listener?.refused?.(answer.flatMap((issue) => refusalOf(issue, schema) ?? []));
    return false;
  };
  let settled: WeakMap<JudgedRow, boolean> | null = null;
  return (row) => {
    const known = settled?.get(row);
    if (known !== undefined) return known;
    const verdict = verdictOf(row);
    if (!(verdict instanceof Promise)) return settle(verdict);
    settled ??= new WeakMap();
    const answers = settled;
    throw new Pending(
      verdict.then((answer) => {
        answers.set(row, settle(answer));
      }),
    );
  };
}

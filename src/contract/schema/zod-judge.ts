import type { Family, Judge } from '../../metric/expression.ts';
import {
  type JudgedRow,
  type JudgeListener,
  Pending,
  type ValidCells,
} from '../../metric/row-judge.ts';
import { rowColumns, rowKinds } from './row-kinds.ts';
import { schemaText } from './schema-text.ts';
import type { Schema } from './zod-core.ts';
import { keyWatch } from './zod-keys.ts';
import { refusalOf } from './zod-messages.ts';
import { takesNull } from './zod-nulls.ts';
import { judgedOnDemand } from './zod-on-demand.ts';
import { readableOnly } from './zod-readable.ts';
import { rowObject } from './zod-row-object.ts';
import { type Answer, either, runner, type Verdict } from './zod-run.ts';
import { waitsOnlyInChecks } from './zod-sync.ts';
import { validCells } from './zod-valid-cells.ts';
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
  const cells = (families: Families) => validCells(schema, families);
  return judge({ schema, part, cells }, (families, listener, valid) => {
    const run = runner(waitsOnlyInChecks(schema), 'The row');
    const [first, ...others] = kinds.map((kind) => {
      const objectOf = rowObject(kind, columns, families);
      return (row: JudgedRow): Verdict => {
        const given = objectOf(row);
        return given instanceof Promise ? given.then(run) : run(given);
      };
    });
    if (first === undefined) return () => [];
    const judged = readableOnly(schema, families, listener);
    if (others.length === 0)
      return judged(valid ? judgedOnDemand(schema, families, valid, first) : first);
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
  readonly cells?: Judge['validCells'];
}

function judge(
  { schema, part, key = keyOf(schema), cells }: Judging,
  prepare: (
    families: Families | undefined,
    listener: JudgeListener | undefined,
    valid: ValidCells | undefined,
  ) => (row: JudgedRow) => Verdict,
): Judge {
  return Object.freeze({
    by: 'zod',
    key: `zod:${key}:${part}`,
    lastingKey: () => `zod:${schemaText(schema)}:${part}`,
    ...(cells && { validCells: cells }),
    prepare: async (families?: Families, listener?: JudgeListener, valid?: ValidCells) =>
      waiting(prepare(families, listener, valid), schema, listener),
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

import process from 'node:process';
import { type $ZodType, safeParse } from 'zod/v4/core';
import { pathWithin } from '../system/paths.ts';
import { ContractError } from '../value/contract-error.ts';
import { checkedOptions, type OptionRule } from '../value/option-rules.ts';
import { userFrames } from './user-frames.ts';

/** A day as ISO 8601 text, `'2026-11-30'`: bounds of dates and values of partitions take it. */
export type Day = `${number}-${number}-${number}`;

/** Options of {@link env}. */
export interface EnvOptions<Value> {
  /** The value if the variable is not set, or empty. Without one, that is an error. */
  readonly default?: Value;
}

/** Reads variables of the environment, for paths, days and limits that differ from run to run. */
export interface Env {
  /**
   * Returns the text of a variable. One that is not set is an error that names it and the line that needs it, unless there
   * is a default; so is an empty one, and one of blanks.
   *
   * The text may stand in reports, as that of a path or a limit does: don't read passwords with it.
   *
   * @throws {ContractError} `ENV_UNSET`, or `ENV_INVALID` for what can't be a variable.
   *
   * @example
   * parquet(`${env('DATA_DIR', { default: 'data' })}/*.parquet`)
   */
  (name: string, options?: EnvOptions<string>): string;
  /**
   * Returns the number that a variable holds: digits, with a sign, a decimal point and an exponent if need be. `1,000` and
   * `0x10` are errors.
   *
   * @throws {ContractError} `ENV_UNSET`, `ENV_INVALID`
   *
   * @example
   * rows.count().atLeast(env.number('MIN_ROWS', { default: 1000 }))
   */
  readonly number: (name: string, options?: EnvOptions<number>) => number;
  /**
   * Returns the day that a variable holds, as text: `2026-11-30`. Other forms, and days that no month has, are errors.
   *
   * @throws {ContractError} `ENV_UNSET`, `ENV_INVALID`
   *
   * @example
   * partitions(days, { by: 'day', values: [env.date('RUN_DATE')] })
   */
  readonly date: (name: string, options?: EnvOptions<Day>) => Day;
  /**
   * Returns what a zod schema makes of the text of a variable. The error says no word of the schema's messages, which may
   * contain the value.
   *
   * @throws {ContractError} `ENV_UNSET`, `ENV_INVALID`
   *
   * @example
   * env.as('REGION', z.enum(['eu', 'us']))
   */
  readonly as: <Value>(name: string, schema: $ZodType<Value>, options?: EnvOptions<Value>) => Value;
}

/** The way from the text of a variable to a value: what it takes, in words, and undefined for any other text. */
interface Form<Value> {
  readonly wanted: string;
  readonly read: (text: string) => { readonly value: Value } | undefined;
  /** Checks a default, as far as the compiler does not. */
  readonly isDefault: (value: unknown) => boolean;
}

const text: Form<string> = {
  wanted: 'a text',
  read: (value) => ({ value }),
  isDefault: (value) => typeof value === 'string',
};

const number: Form<number> = {
  wanted: 'a number such as 1000 or 0.5',
  read: (written) => {
    const trimmed = written.trim();
    const value = Number(trimmed);
    const isPlain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed);
    return isPlain && Number.isFinite(value) ? { value } : undefined;
  },
  isDefault: (value) => typeof value === 'number' && Number.isFinite(value),
};

const day: Form<Day> = {
  wanted: 'a day such as 2026-11-30',
  read: (written) => {
    const trimmed = written.trim();
    return isDay(trimmed) ? { value: trimmed } : undefined;
  },
  isDefault: (value) => typeof value === 'string' && isDay(value),
};

function isDay(written: string): written is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return false;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written);
}

const formOf = <Value>(schema: $ZodType<Value>): Form<Value> => ({
  wanted: 'what its schema takes',
  read: (written) => {
    const { success, data } = safeParse(schema, written);
    return success ? { value: data } : undefined;
  },
  isDefault: () => true,
});

function checkedSchema<Schema>(name: string, schema: Schema): Schema {
  if (typeof schema === 'object' && schema !== null && '_zod' in schema) return schema;
  throw invalid(`env.as('${name}') takes a zod schema second, such as z.enum(['eu', 'us']).`);
}

/** Reads variables of the environment; see {@link Env}. */
export const env: Env = Object.assign(
  (name: string, options?: EnvOptions<string>) => read(name, text, options),
  {
    number: (name: string, options?: EnvOptions<number>) => read(name, number, options),
    date: (name: string, options?: EnvOptions<Day>) => read(name, day, options),
    as: <Value>(name: string, schema: $ZodType<Value>, options?: EnvOptions<Value>) =>
      read(name, formOf(checkedSchema(name, schema)), options),
  },
);

function read<Value>(name: string, form: Form<Value>, given: EnvOptions<Value> = {}): Value {
  if (typeof name !== 'string' || !/^[A-Za-z_]\w*$/.test(name))
    throw invalid("env takes the name of a variable, such as env('DATA_DIR').");
  const rule: OptionRule = { accepts: form.isDefault, wanted: form.wanted };
  const options = checkedOptions(`env('${name}')`, given, { default: rule }, invalid);
  const written = process.env[name];
  if (written === undefined || written.trim() === '') {
    if (options.default !== undefined) return options.default;
    throw unset(name, written !== undefined);
  }
  const found = form.read(written);
  if (found !== undefined) return found.value;
  throw invalid(
    `The environment variable ${name}, which ${place()} reads, is not ${form.wanted}. Its value is not shown here.`,
  );
}

const unset = (name: string, isEmpty: boolean) =>
  new ContractError(
    'ENV_UNSET',
    `The environment variable ${name} is ${isEmpty ? 'empty, which counts as not set' : 'not set'}, and ${place()} needs it: set it (${name}=... npx vitest run), or give a default.`,
  );

/** Returns the line of the user that reads the variable. */
function place(): string {
  const [frame] = userFrames(new Error('read here').stack ?? '');
  if (frame === undefined) return 'a contract';
  return `${pathWithin(process.cwd(), frame.file) ?? frame.file}:${frame.line}`;
}

const invalid = (message: string) => new ContractError('ENV_INVALID', message);

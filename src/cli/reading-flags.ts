import type { Command } from 'commander';
import { printArgument } from '../metric/subject.ts';
import { isRecord } from '../value/option-rules.ts';
import { gather } from './gather.ts';
import { propertyName } from './infer/infer-names.ts';
import { UsageError } from './usage.ts';
import { wholeNumber } from './whole-number.ts';

/** The sources that a command knows. */
export type SourceName = 'csv' | 'json' | 'parquet' | 'excel' | 'sqlite' | 'duckdb';

type Given = string | boolean | readonly string[];

/** The values of the flags that say how a data file is read, by the names that commander gives them. */
export interface ReadingFlags {
  /** The table of a database. */
  readonly table?: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly header?: boolean;
  readonly names?: string;
  readonly null?: readonly string[];
  readonly encoding?: string;
  readonly skip?: string;
  readonly comment?: string;
  readonly decimal?: string;
  readonly thousands?: string;
  readonly true?: readonly string[];
  readonly false?: readonly string[];
  readonly dateFormat?: readonly string[];
  readonly type?: readonly string[];
  readonly unionByName?: boolean;
  readonly hivePartitioning?: boolean;
  readonly at?: string;
  readonly key?: string;
  readonly sheet?: string;
  readonly range?: string;
}

/** A flag of the command line that becomes an option of a source. */
interface ReadingFlag {
  readonly name: Exclude<keyof ReadingFlags, 'table' | 'header'>;
  /** The flag as help shows it, `--delimiter <character>`. */
  readonly flag: string;
  readonly about: string;
  readonly of: readonly SourceName[];
  /** The name of the source's option. */
  readonly option: string;
  /** True if the flag may be given several times. */
  readonly isList?: boolean;
  /** Returns the option's value. Without it, the option is what was given. */
  readonly read?: (given: Given) => unknown;
}

const flags: readonly ReadingFlag[] = [
  {
    name: 'delimiter',
    flag: '--delimiter <character>',
    about: "CSV: the character between fields; 'tab' for a tab",
    of: ['csv'],
    option: 'delimiter',
    read: (given) => (given === 'tab' || given === '\\t' ? '\t' : given),
  },
  {
    name: 'quote',
    flag: '--quote <character>',
    about: "CSV: the character that quotes a field; '' for none",
    of: ['csv'],
    option: 'quote',
  },
  {
    name: 'escape',
    flag: '--escape <character>',
    about: 'CSV: the character that escapes a quote',
    of: ['csv'],
    option: 'escape',
  },
  {
    name: 'names',
    flag: '--names <names>',
    about: 'CSV: the names of the columns, such as id,name',
    of: ['csv'],
    option: 'names',
    read: (given) => String(given).split(','),
  },
  {
    name: 'null',
    flag: '--null <text>',
    about: 'CSV: a text that means NULL, as the empty field does (may be repeated)',
    of: ['csv'],
    option: 'nullText',
    isList: true,
    read: (given) => [...new Set(['', ...listOf(given)])],
  },
  {
    name: 'encoding',
    flag: '--encoding <name>',
    about: 'CSV: the encoding of the file, such as latin-1',
    of: ['csv'],
    option: 'encoding',
  },
  {
    name: 'skip',
    flag: '--skip <lines>',
    about: 'CSV: the lines above the header that are left out',
    of: ['csv'],
    option: 'skip',
    read: (given) => wholeNumber('--skip', String(given), [0, 1_000_000]),
  },
  {
    name: 'comment',
    flag: '--comment <character>',
    about: "CSV: the character that begins a comment line, such as '#'",
    of: ['csv'],
    option: 'comment',
  },
  {
    name: 'decimal',
    flag: '--decimal <mark>',
    about: "CSV: the mark before decimal places, '.' or ','",
    of: ['csv'],
    option: 'decimal',
  },
  {
    name: 'thousands',
    flag: '--thousands <mark>',
    about: "CSV: the mark between thousands, such as '.'",
    of: ['csv'],
    option: 'thousands',
  },
  {
    name: 'true',
    flag: '--true <word>',
    about: 'CSV: a word for true, such as yes (may be repeated)',
    of: ['csv'],
    option: 'booleans',
    isList: true,
    read: (given) => ({ true: listOf(given) }),
  },
  {
    name: 'false',
    flag: '--false <word>',
    about: 'CSV: a word for false, such as no (may be repeated)',
    of: ['csv'],
    option: 'booleans',
    isList: true,
    read: (given) => ({ false: listOf(given) }),
  },
  {
    name: 'dateFormat',
    flag: '--date-format <format>',
    about:
      "CSV, JSON: the format of dates, '%d.%m.%Y', or of a column's, 'born=%d.%m.%Y' (may be repeated)",
    of: ['csv', 'json'],
    option: 'dateFormat',
    isList: true,
    read: (given) => dateFormats(listOf(given)),
  },
  {
    name: 'type',
    flag: '--type <column=type>',
    about: "CSV: the SQL type of a column, such as 'price=DECIMAL(10,2)' (may be repeated)",
    of: ['csv'],
    option: 'types',
    isList: true,
    read: (given) => Object.fromEntries(listOf(given).map((pair) => named('--type', pair))),
  },
  {
    name: 'at',
    flag: '--at <keys>',
    about: 'JSON: the keys that lead to the records of a document, such as features or data.items',
    of: ['json'],
    option: 'at',
  },
  {
    name: 'key',
    flag: '--key <name>',
    about: 'JSON: the column for the keys of an object that has a record for each',
    of: ['json'],
    option: 'key',
  },
  {
    name: 'unionByName',
    flag: '--union-by-name',
    about: 'several CSV or Parquet files: read the union of their columns',
    of: ['csv', 'parquet'],
    option: 'unionByName',
  },
  {
    name: 'hivePartitioning',
    flag: '--hive-partitioning',
    about: 'Parquet: read columns from folders such as day=2026-01-31',
    of: ['parquet'],
    option: 'hivePartitioning',
  },
  {
    name: 'sheet',
    flag: '--sheet <name>',
    about: 'Excel: the sheet, if the workbook has several',
    of: ['excel'],
    option: 'sheet',
  },
  {
    name: 'range',
    flag: '--range <cells>',
    about: "Excel: the cells to read, such as 'B3:F'",
    of: ['excel'],
    option: 'range',
  },
];

const listOf = (given: Given): readonly string[] =>
  Array.isArray(given) ? given : [String(given)];

const oneOrAll = ([first, ...more]: readonly string[]) =>
  more.length === 0 ? first : [first, ...more];

/**
 * Returns the option of date formats: one, a list of them, or those of each column.
 *
 * @throws {UsageError} for formats with a column beside others without one.
 */
function dateFormats(given: readonly string[]) {
  const isOfColumn = (format: string) => /^[^%]+=/.test(format);
  if (!given.some(isOfColumn)) return oneOrAll(given);
  if (!given.every(isOfColumn))
    throw new UsageError(
      '--date-format is given for a column and for all: give each with its column, COLUMN=FORMAT.',
    );
  const pairs = given.map((pair) => named('--date-format', pair));
  return Object.fromEntries(
    [...Map.groupBy(pairs, ([column]) => column)].map(([column, those]) => [
      column,
      oneOrAll(those.map(([, format]) => format)),
    ]),
  );
}

/** Returns the parts of `column=value`. */
function named(flag: string, pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at > 0 && at < pair.length - 1) return [pair.slice(0, at), pair.slice(at + 1)];
  throw new UsageError(`${flag} ${printArgument(pair)} names no column: write ${flag} COLUMN=…`);
}

/**
 * Adds the flags that say how a data file is read: `--table`, and one for each option of the sources that a command line
 * can say.
 */
export function addReadingFlags(command: Command): Command {
  command.optionsGroup('How the file is read:');
  command.option('--table <name>', 'the table, if the file is a database');
  command.option('--header', 'CSV: the first record holds names, though they look like values');
  command.option('--no-header', 'CSV, Excel: the first record is data');
  for (const { flag, about, isList } of flags)
    if (isList) command.option(flag, about, gather);
    else command.option(flag, about);
  return command;
}

/** Returns the options that a source is given. Flags that it does not have are left out. */
export function readingOptions(
  source: SourceName,
  { header, ...given }: ReadingFlags,
): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = {};
  // For other sources --header only says that the names of their columns are no values.
  if (header !== undefined && (source === 'csv' || source === 'excel')) options.header = header;
  if (source === 'csv' && given.names !== undefined && header === undefined)
    throw new UsageError(
      '--names is given with --header, in place of the names in the first record, or with --no-header, if that is data: add one of them.',
    );
  for (const { name, of, option, read } of flags) {
    const value = given[name];
    if (value === undefined || !of.includes(source)) continue;
    const said = read === undefined ? value : read(value);
    // The words for true and those for false are two flags and one option.
    options[option] =
      isRecord(said) && isRecord(options[option]) ? { ...options[option], ...said } : said;
  }
  return options;
}

/**
 * Checks that each flag says something about one of the sources at least.
 *
 * @throws {UsageError} for a flag that none of them has: it would change nothing, and nobody would see that.
 */
export function checkFlags(sources: readonly SourceName[], given: ReadingFlags): void {
  const fits: readonly (readonly [string, unknown, readonly SourceName[]])[] = [
    ['--table', given.table, ['sqlite', 'duckdb']],
    ['--no-header', given.header === false ? false : undefined, ['csv', 'excel']],
    ...flags.map(({ name, flag, of }) => [flag.replace(/ .*/, ''), given[name], of] as const),
  ];
  for (const [flag, value, of] of fits) {
    if (value === undefined || sources.some((source) => of.includes(source))) continue;
    throw new UsageError(
      `${flag} is for files that ${of.map((one) => `${one}()`).join(' or ')} reads, and this one is read by ${[...new Set(sources)].map((one) => `${one}()`).join(' and ')}: leave it out.`,
    );
  }
}

/** Prints options as a contract file gives them to a source, with a comma before; an empty text if there is none. */
export function printOptions(options: Readonly<Record<string, unknown>>): string {
  return Object.keys(options).length === 0 ? '' : `, ${printOption(options)}`;
}

function printOption(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printOption).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return printArgument(value);
  const parts = Object.entries(value).map(
    ([name, part]) => `${propertyName(name)}: ${printOption(part)}`,
  );
  return `{ ${parts.join(', ')} }`;
}

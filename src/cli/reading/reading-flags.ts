import type { Command } from 'commander';
import { printArgument } from '../../metric/subject.ts';
import { isRecord } from '../../value/option-rules.ts';
import { gather } from '../gather.ts';
import { propertyName } from '../infer/infer-names.ts';
import { UsageError } from '../usage.ts';
import { type ReadingFlags, readingFlags, type SourceName } from './reading-flag-table.ts';

export type { ReadingFlags, SourceName } from './reading-flag-table.ts';

/**
 * Adds the flags that say how a data file is read: `--table`, and one for each option of the sources that a command line
 * can say.
 */
export function addReadingFlags(command: Command): Command {
  command.optionsGroup('How the file is read:');
  command.option('--table <name>', 'the table, if the file is a database');
  command.option('--header', 'CSV: the first record holds names, though they look like values');
  command.option('--no-header', 'CSV, Excel: the first record is data');
  for (const { flag, about, isList } of readingFlags)
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
  for (const { name, of, option, read } of readingFlags) {
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
    ...readingFlags.map(
      ({ name, flag, of }) => [flag.replace(/ .*/, ''), given[name], of] as const,
    ),
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

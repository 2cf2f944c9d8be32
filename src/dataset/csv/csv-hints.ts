import type { ColumnHint, Reader } from '../dataset.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { textPatternSql } from '../typing/text-pattern.ts';
import type { Reading } from '../typing/text-types.ts';
import { textColumns } from './csv-columns.ts';
import { marksByColumn, withMark } from './csv-marks-by-column.ts';
import type { CsvOptions } from './csv-options.ts';
import { decimalWay, type Way, waysFor } from './csv-ways.ts';
import type { TypedCsv } from './read-typed.ts';

/** The most columns for which options are looked for. */
const mostColumns = 20;
/** The most ways that are tried by one query: the engine is slow to plan many. */
const many = 24;
/** The values by which most options are ruled out. */
const sampleRows = 100;

/** The most shapes of values that are looked at to find the ways in which they may be meant. */
const mostShapes = 3;

/** A column with values that can't be read, and the reading that should have taken them. */
interface Unread {
  readonly column: TypedColumn;
  readonly at: number;
  readonly reading: Reading;
  /** SQL that is true for a value that can't be read. */
  readonly fails: string;
}

/**
 * Returns a note, by its name, for each column all of whose unreadable values would be read with other options. It names them all: which of them
 * is right, nobody knows but the user.
 */
export async function hintNotes(
  reader: Reader,
  { columns, looked }: TypedCsv,
  options: CsvOptions,
  hints: readonly ColumnHint[],
): Promise<ReadonlyMap<string, string>> {
  const texts = readScratch(looked.map(({ path }) => path));
  const names = columns.map(({ name }) => name);
  const unread = columns.flatMap((column, at): Unread[] => {
    const { from, hasProblems, wanted } = column;
    const reading = column.reading ?? column.readings.at(-1);
    if (reading === undefined || !(hasProblems || wanted !== undefined)) return [];
    return [{ column, at, reading, fails: hasProblems ? `not (${reading.fits(from)})` : 'true' }];
  });
  const notes = new Map<string, string>();
  for (const { column, at, reading, fails } of unread.slice(0, mostColumns)) {
    const { name, from } = column;
    const values = `${texts} where ${from} <> ''`;
    const sample = `(select ${from} from ${values} and ${fails} limit ${sampleRows})`;
    const firsts = await reader.query(
      `select first(${from}) as t from ${sample} group by ${textPatternSql(from)} order by count(*) desc, t limit ${mostShapes}`,
    );
    const different = firsts.map(({ t }) => String(t));
    const isFloat = column.readings.some(isOfFloats);
    const some = [
      ...waysFor(reading.type, name, options, different),
      ...(isFloat ? [decimalWay(name)] : []),
    ];
    const ways = some.map((way): TriedWay => {
      const merged = mergedOptions(options, way.options, name);
      const all = textColumns(names, merged, hints)[at]?.readings ?? [];
      // A column is read in one way: its whole numbers too as the type that its fractions need.
      const readings = isFloat ? all.filter(({ type }) => !/INT$/.test(type)) : all;
      return { ...way, fits: `(${readings.map(({ fits }) => fits(from)).join(' or ')})` };
    });
    const likely = (await tried(reader, sample, fails, ways)).ways.filter(({ isFit }) => isFit);
    const { count, ways: all } = await tried(reader, values, fails, likely);
    const note = noteOn(name, count, all, (own) => marksByColumn(columns, options, name, own));
    if (note !== null) notes.set(name, note);
  }
  return notes;
}

const isOfFloats = ({ type }: Reading) => type === 'DOUBLE' || type === 'FLOAT';

interface TriedWay extends Way {
  /** SQL that is true for a value that can be read so. */
  readonly fits: string;
}

interface FitWay extends TriedWay {
  /** True if it reads each value that can't be read. */
  readonly isFit: boolean;
  /** True if it reads each value. */
  readonly isWhole: boolean;
}

/** Finds out which ways read the values of a relation, and how many of those can't be read by the options. */
async function tried(
  reader: Reader,
  from: string,
  fails: string,
  ways: readonly TriedWay[],
): Promise<{ readonly count: number; readonly ways: readonly FitWay[] }> {
  const found: FitWay[] = [];
  let count = 0;
  for (let at = 0; at < ways.length; at += many) {
    const some = ways.slice(at, at + many);
    const items = some.map(
      ({ fits }, index) =>
        `count(*) filter (where not ${fits}) as w${index}, count(*) filter (where not ${fits} and ${fails}) as f${index}`,
    );
    const [row = {}] = await reader.query(
      `select count(*) filter (where ${fails}) as n, ${items.join(', ')} from ${from}`,
    );
    const isNone = (name: string) => Number(row[name]) === 0;
    count = Number(row.n);
    found.push(
      ...some.map((way, index) => ({
        ...way,
        isFit: isNone(`f${index}`),
        isWhole: isNone(`w${index}`),
      })),
    );
  }
  return { count, ways: found };
}

/** Returns options with others in their place for a column; those that are by column leave those of other columns. */
function mergedOptions(options: CsvOptions, more: CsvOptions, name: string): CsvOptions {
  const { dateFormat: before } = options;
  const { dateFormat: own } = more;
  const isByColumn = typeof before === 'object' && !Array.isArray(before);
  const dateFormat =
    isByColumn && typeof own === 'object' ? { ...before, ...own } : (own ?? before);
  const types = more.types && { ...options.types, ...more.types };
  return {
    ...options,
    ...more,
    ...(typeof options.decimal === 'object' &&
      more.decimal !== undefined && { decimal: withMark(options.decimal, [], name, more.decimal) }),
    ...(typeof options.thousands === 'object' &&
      more.thousands !== undefined && {
        thousands: withMark(options.thousands, [], name, more.thousands),
      }),
    ...(dateFormat !== undefined && { dateFormat }),
    ...(types && { types }),
  };
}

/** Returns a note on the ways that fit, with their options as they are to be written. */
function noteOn(
  name: string,
  count: number,
  ways: readonly FitWay[],
  written: (options: CsvOptions) => CsvOptions,
): string | null {
  const fit = simplest(ways.filter(({ isWhole }) => isWhole));
  const [first, ...others] = fit;
  const values = `All unreadable values of column "${name}" (${count})`;
  if (first === undefined) {
    const [partly] = simplest(ways.filter(({ isFit }) => isFit));
    return partly
      ? `${values} can be read as ${partly.words}, but then others can't: no option reads all of them.`
      : null;
  }
  if (others.length === 0)
    return `${values} can be read as ${first.words}: write ${inCode(written(first.options))} if that is right.`;
  const named = fit.map(({ words, options }) => `as ${words}, ${inCode(written(options))}`);
  return `${values} can be read in ${fit.length} ways: ${named.join('; or ')}. Write the one that is right.`;
}

/** Leaves out ways with more options than another one needs, and those that are wider than others. */
function simplest(all: readonly FitWay[]): readonly FitWay[] {
  const least = Math.min(...all.map(({ width = 0 }) => width));
  const ways = all.filter(({ width = 0 }) => width === least);
  return ways.filter(({ options }) => !ways.some((other) => isPartOf(other.options, options)));
}

/** True if options are some of others, and not all. */
function isPartOf(fewer: CsvOptions, more: CsvOptions): boolean {
  const all = new Map<string, unknown>(Object.entries(more));
  const some = Object.entries(fewer);
  return some.length < all.size && some.every(([name, value]) => all.get(name) === value);
}

/** Returns a value as it is written in TypeScript. */
function inCode(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inCode).join(', ')}]`;
  if (typeof value === 'string') return quoted(value);
  const entries = Object.entries(value ?? {}).map(([name, one]) => {
    const key = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : quoted(name);
    return `${key}: ${inCode(one)}`;
  });
  return `{ ${entries.join(', ')} }`;
}

const quoted = (text: string): string =>
  `'${text
    .replaceAll(/[\\']/g, '\\$&')
    .replaceAll(
      /[^\P{C}]|[^\P{Z} ]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )}'`;

import { isRecord, isTexts } from '../../value/option-rules.ts';
import {
  dateFormats,
  type Given,
  isGiven,
  keysOf,
  listOf,
  marks,
  named,
  namesOf,
  textOf,
  writtenFormats,
  writtenNames,
} from '../flag-values.ts';
import { wholeNumber } from '../whole-number.ts';

/** The sources that a command knows. */
export type SourceName = 'csv' | 'json' | 'parquet' | 'excel' | 'sqlite' | 'duckdb';

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
  readonly decimal?: readonly string[];
  readonly thousands?: readonly string[];
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
export interface ReadingFlag {
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
  /**
   * Returns what is given for an option's value, once for each time that the flag is written; null if a flag can't say it. Without
   * it, the flag is given the text itself.
   */
  readonly write?: (value: unknown) => readonly string[] | null;
}

/** The flags, in the order of the help. */
export const readingFlags: readonly ReadingFlag[] = [
  {
    name: 'delimiter',
    flag: '--delimiter <character>',
    about: "CSV: the character between fields; 'tab' for a tab",
    of: ['csv'],
    option: 'delimiter',
    read: (given) => (given === 'tab' || given === '\\t' ? '\t' : given),
    write: (value) => (value === '\t' ? ['tab'] : textOf(value)),
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
    about: `CSV: the names of the columns, such as id,name; '["id","name, first"]' if one has a comma`,
    of: ['csv'],
    option: 'names',
    read: namesOf,
    write: (value) => (isTexts(value) ? [writtenNames(value)] : null),
  },
  {
    name: 'null',
    flag: '--null <text>',
    about: 'CSV: a text that means NULL, as the empty field does (may be repeated)',
    of: ['csv'],
    option: 'nullText',
    isList: true,
    read: (given) => [...new Set(['', ...listOf(given)])],
    write: (value) =>
      isTexts(value) && value.includes('') ? value.filter((text) => text !== '') : null,
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
    write: (value) => (typeof value === 'number' ? [String(value)] : null),
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
    about:
      "CSV: the mark before decimal places, '.' or ',', or that of a column, 'price=,' (may be repeated)",
    of: ['csv'],
    option: 'decimal',
    isList: true,
    read: (given) => marks('--decimal', listOf(given)),
    write: writtenFormats,
  },
  {
    name: 'thousands',
    flag: '--thousands <mark>',
    about:
      "CSV: the mark between thousands, such as '.', or that of a column, 'price=.' (may be repeated)",
    of: ['csv'],
    option: 'thousands',
    isList: true,
    read: (given) => marks('--thousands', listOf(given)),
    write: writtenFormats,
  },
  {
    name: 'true',
    flag: '--true <word>',
    about: 'CSV: a word for true, such as yes (may be repeated)',
    of: ['csv'],
    option: 'booleans',
    isList: true,
    read: (given) => ({ true: listOf(given) }),
    write: (value) => (isRecord(value) && isTexts(value.true) ? value.true : null),
  },
  {
    name: 'false',
    flag: '--false <word>',
    about: 'CSV: a word for false, such as no (may be repeated)',
    of: ['csv'],
    option: 'booleans',
    isList: true,
    read: (given) => ({ false: listOf(given) }),
    write: (value) => (isRecord(value) && isTexts(value.false) ? value.false : null),
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
    write: writtenFormats,
  },
  {
    name: 'type',
    flag: '--type <column=type>',
    about: "CSV: the SQL type of a column, such as 'price=DECIMAL(10,2)' (may be repeated)",
    of: ['csv'],
    option: 'types',
    isList: true,
    read: (given) => Object.fromEntries(listOf(given).map((pair) => named('--type', pair))),
    write: (value) =>
      isRecord(value) ? Object.entries(value).map(([column, type]) => `${column}=${type}`) : null,
  },
  {
    name: 'at',
    flag: '--at <keys>',
    about: `JSON: the keys that lead to the records of a document, such as features or data.items; '["data","v1.2"]' if a key has a dot`,
    of: ['json'],
    option: 'at',
    read: keysOf,
    write: (value) => (typeof value === 'string' ? textOf(value) : [JSON.stringify(value)]),
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
    write: isGiven,
  },
  {
    name: 'hivePartitioning',
    flag: '--hive-partitioning',
    about: 'Parquet: read columns from folders such as day=2026-01-31',
    of: ['parquet'],
    option: 'hivePartitioning',
    write: isGiven,
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

/** Formats that are recognised in text, with patterns that SQL can match. */
export const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  email:
    /^[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/,
  isoDate: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
};

/** A way to write a date. */
interface DateForm {
  readonly pattern: RegExp;
  /** The letters of `strptime` that read it; several where nothing in its shape says which of them it is. */
  readonly read: readonly string[];
  /** The last day of January, written so. */
  readonly example: string;
}

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

/** The ways in which dates are written, beside that of the format `isoDate`. */
export const dateForms: Readonly<Record<string, DateForm>> = {
  isoTime: {
    pattern: /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z?$/,
    read: ['%Y-%m-%d %H:%M:%S'],
    example: '2026-01-31 12:00:00',
  },
  slashes: {
    pattern: /^\d{1,2}\/\d{1,2}\/\d{4}$/,
    read: ['%d/%m/%Y', '%m/%d/%Y'],
    example: '31/01/2026',
  },
  points: { pattern: /^\d{1,2}\.\d{1,2}\.\d{4}$/, read: ['%d.%m.%Y'], example: '31.01.2026' },
  hyphens: {
    pattern: /^\d{1,2}-\d{1,2}-\d{4}$/,
    read: ['%d-%m-%Y', '%m-%d-%Y'],
    example: '31-01-2026',
  },
  yearFirst: { pattern: /^\d{4}\/\d{1,2}\/\d{1,2}$/, read: ['%Y/%m/%d'], example: '2026/01/31' },
  monthFirst: {
    pattern: new RegExp(`^${month} \\d{1,2}, \\d{4}$`),
    read: ['%b %d, %Y'],
    example: 'Jan 31, 2026',
  },
  dayFirst: {
    pattern: new RegExp(`^\\d{1,2}[ -]${month}[ -]\\d{4}$`),
    read: ['%d %b %Y'],
    example: '31 Jan 2026',
  },
};

/** The ways in which numbers that DOUBLE holds are written; those that are padded with zeros, 007, are likely codes. */
const numberForms = {
  point: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?[12]?\d{1,2})?$/,
  padded: /^[+-]?0\d+$/,
  comma: /^[+-]?\d+,\d+$/,
} as const;

/** Groups of forms: a column is asked for all of a group of which it has some. */
export const formGroups: readonly Readonly<Record<string, RegExp>>[] = [
  ...Object.entries(formats)
    .filter(([name]) => name !== 'isoDate')
    .map(([name, pattern]) => ({ [name]: pattern })),
  {
    isoDate: formats.isoDate ?? /^$/,
    ...Object.fromEntries(Object.entries(dateForms).map(([name, { pattern }]) => [name, pattern])),
  },
  numberForms,
];

/** The pattern of every form. */
export const formPatterns: Readonly<Record<string, RegExp>> = Object.assign({}, ...formGroups);

/** Words that stand for a value that is missing. */
export const missingWords: readonly string[] = [
  'NA',
  'N/A',
  'n/a',
  'na',
  'N.A.',
  '#N/A',
  'NULL',
  'Null',
  'null',
  'NaN',
  'nan',
  '?',
  '-',
  '--',
  '..',
  '.',
  '\\N',
  'undefined',
  'TBD',
  'missing',
];

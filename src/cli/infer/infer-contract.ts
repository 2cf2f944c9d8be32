import { printArgument } from '../../metric/subject.ts';
import { counted, visible } from '../../outcome/printable-text.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import type { ColumnProfile, Profile } from '../../profile/profile.ts';
import type { Suspicion } from '../../profile/suspicions/suspicion.ts';
import { suspicionsOf } from '../../profile/suspicions/suspicions.ts';
import { approximate, type Numeric, printNumeric } from '../../value/numeric.ts';
import { identifierName, propertyName } from './infer-names.ts';

/** Options of {@link inferContract}. */
export interface InferOptions {
  /** The contract's name, `'flights'`. */
  readonly name: string;
  /** The call that creates the dataset, such as `"parquet('data/flights.parquet')"`. */
  readonly source: string;
  readonly sourceFunction: string;
  /** The day on which the data was profiled, for the reasons. */
  readonly date: string;
}

/** Returns the text of a contract that this data keeps. Each bound has a reason that says where it comes from. */
export function inferContract(profile: Profile, options: InferOptions): string {
  const fields = profile.columns.map(
    (one) => `    ${propertyName(one.name)}: ${zodType(one, profile.rows)},`,
  );
  const key = profile.columns.find(({ isKey }) => isKey);
  const expectations = [
    rowsExpectation(profile, options),
    ...(key ? [`rows.key(${printArgument(key.name)})`] : []),
    ...profile.columns.flatMap((one) => columnExpectations(one, profile.rows)),
  ];
  const usesColumn = expectations.some((line) => line.startsWith('column('));
  return `import { contract, ${options.sourceFunction}, verify, z } from 'assay';

// Inferred on ${options.date} from ${counted(profile.rows, 'row')}. A bound is what the data showed, with room to grow:
// read each one, and keep those that you would be woken for.
export const ${identifierName(options.name)} = contract(
  ${printArgument(options.name)},
  {
    schema: z.object({
${fields.map((field) => `  ${field}`).join('\n')}
    }),
  },
  ({ rows${usesColumn ? ', column' : ''} }) => [
${expectations.map((line) => `    ${line},`).join('\n')}
${suspicionsOf(profile)
  .flatMap(suspected)
  .map((line) => `    ${line}\n`)
  .join('')}  ],
);

verify(${identifierName(options.name)}, ${options.source});
`;
}

/** Returns the lines on a suspicion: a rule that warns, or a comment where no rule can say it. */
function suspected({ column, said, rule }: Suspicion): readonly string[] {
  return rule === null
    ? [`// ${printArgument(column)}: ${visible(said)}.`]
    : [`${rule}.warn().because(${printArgument(said)}),`];
}

const isSafe = (value: Numeric | null) =>
  value === null || Math.abs(approximate(value)) <= Number.MAX_SAFE_INTEGER;

function zodType(one: ColumnProfile, rows: number): string {
  return `${baseType(one)}${one.filled < rows ? '.nullable()' : ''}`;
}

function baseType(one: ColumnProfile): string {
  // Its type is that of no value: what the first one is, nobody knows.
  if (one.filled === 0) return 'z.unknown()';
  switch (one.family) {
    case 'integer':
      return `${isSafe(one.min) && isSafe(one.max) ? 'z.int()' : 'z.bigint()'}${sign(one)}`;
    case 'float':
    case 'decimal':
      // zod's numbers are finite; a column that has NaN or infinity is described by its own measures below.
      return one.unusual > 0 ? 'z.unknown()' : `z.number()${sign(one)}`;
    case 'text':
      return textType(one);
    case 'boolean':
      return 'z.boolean()';
    case 'date':
    case 'timestamp':
      return 'z.date()';
    default:
      return 'z.unknown()';
  }
}

function sign({ min, family }: ColumnProfile): string {
  if (min === null || Number.isNaN(approximate(min)) || approximate(min) < 0) return '';
  const isBig = family === 'integer' && !isSafe(min);
  return isBig
    ? ''
    : approximate(min) > 0 && family === 'integer'
      ? '.positive()'
      : '.nonnegative()';
}

const zodFormats: Readonly<Record<string, string>> = {
  uuid: 'z.guid()',
  email: 'z.email()',
  isoDate: 'z.iso.date()',
};

function textType({ formats, values, min, max, type }: ColumnProfile): string {
  if (type === 'TIME' || type === 'TIME_NS') return 'z.iso.time()';
  if (type === 'INTERVAL') return 'z.iso.duration()';
  // zod keeps the words of an enum as keys of an object, of which this is none.
  if (values && !values.includes('__proto__'))
    return `z.enum([${values.map((value) => printArgument(String(value))).join(', ')}])`;
  const format = formats.map((name) => zodFormats[name]).find((made) => made !== undefined);
  if (format) return format;
  if (type === 'UUID') return 'z.guid()';
  if (min === null || max === null) return 'z.string()';
  const [low, high] = [approximate(min), approximate(max)];
  if (low === high && low > 0) return `z.string().length(${low})`;
  return `z.string()${low > 0 ? '.min(1)' : ''}`;
}

/** Returns half of the rows, rounded down, and at least 1, since any data would keep a bound of 0. */
const halfOf = (rows: number) => Math.max(1, Math.floor(roundDown(rows / 2)));

const rowsExpectation = ({ rows }: Profile, { date }: InferOptions) =>
  `rows.count().atLeast(${underscored(halfOf(rows))}).because(${printArgument(`half of the ${counted(rows, 'row')} of ${date}`)})`;

function columnExpectations(one: ColumnProfile, rows: number): readonly string[] {
  const called = `column(${printArgument(one.name)})`;
  // The mean of a key says how many rows there were so far: next month's is another one.
  return [...completeness(one, called, rows), ...(one.isKey ? [] : distribution(one, called))];
}

function completeness({ filled }: ColumnProfile, called: string, rows: number): readonly string[] {
  const missing = rows - filled;
  if (missing === 0 || filled === 0) return [];
  const share = (missing / rows) * 100;
  const limit = Math.min(100, Math.ceil(share * 1.5 * 10) / 10);
  const seen = `${Number(share.toPrecision(2))}% were NULL`;
  return limit >= 100
    ? []
    : [`${called}.nulls().atMost('${limit}%').because(${printArgument(seen)})`];
}

function distribution(
  { family, min, max, mean, stddev, filled, unusual }: ColumnProfile,
  called: string,
): readonly string[] {
  if (filled === 0 || min === null || max === null || unusual > 0) return [];
  const isNumber = ['integer', 'float', 'decimal'].includes(family);
  if (!isNumber || mean === null || !isSafe(min) || !isSafe(max)) return [];
  const [low, high] = [approximate(min), approximate(max)];
  // A bound may be the least value itself.
  if (low === high || [low, high].some((end) => looksPersonal(String(end)))) return [];
  // Half a standard deviation: more than the mean of many rows moves by chance, less than a change of the process.
  const room = Math.max((stddev ?? high - low) / 2, Math.abs(mean) * 0.1);
  const from = Math.max(low, roundDown(mean - room));
  const to = Math.min(high, roundUp(mean + room));
  // Of numbers so small that a double has no two digits of them there is no room.
  if (!(from < to && from <= mean && mean <= to)) return [];
  const bounds = `${underscored(from)}, ${underscored(to)}`;
  const seen = `it was ${shown(mean)}, within ${shown(low)} to ${shown(high)}`;
  return [`${called}.mean().between(${bounds}).because(${printArgument(seen)})`];
}

const shown = (value: number) => printNumeric(Number(value.toPrecision(4)));

/** Rounds down to two significant digits. */
function roundDown(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return Number((Math.floor(value / unit) * unit).toPrecision(3));
}

const roundUp = (value: number) => -roundDown(-value);

function underscored(value: number): string {
  const [integer = '', fraction] = String(value).split('.');
  const grouped = /^-?\d{5,}$/.test(integer) ? integer.replace(/\B(?=(\d{3})+$)/g, '_') : integer;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

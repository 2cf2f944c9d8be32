import type { Family } from '../../metric/expression.ts';
import type { ColumnHint, ReadProblem } from '../dataset.ts';
import { namesInWords } from '../listed-names.ts';
import { identifier, literal } from '../sql/quote.ts';
import { type Candidates, candidatesFor } from '../typing/candidates.ts';
import { failsReading } from '../typing/marked-sql.ts';
import { isRoundedSql } from '../typing/number-readings.ts';
import type { Reading } from '../typing/text-types.ts';
import { uniqueNames } from '../typing/unique-names.ts';
import { bitOf, type Marked, markPrefix, marksOf } from '../typing/unread-marks.ts';
import type { Structure } from './json-types.ts';

/** A key of the records, and what its values are like. */
export interface JsonKey {
  readonly key: string;
  /** The type of its values, in the form that `json_transform` takes; null if there are none. */
  readonly type: Structure | null;
  /** True if it has numbers that DOUBLE does not hold: it would round them, or make them infinite. */
  readonly isInexact: boolean;
  /** The places within its values whose numbers DOUBLE does not hold, and that stay JSON. Absent if there are none. */
  readonly inexactWithin?: readonly string[];
}

/** A column of JSON records. */
export interface JsonColumn extends Candidates {
  readonly key: string;
  readonly name: string;
  /** The type of its values, in the form that `json_transform` takes. */
  readonly type: Structure;
  readonly isInexact: boolean;
  /** The places within its values whose numbers DOUBLE does not hold; none if there are no such places. */
  readonly inexactWithin: readonly string[];
}

/** A column of JSON records, and how its texts are read. */
export interface ReadJsonColumn extends JsonColumn {
  /** Null for values that stay as they are. */
  readonly reading: Reading | null;
}

/** The columns of JSON records, with what is wrong with their names. */
export interface JsonColumns {
  readonly columns: readonly JsonColumn[];
  readonly problems: readonly Pick<ReadProblem, 'column' | 'message'>[];
  readonly notes: readonly string[];
}

/** Makes columns of the keys of JSON records, with the types that their values have or that the contract wants. */
export function columnsOfKeys(
  keys: readonly JsonKey[],
  hints: readonly ColumnHint[],
  dateFormat: string | undefined,
): JsonColumns {
  const { names, problems, notes } = uniqueNames(keys.map(({ key }) => key));
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const columns = keys.map(({ key, type, isInexact, inexactWithin = [] }, index): JsonColumn => {
    const name = names[index] as string;
    const wanted = families.get(name) ?? [];
    const candidates = type === 'VARCHAR' ? datesFor(wanted, dateFormat) : asItIs;
    return { key, name, type: type ?? emptyType(wanted), isInexact, inexactWithin, ...candidates };
  });
  const inexact = columns.flatMap(({ inexactWithin }) => inexactWithin);
  return { columns, problems, notes: [...notes, ...inexactNotes(inexact)] };
}

/** Returns the note on places within values whose numbers stay JSON; none if there are no such places. */
export const inexactNotes = (places: readonly string[]): readonly string[] =>
  places.length === 0
    ? []
    : [
        `The numbers of ${namesInWords(places, 5, '"')} stay JSON, since DOUBLE does not hold some of them: it would round them, or make them infinite. Write them as text, or without fractions and exponents.`,
      ];

const asItIs: Candidates = { readings: [], orText: true };

/** Returns the candidates for a column of text: dates if the contract wants a date and no text. */
function datesFor(families: readonly Family[], dateFormat: string | undefined): Candidates {
  const temporal = families.filter((family) => ['date', 'timestamp'].includes(family));
  if (temporal.length === 0 || families.includes('text')) return asItIs;
  return candidatesFor(temporal, dateFormat === undefined ? {} : { formats: [dateFormat] });
}

/** Returns the type of a column without values: the one that the contract wants. */
function emptyType(families: readonly Family[]): string {
  if (families.includes('text')) return 'VARCHAR';
  return candidatesFor(families).orText
    ? 'JSON'
    : (candidatesFor(families).readings[0]?.type ?? 'JSON');
}

/** Returns the message on a number that DOUBLE does not hold, as it is written. */
export const inexactMessage = (text: string): string =>
  Number.isFinite(Number(text))
    ? 'the number is not a whole number that DOUBLE holds without rounding: other numbers of the column have a fraction or an exponent. Write it as text, or write the column without fractions and exponents'
    : 'the number is beyond what DOUBLE holds';

/** Returns SQL that is true for the text of a JSON number which DOUBLE, as `value` has it, does not hold. */
export const isInexactSql = (text: string, value: string): string =>
  `(isinf(${value}) and regexp_matches(${text}, '[0-9]') or regexp_full_match(${text}, '-?[0-9]{16,}') and ${isRoundedSql(`ltrim(${text}, '-')`, value)})`;

/** Returns SQL for the value of a column, from its text, or from its JSON for numbers that DOUBLE may not hold. */
export const readValue = ({ isInexact, reading }: ReadJsonColumn, text: string): string =>
  isInexact ? `json_transform(${text}, '"DOUBLE"')` : reading ? reading.cast(text) : text;

/** Returns SQL that is true for a field that can't be read, from the same; null if all can. */
export function failsToRead({ isInexact, reading }: ReadJsonColumn, text: string): string | null {
  if (isInexact) return isInexactSql(`${text}::varchar`, `json_transform(${text}, '"DOUBLE"')`);
  return reading ? failsReading(text, reading) : null;
}

/** A column some of whose fields may not be readable, with the place of its mark. */
export interface MarkedJsonColumn extends ReadJsonColumn, Marked {}

/** Returns the columns some of whose fields may not be readable. */
export function markedColumns(columns: readonly ReadJsonColumn[]): readonly MarkedJsonColumn[] {
  const prefix = markPrefix(columns);
  return columns
    .filter(({ isInexact, reading }) => isInexact || reading !== null)
    .map((column, place) => ({ ...column, place, prefix }));
}

/** Returns the items of a SELECT that mark the fields which can't be read. */
export const markItems = (marked: readonly MarkedJsonColumn[]): readonly string[] =>
  [...marksOf(marked)].map(([mark, own]) => {
    const bits = own.map((column) => {
      const fails = failsToRead(column, identifier(column.name)) ?? 'false';
      return `(coalesce(${fails}, false)::bigint << ${bitOf(column.place)})`;
    });
    return `(${bits.join(' | ')}) as ${identifier(mark)}`;
  });

/** True for a column with integers that only HUGEINT holds, which Parquet lacks. */
const isOfHuge = ({ type }: JsonColumn) => JSON.stringify(type).includes('HUGEINT');

/** Returns the type that a column is first read as: JSON where its value is made later. */
export const rawType = (column: JsonColumn): Structure =>
  column.isInexact || (isOfHuge(column) && column.type !== 'HUGEINT') ? 'JSON' : column.type;

/** Returns SQL for a value as it is written to Parquet: HUGEINT as a decimal of as many digits. */
export const stored = ({ type }: JsonColumn, value: string): string =>
  type === 'HUGEINT' ? `${value}::decimal(38, 0)` : value;

/** Returns the items of a SELECT of columns as they are before their texts are read. */
export const rawItems = (columns: readonly JsonColumn[]): readonly string[] =>
  columns.map((column) => {
    const name = identifier(column.name);
    return `${stored(column, name)} as ${name}`;
  });

/** Returns SQL for a value from what {@link stored} made of it; null if that is the value. */
export function restored(column: JsonColumn): string | null {
  if (!isOfHuge(column)) return null;
  const from = identifier(column.name);
  if (column.type === 'HUGEINT') return `${from}::hugeint`;
  return `json_transform(${from}, ${literal(JSON.stringify(column.type))})`;
}

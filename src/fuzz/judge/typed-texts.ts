import type { ColumnHint } from '../../dataset/dataset.ts';
import type { Family } from '../../metric/expression.ts';
import type { StepColumn, StepOutput } from '../step.ts';

/** The value that a text stands for; undefined where it stands for none. */
type Read = (text: string) => unknown;

const readNumber: Read = (text) => {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  const isExact = !/^[+-]?\d+$/.test(text) || Number.isSafeInteger(number);
  return isExact ? number : BigInt(text.replace(/^\+/, ''));
};

const isoText = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;

const readInstant: Read = (text) => {
  const found = isoText.exec(text);
  if (found === null) return undefined;
  const isDay = text.length === 10;
  const instant = new Date(
    `${text.replace(' ', 'T')}${isDay || found[1] !== undefined ? '' : 'Z'}`,
  );
  return Number.isNaN(instant.getTime()) ? undefined : instant;
};

const readBoolean: Read = (text) =>
  /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;

const readers: Readonly<Partial<Record<Family, Read>>> = {
  integer: readNumber,
  float: readNumber,
  decimal: readNumber,
  date: readInstant,
  timestamp: readInstant,
  boolean: readBoolean,
};

/**
 * Returns an output whose texts from a file without types are of the type that the schema wants, as a CSV source reads
 * them: a column that is to hold numbers holds them, if each of its texts is one. Else it stays text. NULL stays NULL.
 */
export function typedTexts(output: StepOutput, hints: readonly ColumnHint[]): StepOutput {
  const wanted = new Map(hints.map(({ name, families }) => [name, families]));
  const typed = output.columns.flatMap((column) => readColumn(column, output, wanted));
  if (typed.length === 0) return output;
  const columns = output.columns.map(
    (column) => typed.find(({ name }) => name === column.name)?.column ?? column,
  );
  const rows = output.rows.map((row, at) => ({
    ...row,
    ...Object.fromEntries(typed.map(({ name, values }) => [name, values[at]])),
  }));
  return { columns, rows };
}

interface TypedColumn {
  readonly name: string;
  readonly column: StepColumn;
  readonly values: readonly unknown[];
}

function readColumn(
  { name, isUntyped }: StepColumn,
  { rows }: StepOutput,
  wanted: ReadonlyMap<string, readonly Family[]>,
): readonly TypedColumn[] {
  const families = wanted.get(name) ?? [];
  if (isUntyped !== true || families.includes('text')) return [];
  const reader = families.flatMap((family) => readers[family] ?? [])[0];
  if (reader === undefined) return [];
  const values = rows.map((row) => {
    const value = row[name] ?? null;
    return typeof value === 'string' ? reader(value) : value;
  });
  if (values.includes(undefined)) return [];
  return [{ name, column: { name, family: null }, values }];
}

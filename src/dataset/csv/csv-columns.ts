import type { Family } from '../../metric/expression.ts';
import { numeric } from '../../metric/subject.ts';
import { areAlike, folded } from '../../value/alike.ts';
import { type ColumnHint, DatasetError } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { namesInWords } from '../listed-names.ts';
import { candidatesFor } from '../typing/candidates.ts';
import type { UntypedColumn } from '../typing/choose-types.ts';
import { caseClash } from '../typing/column-names.ts';
import { familiesOf } from '../typing/hinted-type.ts';
import { readingsOf } from '../typing/sql-types.ts';
import type { CsvFile } from './csv-file.ts';
import type { CsvOptions } from './csv-options.ts';
import { formattedColumns, markedColumns, spellingOf } from './csv-spelling.ts';
import { textColumn } from './csv-texts.ts';

/**
 * Returns the column names of a dataset: those of the first file, which every other file must have too, or with
 * `unionByName` those of all files.
 */
export function columnNames(
  sources: readonly CsvFile[],
  { unionByName = false }: CsvOptions,
): readonly string[] {
  const [first, ...others] = sources;
  const names = first?.names ?? [];
  if (unionByName) return unionOf(sources);
  for (const { names: found, file } of others) {
    const missing = names.filter((name) => !found.includes(name));
    const extra = found.filter((name) => !names.includes(name));
    if (missing.length + extra.length === 0) continue;
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${file.shown} has other columns than ${first?.file.shown}: ${difference(missing, extra)}. Read them with { unionByName: true } if that is right.`,
    );
  }
  return names;
}

function unionOf(sources: readonly CsvFile[]): readonly string[] {
  const seen = new Map<string, readonly [string, DataFile]>();
  for (const { names, file } of sources) {
    for (const name of names) {
      const [before, where] = seen.get(name.toLowerCase()) ?? [name, file];
      if (before !== name) throw caseClash([where.shown, before], [file.shown, name]);
      seen.set(name.toLowerCase(), [before, where]);
    }
  }
  return [...seen.values()].map(([name]) => name);
}

function difference(missing: readonly string[], extra: readonly string[]): string {
  const several = (names: readonly string[]) => namesInWords(names, 5, '"');
  return [
    ...(missing.length > 0 ? [`it lacks ${several(missing)}`] : []),
    ...(extra.length > 0 ? [`it adds ${several(extra)}`] : []),
  ].join(', and ');
}

/** Returns the columns of a table of texts, each with the types that it may be read as. */
export function textColumns(
  names: readonly string[],
  options: CsvOptions,
  hints: readonly ColumnHint[],
): readonly UntypedColumn[] {
  const { types = {} } = options;
  const formatted = formattedColumns(options);
  refuseUnknown(names, Object.keys(types), 'a type');
  refuseUnknown(names, formatted, 'a date format');
  const marked = markedColumns(options);
  refuseUnknown(names, marked, 'a mark within numbers');
  const families = familiesOf(hints);
  return names.map((name, index) => {
    const from = textColumn(index);
    const spelling = spellingOf(options, name);
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type !== undefined) {
      const readings = readingsOf(type, spelling) ?? [];
      return { from, name, readings, orText: readings.length === 0, isDeclared: true };
    }
    // Who names a format for a column says that it has dates, and who names a mark, that it has numbers.
    if (formatted.includes(name))
      return { from, name, ...candidatesFor(['date'], spelling), isDeclared: true };
    if (marked.includes(name)) {
      const candidates = candidatesFor(numbersIn(families(name)), spelling);
      return { from, name, ...candidates, isDeclared: true };
    }
    return { from, name, ...candidatesFor(families(name), spelling) };
  });
}

/** Returns those of the families that are numbers; all numbers if there is none. */
function numbersIn(families: readonly Family[]): readonly Family[] {
  const numbers = families.filter((one) => numeric.includes(one));
  return numbers.length === 0 ? numeric : numbers;
}

function refuseUnknown(names: readonly string[], given: readonly string[], what: string): void {
  const unknown = given.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const own = folded(unknown);
  const near = names.find((name) => areAlike(folded(name), own));
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new DatasetError(
    'DATASET_INVALID',
    `csv() was given ${what} for column "${unknown}", which the file does not have.${hint}`,
  );
}

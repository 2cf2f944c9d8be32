import { type ColumnHint, DatasetError, type Opened, type Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { locateProblems, mostListed } from '../files/record-location.ts';
import { identifier } from '../sql/quote.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { hintedType } from '../typing/hinted-type.ts';
import { readColumns } from './json-columns.ts';
import { removeFaults } from './json-faults.ts';
import { findJsonLines, type LoadedJson, loadJson } from './json-load.ts';
import type { JsonOptions } from './json-options.ts';
import { jsonReproduction } from './json-reproduction.ts';

/** Reads JSON files into a table with the columns and types that the contract wants. */
export async function openJson(
  reader: Reader,
  files: readonly DataFile[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
  label: string,
): Promise<Opened> {
  const table = identifier(reader.freshName());
  await reader.query(`create temp table ${table} (json JSON)`);
  const loaded: LoadedJson[] = [];
  for (const file of files) loaded.push(await loadJson(reader, table, file, options));
  const twice = loaded.flatMap((one) => one.twice);
  const faults = await removeFaults(reader, table, twice);
  const columns = await readColumns(reader, table, hints, options.dateFormat);
  if (columns === null && hints.length > 0 && loaded.every(({ isEmpty }) => isEmpty))
    return withoutRecords(reader, loaded, hints, label);
  if (columns === null) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${label} has no record with a key in it${besides(faults.count, twice.length)}, so it has no columns.`,
    );
  }
  await reader.query(`drop table ${table}`);
  const rowProblems = [...faults.listed, ...columns.misread.listed];
  const problems = [
    ...loaded.flatMap((one) => one.problems),
    ...columns.problems.map((problem) => ({ file: files[0]?.shown ?? '', line: null, ...problem })),
    ...(await locateProblems(loaded, rowProblems, findJsonLines)),
  ];
  const beside = problems.length - rowProblems.length;
  return {
    relation: columns.relation,
    reproduce: jsonReproduction(loaded, {
      ...columns.read,
      kept: [...faults.kept, ...columns.read.kept],
    }),
    problems: problems.slice(0, mostListed),
    problemCount: beside + faults.count + columns.misread.count,
    notes: [
      ...loaded.flatMap((one) => one.notes),
      ...columns.notes,
      ...loaded
        .filter(({ isEmpty }) => isEmpty)
        .map(({ file }) => `${file.shown} has no record.`)
        .slice(0, mostListed),
    ],
  };
}

/** Opens a dataset without records. Its columns are those that the contract names. */
async function withoutRecords(
  reader: Reader,
  loaded: readonly LoadedJson[],
  hints: readonly ColumnHint[],
  label: string,
): Promise<Opened> {
  const relation = reader.freshName();
  const columns = hints.map(({ name, families }) => ({ name, type: hintedType(families) }));
  checkColumnNames(
    label,
    columns.map(({ name }) => name),
  );
  await reader.insert(relation, columns, []);
  return {
    relation: identifier(relation),
    reproduce: jsonReproduction(loaded, {
      keys: columns.map((one) => ({ ...one, key: one.name })),
      settled: [],
      kept: [],
    }),
    problems: [],
    problemCount: 0,
    notes: [`${label} has no record: its columns are those of the schema.`],
  };
}

/** Returns in parentheses how many records were left out, and why; an empty text if none were. */
function besides(faults: number, twice: number): string {
  const others = Math.max(0, faults - twice);
  const said = [
    ...(others > 0 ? [`${others} that are no objects`] : []),
    ...(twice > 0 ? [`${twice} that name a key twice`] : []),
  ];
  return said.length > 0 ? ` (and ${said.join(', ')})` : '';
}

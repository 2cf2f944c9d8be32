import { type ColumnHint, DatasetError, type Reader } from '../../../../src/dataset/dataset.ts';
import type { DataFile } from '../../../../src/dataset/files/data-file.ts';
import type { JsonOptions } from '../../../../src/dataset/json/json-options.ts';
import { identifier } from '../../../../src/dataset/sql/quote.ts';
import { checkColumnNames } from '../../../../src/dataset/typing/column-names.ts';
import { locateProblems, mostListed } from '../record-location.ts';
import type { SlowOpened } from '../slow-opened.ts';
import { hintedType } from '../typing/hinted-type.ts';
import { readColumns } from './json-columns.ts';
import { removeFaults } from './json-faults.ts';
import { findJsonLines, type LoadedJson, loadJson } from './json-load.ts';

/** Reads JSON files into a table with the columns and types that the contract wants. */
export async function openJson(
  reader: Reader,
  files: readonly DataFile[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
  label: string,
): Promise<SlowOpened> {
  const table = identifier(reader.freshName());
  await reader.query(`create temp table ${table} (json JSON)`);
  const loaded: LoadedJson[] = [];
  for (const file of files) loaded.push(await loadJson(reader, table, file, options));
  const twice = loaded.flatMap((one) => one.twice);
  const faults = await removeFaults(reader, table, twice);
  const columns = await readColumns(reader, table, hints, options.dateFormat);
  if (columns === null && hints.length > 0 && loaded.every(({ isEmpty }) => isEmpty))
    return withoutRecords(reader, hints, label);
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
    problems: problems.slice(0, mostListed),
    problemCount: beside + faults.count + columns.misread.count,
    notes: [
      ...columns.notes,
      ...loaded
        .filter(({ isEmpty }) => isEmpty)
        .map(({ file }) => `${file.shown} has no record.`)
        .slice(0, mostListed),
    ],
    misread: { rows: columns.misread.count, fields: columns.misread.fields },
  };
}

/** Opens a dataset without records. Its columns are those that the contract names. */
async function withoutRecords(
  reader: Reader,
  hints: readonly ColumnHint[],
  label: string,
): Promise<SlowOpened> {
  const relation = reader.freshName();
  const columns = hints.map(({ name, families }) => ({ name, type: hintedType(families) }));
  checkColumnNames(
    label,
    columns.map(({ name }) => name),
  );
  await reader.insert(relation, columns, []);
  return {
    relation: identifier(relation),
    problems: [],
    problemCount: 0,
    notes: [`${label} has no record: its columns are those of the schema.`],
    misread: { rows: 0, fields: new Map() },
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

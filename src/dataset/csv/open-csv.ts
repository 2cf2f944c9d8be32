import { basename } from 'node:path';
import type { ColumnHint, Opened, Reader, ReadProblem } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { locateProblems, mostListed } from '../files/record-location.ts';
import { andMore } from '../listed-names.ts';
import { emptyShape } from '../scratch/empty-shape.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { isKeptAsText, markedColumns, withoutUnread } from '../typing/marked-sql.ts';
import { unreadableOf } from '../typing/unread-marks.ts';
import {
  type MaybePattern,
  needPatterns,
  type PatternRow,
  type PlacedPattern,
  withPatterns,
} from '../typing/unread-patterns.ts';
import { wantedNote } from '../typing/wanted-note.ts';
import { columnNames, textColumns } from './csv-columns.ts';
import { type CsvFile, headerProblems } from './csv-file.ts';
import { csvFileRows } from './csv-file-rows.ts';
import { hintNotes } from './csv-hints.ts';
import { findCsvLines } from './csv-lines.ts';
import { listMisreads, listPatterns } from './csv-misreads.ts';
import { delimiterNotes, emptyFileNotes, leftOutNotes } from './csv-notes.ts';
import type { CsvOptions } from './csv-options.ts';
import { csvParts } from './csv-parts.ts';
import type { ReadCsv } from './csv-piece.ts';
import { csvReproduction } from './csv-reproduction.ts';
import { inspectAll } from './inspect-all.ts';
import { type LookedAt, readTyped, type TypedCsv } from './read-typed.ts';

/** Reads CSV files into scratch files with the columns and types that the contract wants. */
export async function openCsv(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
  hints: readonly ColumnHint[],
): Promise<Opened> {
  const expected = hints.map(({ name }) => name);
  const sources = await inspectAll(reader, files, options, expected);
  const names = columnNames(sources, options);
  const typed = await readTyped(reader, sources, textColumns(names, options, hints));
  const { pieces, columns } = typed;
  const unread = new Set(typed.unread.keys());
  const relation = identifier(reader.freshName());
  const items = withoutUnread(columns, unread);
  const paths = pieces.map(({ path }) => path);
  const view = `create temp view ${relation} as select ${items.join(', ')} from ${readScratch(paths)}`;
  // By its name alone, since the folder is written otherwise where it has a quote or an asterisk.
  const waiting = pieces.flatMap(({ path, make }) =>
    make ? [[basename(path), make] as const] : [],
  );
  // A view looks at the files that it reads.
  if (waiting.length === 0) await reader.query(view);
  const loaded = pieces.flatMap((piece) => piece.files);
  const headers = sources.flatMap(headerProblems);
  const misreads = await misreadsOf(reader, typed);
  const problems = [...headers, ...loaded.flatMap((one) => one.problems), ...misreads.listed];
  const unreadable = withPatterns(
    unreadableOf(markedColumns(columns), typed.unread),
    misreads.patterns,
  );
  const columnNotes = await hintNotes(reader, typed, options, hints);
  const leftOut = loaded.reduce((sum, one) => sum + one.problemCount, 0);
  const fields = [...typed.unread.values()].reduce((sum, count) => sum + count, 0);
  const reproduce = csvReproduction(loaded, columns, unread);
  return {
    relation,
    ...(reproduce && { reproduce }),
    problems: problems.slice(0, mostListed),
    problemCount: headers.length + leftOut + fields,
    leftOut,
    unreadable,
    parts: isWhole(typed, sources) ? csvParts(pieces, columns) : null,
    fileRows: csvFileRows(pieces, items, columns),
    ...(waiting.length > 0 && {
      shape: emptyShape(
        columns.map(({ name, reading }) => ({ name, type: reading?.type ?? 'varchar' })),
      ),
      pending: new Map([[relation, () => reader.query(view).then(() => {})], ...waiting]),
    }),
    notes: [
      ...(await notesOf(reader, typed, sources, loaded, columnNotes)),
      ...columnNotes.values(),
    ],
    columnNotes,
  };
}

/** True if the footers of the scratch files describe the rows as they are. */
const isWhole = ({ columns, unread }: TypedCsv, sources: readonly CsvFile[]): boolean =>
  unread.size === 0 &&
  sources.every(({ canScan }) => canScan) &&
  !columns.some(({ reading }) => isKeptAsText(reading));

async function misreadsOf(
  reader: Reader,
  { looked, columns, unread }: TypedCsv,
): Promise<{
  readonly listed: readonly ReadProblem[];
  readonly patterns: readonly PlacedPattern[];
}> {
  const singly = await listMisreads(reader, looked, columns);
  const patterns = needPatterns(unread.values())
    ? await listPatterns(reader, looked, columns)
    : new Map<LookedAt, readonly PatternRow[]>();
  const listed: ReadProblem[] = [];
  const placed: PlacedPattern[] = [];
  for (const one of looked) {
    const rows: readonly MaybePattern[] = [
      ...(singly.get(one) ?? []),
      ...(patterns.get(one) ?? []),
    ];
    for (const { pattern, ...found } of await locateProblems(one.piece.files, rows, findCsvLines))
      if (pattern === undefined) listed.push(found);
      else placed.push({ ...found, pattern });
  }
  return { listed, patterns: placed };
}

async function notesOf(
  reader: Reader,
  { columns, looked }: TypedCsv,
  sources: readonly CsvFile[],
  loaded: readonly ReadCsv[],
  columnNotes: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const notes = [
    ...sources.flatMap((source) => source.notes),
    ...delimiterNotes(sources),
    ...leftOutNotes(loaded),
    ...emptyFileNotes(loaded),
  ];
  const texts = readScratch(looked.map(({ path }) => path));
  // What says how a column can be read says that it was not.
  for (const column of columns.filter((one) => isLeftAsText(one) && !columnNotes.has(one.name)))
    notes.push(await wantedNote(reader, texts, column));
  const [unseen, ...others] = sources.filter(({ canScan }) => !canScan);
  if (unseen) {
    notes.push(
      `${andMore(unseen.file.shown, others.length)} could not be checked apart from DuckDB: records that it drops after an open quote are not counted.`,
    );
  }
  return [...new Set(notes)];
}

const isLeftAsText = ({ wanted }: TypedColumn) => wanted !== undefined;

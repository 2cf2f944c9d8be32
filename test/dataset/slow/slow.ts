import { csv } from '../../../src/dataset/csv/csv.ts';
import { type CsvOptions, csvOptions } from '../../../src/dataset/csv/csv-options.ts';
import type { ColumnHint, Dataset, Reader } from '../../../src/dataset/dataset.ts';
import { compressionNamed } from '../../../src/dataset/files/bytes/look-at-bytes.ts';
import type { DataFile, FileKind } from '../../../src/dataset/files/data-file.ts';
import { findOneFile } from '../../../src/dataset/files/find/find-files.ts';
import { checkedPlaces, labelOf } from '../../../src/dataset/files/location.ts';
import { openFiles } from '../../../src/dataset/files/open-files.ts';
import { json } from '../../../src/dataset/json/json.ts';
import { formatOf, type JsonOptions, jsonOptions } from '../../../src/dataset/json/json-options.ts';
import { sqlite } from '../../../src/dataset/sqlite/sqlite.ts';
import { openCsv } from './csv/open-csv.ts';
import { openJson } from './json/open-json.ts';
import type { SlowOpened } from './slow-opened.ts';
import { attachSqlite, openSqlite } from './sqlite/open-sqlite.ts';

// The readers of CSV, JSON and SQLite as they were while each text was first loaded into a table. They are slow, and
// what the readers of src/ read is held to what they read (test/dataset/readers).

/** A dataset whose records the slow way reads. */
export interface SlowDataset extends Dataset {
  open(reader: Reader, hints: readonly ColumnHint[], root: string): Promise<SlowOpened>;
}

/** {@link csv}, the slow way. */
export function slowCsv(paths: string | readonly string[], options: CsvOptions = {}): SlowDataset {
  const known = csvOptions(options);
  const kind = { source: 'csv', suggestion: '*.csv' };
  return slowFiles(csv(paths, options), paths, kind, (reader, files, hints) =>
    openCsv(reader, files, known, hints),
  );
}

/** {@link json}, the slow way. */
export function slowJson(
  paths: string | readonly string[],
  options: JsonOptions = {},
): SlowDataset {
  const known = jsonOptions(options);
  const kind: FileKind = {
    source: 'json',
    suggestion: '*.json',
    mayBeEmpty: (path) =>
      ['lines', 'values'].includes(formatOf(path, known) ?? '') &&
      (known.compression ?? compressionNamed(path)) === 'none',
  };
  const label = labelOf(checkedPlaces('json', paths));
  return slowFiles(json(paths, options), paths, kind, (reader, files, hints) =>
    openJson(reader, files, known, hints, label),
  );
}

/** {@link sqlite}, the slow way. */
export function slowSqlite(path: string, table: string): SlowDataset {
  const where = checkedPlaces('sqlite', path);
  const label = labelOf(where);
  const find = (root: string) =>
    findOneFile(where, root, { source: 'sqlite', suggestion: 'my.db' });
  return Object.freeze({
    ...sqlite(path, table),
    access: async (root: string) => attachSqlite(await find(root)),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      return openSqlite(reader, { label, file: await find(root) }, table, hints);
    },
  });
}

type OpenSlow = (
  reader: Reader,
  files: readonly DataFile[],
  hints: readonly ColumnHint[],
) => Promise<SlowOpened>;

function slowFiles(
  { sharing, ...dataset }: Dataset,
  paths: string | readonly string[],
  kind: FileKind,
  open: OpenSlow,
): SlowDataset {
  const places = checkedPlaces(kind.source, paths);
  return Object.freeze({
    ...dataset,
    ...(sharing && { sharing: { ...sharing, key: `slow ${sharing.key}` } }),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const misread: SlowOpened['misread'][] = [];
      const opened = await openFiles(reader, places, root, kind, async (files) => {
        const slow = await open(reader, files, hints);
        misread.push(slow.misread);
        return slow;
      });
      return { ...opened, misread: misread[0] ?? { rows: 0, fields: new Map() } };
    },
  });
}

import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fixedWidth } from '../../../examples/extending/fixed-width.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import * as assay from '../../../src/index.ts';
import { trackAll } from '../../support/dvc-files.ts';
import { commitAll } from '../../support/git-repository.ts';
import { type LawRows, plain } from './law-rows.ts';
import type { SourceUnderTest } from './source-laws.ts';
import {
  arrowTable,
  fieldWidth,
  objectsOf,
  writeCsv,
  writeDuckDB,
  writeExcel,
  writeFixedWidth,
  writeJson,
  writeParquet,
  writeSqlite,
} from './write-rows.ts';

type Exports = typeof assay;

/** Sources that find the files of another one elsewhere; tests of their own hold them. */
type Finder = 'partitions' | 'snapshot';

/** The exports of assay that make a dataset. One that is not listed below does not compile. */
export type SourceName = Exclude<
  {
    [Name in keyof Exports]: Exports[Name] extends (...given: never[]) => Dataset ? Name : never;
  }[keyof Exports],
  Finder
>;

const because = (reason: string, ...laws: readonly string[]) =>
  Object.fromEntries(laws.map((law) => [law, reason]));

const inMemory = because(
  'its rows are in memory',
  'declared: its file is watched',
  'empty: a file of 0 bytes is an error',
  'cut: a file without its last bytes is an error or a problem',
  'missing: a file that is not there is DATASET_NOT_FOUND',
  'names: a file of an odd name is read',
  'identity: it changes with the content, and not without',
  'problems: records read and problems are the records that are there',
  'problems: each says where, and holds no value',
);

const typed = because(
  'a file that does not fit its types is refused as a whole',
  'problems: records read and problems are the records that are there',
  'problems: each says where, and holds no value',
);

const noIdentity = (reason: string) =>
  because(reason, 'identity: it changes with the content, and not without');

const noClash = because(
  'its format has no such table',
  'names: two that SQL takes for one are an error or a problem',
);

const unreadableCsv = (path: string) =>
  writeFileSync(path, 'id,n,s\n1,0.5,a\n2,planted,b\n3,1,c\n4,2,planted,more\n5,3,d\n');

const fieldsOf = ({ columns }: LawRows) =>
  columns.map(({ name, type }) => ({ name, type, width: fieldWidth }));

/** Every source, with how its rows are made. */
export const sources: Readonly<Record<SourceName | 'fixedWidth', SourceUnderTest>> = {
  csv: {
    file: { name: 'rows.csv', write: writeCsv, unreadable: unreadableCsv },
    dataset: (path) => assay.csv(path),
    skips: {},
  },
  json: {
    file: {
      name: 'rows.json',
      write: writeJson,
      unreadable: (path) =>
        writeFileSync(
          path,
          '{"id":1,"n":0.5}\n{"id":2,"n":planted}\n{"id":3,"n":1}\n["planted"]\n{"id":5,"n":3}\n',
        ),
    },
    dataset: (path) => assay.json(path),
    skips: {},
  },
  parquet: {
    file: { name: 'rows.parquet', write: writeParquet, unreadable: null },
    dataset: (path) => assay.parquet(path),
    skips: { ...typed, ...noClash },
  },
  sqlite: {
    needs: "DuckDB's extension sqlite",
    file: {
      name: 'rows.db',
      write: writeSqlite,
      unreadable: (path) => {
        writeSqlite(path, plain);
        const database = new DatabaseSync(path);
        database.exec("update t set n = 'planted' where id in (2, 4)");
        database.close();
      },
    },
    dataset: (path) => assay.sqlite(path, 't'),
    skips: noClash,
  },
  duckdb: {
    file: { name: 'rows.duckdb', write: writeDuckDB, unreadable: null },
    dataset: (path) => assay.duckdb(path, 't'),
    skips: { ...typed, ...noClash, ...noIdentity('its rows are read anew by each contract') },
  },
  excel: {
    file: {
      name: 'rows.xlsx',
      write: writeExcel,
      unreadable: (path) =>
        writeExcel(path, {
          ...plain,
          rows: plain.rows.with(1, [2n, 'planted', 'b']).with(3, [4n, 'planted', 'd']),
        }),
    },
    dataset: (path) => assay.excel(path),
    skips: {},
  },
  git: {
    file: {
      name: 'rows.csv',
      write: writeCsv,
      unreadable: unreadableCsv,
      shown: 'rows.csv at main',
      isWatched: false,
    },
    dataset: (path) => assay.git(path, { rev: 'main' }),
    keep: commitAll,
    skips: because('a commit stays as it is', 'declared: its file is watched'),
  },
  dvc: {
    file: {
      name: 'rows.csv',
      write: writeCsv,
      unreadable: unreadableCsv,
      isWatched: false,
    },
    dataset: (path) => assay.dvc(path),
    keep: trackAll,
    skips: because('its .dvc file is watched', 'declared: its file is watched'),
  },
  query: {
    file: { name: 'queried.csv', write: writeCsv, unreadable: unreadableCsv },
    dataset: (path) => assay.query(assay.csv(path), 'select * from dataset'),
    skips: noIdentity('its rows are computed anew for each contract'),
  },
  fromRows: {
    file: null,
    dataset: (_, table) => assay.fromRows(objectsOf(table)),
    skips: inMemory,
  },
  arrow: {
    file: null,
    dataset: (_, table) => assay.arrow(arrowTable(table)),
    skips: inMemory,
  },
  /** The example of docs/extending.md, which has only what assay/source exports. */
  fixedWidth: {
    file: {
      name: 'rows.txt',
      write: writeFixedWidth,
      unreadable: (path) => {
        writeFixedWidth(path, {
          ...plain,
          rows: plain.rows.with(1, [2n, 'planted', 'b']).with(3, [4n, 0, 'planted, and more']),
        });
      },
    },
    dataset: (path, table) => fixedWidth(path, fieldsOf(table)),
    skips: because(
      'a file without a header and a byte may be one that was cut short',
      'empty: no rows are no rows, with their columns',
    ),
  },
};

import process from 'node:process';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnHint, Dataset, Opened, Part, Reader, Recall } from '../../dataset/dataset.ts';
import type { Capabilities, Session, SessionSettings } from '../engine.ts';
import { changedRows } from './changes/copied-rows.ts';
import { borrowConnection } from './connection/borrowed.ts';
import { loadDuckDB } from './connection/duckdb-api.ts';
import { leaseConnection } from './connection/instance.ts';
import { bytesIn } from './connection/memory-limit.ts';
import { stopAtEnd } from './connection/scratch.ts';
import { type ScratchFiles, scratchFiles } from './connection/scratch-files.ts';
import type { Work } from './connection/work.ts';
import { duckdbDialect } from './dialect/duckdb-dialect.ts';
import { cleanRowsSql, rowsOfEachSql, violatingRowsSql } from './dialect/flagged-rows.ts';
import { type Live, queriesOn } from './duckdb-queries.ts';
import { footerStatistics } from './footer-statistics.ts';
import { pendingWork } from './pending-work.ts';
import { rewriteParquet } from './rewrite-parquet.ts';
import { settleRows } from './settle-rows.ts';
import { storeRows } from './store-rows.ts';
import { aheadOf } from './user-sql/ask-ahead.ts';
import { catalogueOf } from './user-sql/catalogue.ts';
import { expressionCheck } from './user-sql/expression-check.ts';
import { describeColumns } from './values/duckdb-types.ts';
import { insertRows } from './values/insert-rows.ts';
import { jsonRow } from './values/json-row.ts';

/** A session that a later run may take over, with settings of its own. */
export interface Reusable {
  readonly session: Session;
  /** Makes the session answer to these settings from now on. */
  use(settings: SessionSettings): void;
  /** True if its engine failed within itself, and answers no query any more. */
  isSpent(): boolean;
}

/**
 * Open a dataset on DuckDB: on a locked instance that can read the dataset's own folders and nothing else, or on the
 * user's own connection, which is neither locked nor closed.
 */
export async function openReusable(
  dataset: Dataset,
  hints: readonly ColumnHint[],
  settings: SessionSettings,
): Promise<Reusable> {
  const work = await workOn(dataset, settings);
  const stop = () => work.connection.interrupt();
  const forget = stopAtEnd(stop);
  const live = { settings };
  const use = (next: SessionSettings) => {
    live.settings.signal?.removeEventListener('abort', stop);
    live.settings = next;
    next.signal?.addEventListener('abort', stop);
  };
  use(settings);
  const made: string[] = [];
  const files = scratchFiles(work.scratch);
  let isSpent = false;
  const spend = () => {
    isSpent = true;
    work.spoil();
  };
  const close = async () => {
    forget();
    live.settings.signal?.removeEventListener('abort', stop);
    await dropAll(work.connection, made);
    files.remove();
    await work.release();
  };
  try {
    const session = await openOn(work, dataset, hints, live, { made, files }, spend, close);
    return { session, use, isSpent: () => isSpent };
  } catch (error) {
    await close();
    throw error;
  }
}

async function workOn(dataset: Dataset, settings: SessionSettings): Promise<Work> {
  if (dataset.connection !== undefined) return borrowConnection(dataset);
  const [access] = await Promise.all([dataset.access(settings.root), loadDuckDB()]);
  const { threads, memoryLimit, spillDirectory } = settings;
  const extensionDirectory =
    settings.extensionDirectory ?? (process.env.ASSAY_EXTENSION_DIRECTORY || undefined);
  const grant = {
    directories: access.directories.toSorted(),
    extensions: access.extensions,
    setup: access.setup,
    progress: settings.onProgress !== undefined,
    ...(threads !== undefined && { threads }),
    ...(memoryLimit !== undefined && { memoryLimit }),
    ...(spillDirectory !== undefined && { spillDirectory }),
    ...(extensionDirectory !== undefined && { extensionDirectory }),
  };
  const lease = await leaseConnection(grant, access.undo);
  return { ...lease, directories: access.directories, notes: [], isOrdered: true };
}

/** Everything that a session makes, and removes at its end. */
interface Made {
  /** The names of temporary views and tables. */
  readonly made: string[];
  readonly files: ScratchFiles;
}

async function openOn(
  work: Work,
  dataset: Dataset,
  hints: readonly ColumnHint[],
  live: Live,
  { made, files }: Made,
  spend: () => void,
  close: () => Promise<void>,
): Promise<Session> {
  const { connection, api, scratch } = work;
  const pending = pendingWork();
  const { ask, query, stream, toError } = queriesOn(work, live, spend, pending.bring, files.shown);
  const reader: Reader = {
    granted: bytesIn(live.settings.memoryLimit),
    query: async (sql) => (await query(sql)).map(jsonRow),
    insert: (table, columns, rows) =>
      insertRows(connection, api, table, columns, rows).catch((error: unknown) => {
        throw toError(error);
      }),
    freshName: () => fresh(made),
    freshFile: files.fresh,
    recall: recallOf(live, api.version()),
  };
  const opened: Opened = await dataset.open(reader, hints, live.settings.root);
  pending.add(opened.pending);
  if (!opened.pending) await work.opened();
  const hidden = opened.unreadable?.hidden ?? [];
  const shape = opened.shape ?? opened.relation;
  const described = await ask(`select * from ${shape} limit 0`);
  const columns = describeColumns(described, api).filter(({ name }) => !hidden.includes(name));
  const inFiles = columns.filter(({ name }) => !opened.parts?.folderColumns.has(name));
  const statistics = async (parts: readonly Part[]) => footerStatistics(parts, inFiles);
  const catalogue = aheadOf(catalogueOf(ask, connection, shape), {
    ask,
    connection,
    api,
    relation: shape,
  });
  return Object.freeze({
    engine: 'duckdb',
    relation: opened.relation,
    reproduce: opened.reproduce ?? null,
    columns,
    problems: opened.problems,
    problemCount: opened.problemCount,
    leftOut: opened.leftOut ?? 0,
    unreadable: opened.unreadable ?? null,
    notes: [...work.notes, ...opened.notes],
    kindsOf: opened.kindsOf ?? null,
    columnNotes: opened.columnNotes ?? new Map(),
    fieldNotes: opened.fieldNotes ?? new Map(),
    files: opened.parts ? { parts: opened.parts, statistics } : null,
    fileRows: opened.fileRows ?? null,
    capabilities,
    unordered: opened.unordered ?? (work.isOrdered ? null : unkept),
    isSame: async () => (await opened.isSame?.()) ?? true,
    version: `duckdb ${api.version()}`,
    now: live.settings.now,
    dialect: duckdbDialect,
    query: (sql) => query(sql),
    store: {
      write: (sql, about) => storeRows(sql, about, scratch, query),
      settle: (rows) =>
        settleRows(
          rows,
          { columns, now: live.settings.now },
          { numbered: opened.numbered ?? null, freshName: () => fresh(made), spill: scratch },
          query,
        ),
      violatingRows: violatingRowsSql,
      cleanRows: cleanRowsSql,
      rowsOfEach: rowsOfEachSql,
      rewrite: (file, without) => rewriteParquet(file, without, scratch, query),
    },
    changes: changedRows({
      relation: opened.within?.relation ?? opened.relation,
      within: opened.within ?? null,
      columns,
      query,
      freshName: () => fresh(made),
    }),
    stream,
    checkExpression: expressionCheck(catalogue, columns),
    checkAhead: (texts) => catalogue.askAhead(texts, columns),
    close,
  } satisfies Session);
}

/** Returns the facts that are kept of this version of the engine. */
function recallOf({ settings: { recall } }: Live, version: string): Recall | null {
  if (recall === undefined) return null;
  return {
    ...recall,
    get: (files, question) => recall.get(`duckdb ${version}, ${files}`, question),
    put: (files, question, fact) => recall.put(`duckdb ${version}, ${files}`, question, fact),
  };
}

/** DuckDB plans so many items of a SELECT at once, and reads so many files side by side; of more, the work for each grows. */
const capabilities: Capabilities = { selectItems: 100, piecesAtOnce: 8 };

const unkept =
  'the connection does not keep the order of rows: run set preserve_insertion_order = true on it.';

const counter = Symbol.for('assay.names');

/** Sessions that share an instance, or a user's database, share its names. */
function fresh(made: string[]): string {
  const shared = globalThis as { [counter]?: number };
  shared[counter] = (shared[counter] ?? 0) + 1;
  const name = `__assay_${shared[counter]}`;
  made.push(name);
  return name;
}

/**
 * Newest first: a view may read another. What a name stands for is not known, and dropping the other kind fails. All
 * are temporary: of a user's own database, nothing that happens to have such a name is dropped.
 */
async function dropAll(connection: DuckDBConnection, made: readonly string[]): Promise<void> {
  for (const name of made.toReversed()) {
    const drop = (kind: string) =>
      connection.run(`drop ${kind} if exists temp.main."${name}"`).then(
        () => true,
        () => false,
      );
    if (!(await drop('view'))) await drop('table');
  }
}

import type { DuckDBConnection } from '@duckdb/node-api';
import { type DuckDB, loadDuckDB } from './duckdb-api.ts';
import { closeLocked, type Grant, type Locked, openLocked, setUp } from './locked.ts';

/** A locked instance that sessions of the same grant share. */
interface Engine {
  readonly key: string;
  readonly opened: Promise<Locked>;
  /** An attached database is held open against its writers: such an instance is not kept for later. */
  readonly isKept: boolean;
  sessions: number;
  /** Settled once no dataset is being opened with a setup of its own: all sessions share what it attaches. */
  setups: Promise<void>;
}

/** A connection to an instance that other sessions may share, until it is released. */
export interface Lease {
  readonly api: DuckDB;
  readonly connection: DuckDBConnection;
  readonly scratch: string;
  /** Takes the setup back, once the dataset is open. */
  opened(): Promise<void>;
  /** Sees to it that no later session gets this instance. */
  spoil(): void;
  release(): Promise<void>;
}

/** One instance a worker, whichever copy of this module asks. */
interface Engines {
  current: Engine | null;
  readonly all: Set<Engine>;
}

const key = Symbol.for('assay.engines');

function engines(): Engines {
  const shared = globalThis as { [key]?: Engines };
  shared[key] ??= { current: null, all: new Set() };
  return shared[key];
}

/** The statements that take a grant's setup back once the dataset is open; none if it has to stay. */
type Undo = readonly string[];

/**
 * A connection to an instance that has been granted just this: the running one where it fits, else a new one. A setup
 * that can be taken back is made on the connection, and the instance stays for others: loading an extension takes longer
 * than most datasets.
 */
export async function leaseConnection(grant: Grant, undo: Undo = []): Promise<Lease> {
  const { engine, replaced } = engineFor(undo.length > 0 ? { ...grant, setup: [] } : grant);
  // Counted before anything is awaited, or another lease would take the instance for unused.
  engine.sessions += 1;
  try {
    if (replaced?.sessions === 0) await close(replaced);
    const { instance, spare, scratch } = await engine.opened;
    const prepared = spare.pop();
    const connection = prepared ?? (await instance.connect());
    const spoil = () => {
      if (engines().current === engine) engines().current = null;
    };
    const giveBack = () => {
      if (prepared) spare.push(prepared);
      else connection.disconnectSync();
    };
    const opened = await madeOn(connection, engine, spoil, grant, undo).catch((error: unknown) => {
      giveBack();
      throw error;
    });
    const release = async () => {
      await opened();
      giveBack();
      await leave(engine);
    };
    return { api: await loadDuckDB(), connection, scratch, opened, spoil, release };
  } catch (error) {
    await leave(engine);
    throw error;
  }
}

/** Makes a setup on a connection, and returns what takes it back, once. */
async function madeOn(
  connection: DuckDBConnection,
  engine: Engine,
  spoil: () => void,
  grant: Grant,
  undo: Undo,
): Promise<() => Promise<void>> {
  if (undo.length === 0) return async () => {};
  const before = engine.setups;
  const { promise, resolve } = Promise.withResolvers<void>();
  engine.setups = promise;
  let isMade = true;
  const takeBack = async () => {
    if (!isMade) return;
    isMade = false;
    // What can't be taken back would stand in the way of the next one.
    for (const statement of undo) await connection.run(statement).catch(spoil);
    resolve();
  };
  await before;
  try {
    for (const statement of grant.setup) await setUp(connection, statement, grant);
  } catch (error) {
    resolve();
    spoil();
    throw error;
  }
  return takeBack;
}

function engineFor(grant: Grant): { readonly engine: Engine; readonly replaced: Engine | null } {
  const shared = engines();
  const wanted = JSON.stringify(grant);
  if (shared.current?.key === wanted) return { engine: shared.current, replaced: null };
  const replaced = shared.current;
  const engine: Engine = {
    key: wanted,
    opened: openLocked(grant),
    isKept: grant.setup.length === 0,
    sessions: 0,
    setups: Promise.resolve(),
  };
  // Whoever awaits it is told; a failure must not also end the process as unhandled.
  engine.opened.catch(() => drop(engine));
  shared.current = engine;
  shared.all.add(engine);
  return { engine, replaced };
}

async function leave(engine: Engine): Promise<void> {
  engine.sessions -= 1;
  const isWanted = engines().current === engine && engine.isKept;
  if (engine.sessions === 0 && !isWanted) await close(engine);
}

function drop(engine: Engine) {
  const shared = engines();
  shared.all.delete(engine);
  if (shared.current === engine) shared.current = null;
}

async function close(engine: Engine): Promise<void> {
  if (!engines().all.has(engine)) return;
  drop(engine);
  const opened = await engine.opened.catch(() => null);
  if (opened !== null) closeLocked(opened);
}

/** Close all instances of this worker. */
export async function closeInstances(): Promise<void> {
  for (const engine of engines().all) await close(engine);
}

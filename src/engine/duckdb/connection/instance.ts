import type { DuckDBConnection } from '@duckdb/node-api';
import { type DuckDB, loadDuckDB } from './duckdb-api.ts';
import { closeLocked, type Grant, type Locked, openLocked } from './locked.ts';

/** A locked instance that sessions of the same grant share. */
interface Engine {
  readonly key: string;
  readonly opened: Promise<Locked>;
  /** An attached database is held open against its writers: such an instance is not kept for later. */
  readonly isKept: boolean;
  sessions: number;
}

/** A connection to an instance that other sessions may share, until it is released. */
export interface Lease {
  readonly api: DuckDB;
  readonly connection: DuckDBConnection;
  readonly scratch: string;
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

/** A connection to an instance that has been granted just this: the running one where it fits, else a new one. */
export async function leaseConnection(grant: Grant): Promise<Lease> {
  const { engine, replaced } = engineFor(grant);
  // Counted before anything is awaited, or another lease would take the instance for unused.
  engine.sessions += 1;
  try {
    if (replaced?.sessions === 0) await close(replaced);
    const { instance, spare, scratch } = await engine.opened;
    const prepared = spare.pop();
    const connection = prepared ?? (await instance.connect());
    const release = async () => {
      if (prepared) spare.push(prepared);
      else connection.disconnectSync();
      await leave(engine);
    };
    const spoil = () => {
      if (engines().current === engine) engines().current = null;
    };
    return { api: await loadDuckDB(), connection, scratch, spoil, release };
  } catch (error) {
    await leave(engine);
    throw error;
  }
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

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import type { Access, Dataset, Opened, Reader } from '../../../src/dataset/dataset.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import type { Session, SessionSettings } from '../../../src/engine/engine.ts';

export const now = new Date('2026-11-24T12:00:00Z');

/** A folder that is gone after the test. */
export function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'test-')));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Run statements on an instance without a lock, such as COPY to make files. */
export async function write(...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.disconnectSync();
  instance.closeSync();
}

interface Given extends Partial<Access> {
  readonly connection?: unknown;
  /** In place of a view over the SQL. */
  readonly open?: (reader: Reader) => Promise<Partial<Opened>>;
}

/** A dataset that is a view over some SQL. */
export function dataset(sql: string, { connection, open, ...access }: Given = {}): Dataset {
  return {
    kind: 'test',
    engine: 'duckdb',
    label: 'test data',
    watch: [],
    ...(connection !== undefined && { connection }),
    access: async () => ({ directories: [], extensions: [], setup: [], ...access }),
    open: async (reader) => {
      const none = { problems: [], problemCount: 0, notes: [] };
      if (open) return { relation: '', ...none, ...(await open(reader)) };
      const name = reader.freshName();
      await reader.query(`create temp view "${name}" as ${sql}`);
      return { relation: `"${name}"`, ...none };
    },
  };
}

/** A session that is closed after the test. */
export async function session(
  data: Dataset,
  settings: Partial<SessionSettings> = {},
): Promise<Session> {
  const opened = await openSession(data, [], { root: '/', now, ...settings });
  onTestFinished(() => opened.close());
  return opened;
}

/** The rows of a query over a dataset made of SQL. */
export async function rowsOf(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { query, relation } = await session(dataset(sql));
  return query(`select * from ${relation}`);
}

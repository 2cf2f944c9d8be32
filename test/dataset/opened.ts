import { onTestFinished } from 'vitest';
import { columnHints } from '../../src/contract/schema/schema-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { openSession } from '../../src/engine/duckdb/open-session.ts';
import type { EngineValue, Session } from '../../src/engine/engine.ts';
import { z } from '../../src/index.ts';

export interface Given {
  /** What the contract says of the columns. */
  readonly shape?: z.core.$ZodLooseShape;
  readonly root?: string;
}

/** A dataset as a contract's run opens it; closed after the test. */
export async function opened(dataset: Dataset, { shape = {}, root = '/' }: Given = {}) {
  const hints = columnHints(z.object(shape));
  const session = await openSession(dataset, hints, { root, now: new Date('2026-11-24') });
  onTestFinished(() => session.close());
  return session;
}

export const rowsOf = ({ query, relation, unreadable, dialect }: Session) => {
  const hidden = (unreadable?.hidden ?? []).map(dialect.identifier);
  const others = hidden.length === 0 ? '' : ` exclude (${hidden.join(', ')})`;
  return query(`select *${others} from ${relation}`);
};

/** The rows without those of which a field could not be read. */
export const wholeRowsOf = ({ query, relation, unreadable, dialect }: Session) => {
  const hidden = (unreadable?.hidden ?? []).map(dialect.identifier);
  const others = hidden.length === 0 ? '' : ` exclude (${hidden.join(', ')})`;
  const read = [...(unreadable?.columns.values() ?? [])].map(({ isRead }) => isRead);
  const where = read.length === 0 ? '' : ` where ${read.join(' and ')}`;
  return query(`select *${others} from ${relation}${where}`);
};

/** Names and types, as `id BIGINT`. */
export const typesOf = ({ columns }: Session) => columns.map(({ name, type }) => `${name} ${type}`);

/** All values of a dataset, a list of rows. */
export async function valuesOf(dataset: Dataset, given: Given = {}): Promise<EngineValue[][]> {
  return (await rowsOf(await opened(dataset, given))).map((row) => Object.values(row));
}

/** What opening it says: the code and the sentence of its error. */
export async function refusal(open: () => unknown): Promise<string> {
  try {
    await open();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

import { type Access, type ColumnHint, type Dataset, DatasetError } from '../../dataset/dataset.ts';
import { identifier } from '../../dataset/sql/quote.ts';
import { type Field, fieldsOf } from '../../dataset/typing/described-fields.ts';
import type { ColumnDescription, Session, SessionSettings } from '../../engine/engine.ts';
import { openDataset } from '../../engine/engines.ts';
import { unreadText } from '../../outcome/words/unread.ts';
import { unreadIn } from '../../plan/unreadable/unread-in.ts';
import { DiffError } from './diff-error.ts';
import { type OpenedFields, type SharedFiles, sharedRows } from './shared-files.ts';

/** A dataset that is open beside another one. */
export interface OpenSide {
  readonly label: string;
  /** The text after FROM that reads its rows. */
  readonly relation: string;
  /** The text after FROM that reads the rows which do not lie in a file of both. */
  readonly rest: string;
  readonly columns: readonly ColumnDescription[];
}

/** Two datasets on one connection. */
export interface OpenBoth {
  readonly before: OpenSide;
  readonly after: OpenSide;
  /** The rows of the files of both, which are equal; null if no file is. */
  readonly shared: SharedFiles | null;
  readonly session: Session;
}

/**
 * Opens two datasets on one connection of the engine, which may read the folders of both and nothing else.
 *
 * @throws {DatasetError} if records can't be read: the rest would be compared as if it were all.
 */
export async function openBoth(
  before: Dataset,
  after: Dataset,
  hints: readonly ColumnHint[],
  settings: SessionSettings,
): Promise<OpenBoth> {
  refuseOtherEngines(before);
  refuseOtherEngines(after);
  const { dataset, opened } = pairOf(before, after);
  const session = await openDataset(dataset, hints, settings);
  try {
    const [one, other] = opened();
    refuseUnread(before, one);
    refuseUnread(after, other);
    const { shared, ...rest } = await sharedRows(one, other);
    const columnsOf = (side: string, fields: readonly Field[]) =>
      fields.map(({ name }, at) => {
        const found = session.columns.find((column) => column.name === `${side}${at}`);
        if (found === undefined) throw new Error(`The column ${side}${at} was not described.`);
        return { ...found, name };
      });
    return {
      session,
      shared,
      before: {
        label: before.label,
        relation: one.opened.relation,
        rest: rest.before,
        columns: columnsOf('b', one.fields),
      },
      after: {
        label: after.label,
        relation: other.opened.relation,
        rest: rest.after,
        columns: columnsOf('a', other.fields),
      },
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

function refuseOtherEngines({ label, engine, connection }: Dataset): void {
  if (engine === 'duckdb' && connection === undefined) return;
  throw new DiffError(
    'DIFF_UNSUPPORTED',
    `${label} is read by an engine or a connection of its own, and two datasets are compared by one engine: write it to a file first.`,
  );
}

function refuseUnread({ label }: Dataset, { opened }: OpenedFields): void {
  if (opened.problemCount === 0) return;
  const [first] = opened.problems;
  const where = first ? ` The first is ${first.file}:${first.line ?? '?'}.` : '';
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${label} has ${unreadText(unreadIn(opened))} that can't be read.${where}`,
  );
}

/**
 * Returns a dataset that opens both. Its own relation describes the columns of the two, `b0`, `b1`... and `a0`, `a1`...,
 * and nobody reads its rows.
 */
function pairOf(before: Dataset, after: Dataset) {
  const read: OpenedFields[] = [];
  const dataset: Dataset = {
    kind: 'pair',
    engine: 'duckdb',
    label: `${before.label} and ${after.label}`,
    watch: [...before.watch, ...after.watch],
    access: async (root) => accessToBoth(await before.access(root), await after.access(root)),
    open: async (reader, hints, root) => {
      for (const one of [before, after]) {
        const opened = await one.open(reader, hints, root);
        read.push({ opened, fields: await fieldsOf(reader, opened.relation) });
      }
      const relation = identifier(reader.freshName());
      const lists = read.map(({ fields }, at) =>
        fields.map(({ name }, place) => `s${at}.${identifier(name)} as "${'ba'[at]}${place}"`),
      );
      const from = read.map(({ opened }, at) => `${opened.relation} as s${at}`).join(', ');
      await reader.query(`create temp view ${relation} as select ${lists.flat()} from ${from}`);
      const isSame = async () =>
        (await Promise.all(read.map(({ opened }) => opened.isSame?.() ?? true))).every(Boolean);
      return { relation, problems: [], problemCount: 0, notes: [], isSame };
    },
  };
  const opened = (): readonly [OpenedFields, OpenedFields] => {
    const [one, other] = read;
    if (one === undefined || other === undefined) throw new Error('Two datasets were not opened.');
    return [one, other];
  };
  return { dataset, opened };
}

/** The statements are run before the engine is locked, each once: two databases would be attached under one name. */
function accessToBoth(one: Access, other: Access): Access {
  const setup = [...new Set([...one.setup, ...other.setup])];
  if (setup.length > Math.max(one.setup.length, other.setup.length))
    throw new DiffError(
      'DIFF_UNSUPPORTED',
      'Two database files can not be compared with each other: write their tables to Parquet files first.',
    );
  return {
    directories: [...new Set([...one.directories, ...other.directories])],
    extensions: [...new Set([...one.extensions, ...other.extensions])],
    setup,
  };
}

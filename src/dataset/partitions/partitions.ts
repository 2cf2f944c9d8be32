import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type FileSource,
  type Opened,
  type Reader,
} from '../dataset.ts';
import { type Chosen, choosePartitions, notThere, previousOf } from './choose-partitions.ts';
import { findPartitions, type Partition } from './find-partitions.ts';
import { ownColumnNotes } from './own-columns.ts';
import { type Choice, checkChoice, type PartitionOptions } from './partition-options.ts';

/** Partitions of a dataset: together they are a dataset, and `verify.each` checks each of them apart. */
export interface PartitionedDataset extends Dataset {
  readonly kind: 'partitions';
  /** The keys of the folders. */
  readonly keys: readonly string[];
  /**
   * Finds the partitions that are there now, each as a dataset of its own, in the order of their values where that is asked
   * for. One that was asked for by its value and is not there is a dataset whose opening fails.
   *
   * @throws {DatasetError} if there is none, or if they can't be told apart with certainty.
   */
  each(root: string): Promise<readonly PartitionDataset[]>;
}

/** A partition as a dataset of its own. */
export interface PartitionDataset {
  /** The names of its folders: `'day=2026-11-30'`. */
  readonly name: string;
  readonly dataset: Dataset;
  /** Returns the partition that comes before it. Opening it fails if there is none. */
  readonly previous: () => Dataset;
}

/**
 * Chooses partitions of a dataset of files by their folders (`day=2026-11-30/`): the newest, those since a value, those of
 * some values, or all. `verify` checks the rows of all of them together, and `verify.each` checks each partition apart. A folder
 * of the key in which there is no file to read is a partition as well, and red.
 *
 * The files are found when the dataset is opened, or when the contract file is collected. A file that lies in no folder of
 * the key is an error. So is an order that is not certain: `newest` and `since` take dates that are written alike, and whole
 * numbers, which are put in order as such (`9` before `10`). Only files of this machine have partitions.
 *
 * @throws {DatasetError} `DATASET_INVALID` for a dataset that is not made of files, and for an invalid option.
 *
 * @example
 * verify.each(trips, partitions(parquet('data/day=*\/*.parquet'), { by: 'day', newest: 7 }))
 * verify(trips, partitions(parquet('data/day=*\/*.parquet'), { by: 'day', newest: 1 }))
 * verify.each(trips, partitions(csv('data/year=*\/month=*\/*.csv'), { by: ['year', 'month'] }))
 */
export function partitions(dataset: Dataset, options: PartitionOptions): PartitionedDataset {
  const source = sourceOf(dataset);
  const choice = checkChoice(options);
  const label = `${dataset.label} (${inWords(choice)})`;
  const find = async (root: string) => chosen(await findPartitions(source, choice.keys, root));
  const chosen = (all: readonly Partition[]) => ({ all, ...choosePartitions(all, choice) });
  const together = async (root: string) => {
    const found = await find(root);
    const [missing] = found.missing;
    if (missing !== undefined) throw notThere(missing, found.all, dataset.label);
    const files = new Set(found.partitions.flatMap((one) => one.files.map(({ path }) => path)));
    // The rows keep the order of the files, whatever that of the partitions.
    const listed = found.all.flatMap((one) => one.files).filter(({ path }) => files.has(path));
    return { dataset: source.at(listed, label), notes: notesOf(found) };
  };
  // What was permitted is what is opened, though a file may come in between.
  let permitted: ReturnType<typeof together> | null = null;
  return Object.freeze({
    kind: 'partitions',
    engine: dataset.engine,
    label,
    watch: dataset.watch,
    keys: choice.keys,
    digests: async (root: string) => (await together(root)).dataset.digests?.(root) ?? null,
    access: (root: string) => {
      permitted = together(root);
      return permitted.then((one) => one.dataset.access(root));
    },
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const found = await (permitted ?? together(root));
      permitted = null;
      const opened = await found.dataset.open(reader, hints, root);
      const own = await ownColumnNotes(reader, opened, source.format, choice.keys);
      return { ...opened, notes: [...found.notes, ...own, ...opened.notes] };
    },
    each: async (root: string) => {
      const found = await find(root);
      return eachOf(found, { dataset, source, keys: choice.keys });
    },
  } satisfies PartitionedDataset);
}

/** True for a dataset that {@link partitions} made. */
export const isPartitioned = (dataset: Dataset): dataset is PartitionedDataset =>
  dataset.kind === 'partitions' && 'each' in dataset;

function sourceOf(dataset: Dataset): FileSource {
  const source = typeof dataset === 'object' && dataset !== null ? dataset.source : undefined;
  if (source !== undefined) return source;
  throw new DatasetError(
    'DATASET_INVALID',
    "partitions() takes a dataset of files first, such as parquet('data/day=*/*.parquet').",
  );
}

interface Found extends Chosen {
  readonly all: readonly Partition[];
}

function notesOf({ partitions: read, all, notes }: Found): readonly string[] {
  const names = read.map(({ name }) => `${name}/`);
  const shown = names.length > 4 ? [...names.slice(0, 2), '…', ...names.slice(-1)] : names;
  return [
    `Of ${all.length} ${all.length === 1 ? 'partition' : 'partitions'}, ${read.length} ${read.length === 1 ? 'is' : 'are'} read: ${shown.join(', ')}.`,
    ...notes,
  ];
}

interface Whole {
  readonly dataset: Dataset;
  readonly source: FileSource;
  readonly keys: readonly string[];
}

function eachOf(
  { all, partitions: list, missing, notes }: Found,
  { dataset, source, keys }: Whole,
): readonly PartitionDataset[] {
  const labelOf = (name: string) => `${dataset.label} (${name})`;
  const one = ({ name, files }: Partition): Dataset =>
    withNotes({ ...source.at(files, labelOf(name)), watch: dataset.watch }, notes, (...opened) =>
      ownColumnNotes(...opened, source.format, keys),
    );
  const before = (partition: Partition): Dataset => {
    const label = labelOf(`before ${partition.name}`);
    try {
      const previous = previousOf(all, partition, keys);
      if (previous === null) return failing(dataset, label, first(partition));
      return previous.files.length === 0
        ? failing(dataset, label, notThere(previous.name, all, dataset.label))
        : one(previous);
    } catch (error) {
      if (error instanceof DatasetError) return failing(dataset, label, error);
      throw error;
    }
  };
  return [
    ...list.map((partition) => ({
      name: partition.name,
      dataset: one(partition),
      previous: () => before(partition),
    })),
    ...missing.map((name) => {
      const lost = failing(dataset, labelOf(name), notThere(name, all, dataset.label));
      return { name, dataset: lost, previous: () => lost };
    }),
  ];
}

const first = ({ name }: Partition) =>
  new DatasetError('DATASET_NOT_FOUND', `${name}/ is the first partition: none comes before it.`);

/** Returns a dataset that can't be opened, with the reason. */
const failing = (
  { engine, watch }: Pick<Dataset, 'engine' | 'watch'>,
  label: string,
  error: DatasetError,
): Dataset => ({
  kind: 'partitions',
  engine,
  label,
  watch,
  access: () => Promise.reject(error),
  open: () => Promise.reject(error),
});

/** Adds notes to those of a dataset: some that are known, and others that its rows decide. */
const withNotes = (
  dataset: Dataset,
  notes: readonly string[],
  more: (reader: Reader, opened: Opened) => Promise<readonly string[]>,
): Dataset => ({
  ...dataset,
  open: async (reader, hints, root) => {
    const opened = await dataset.open(reader, hints, root);
    return { ...opened, notes: [...notes, ...(await more(reader, opened)), ...opened.notes] };
  },
});

/** Returns the words of a label for a choice, which does not know yet what it finds. */
function inWords({ keys, newest, since, values }: Choice): string {
  const key = keys.join('/');
  if (newest !== null) return newest === 1 ? `newest ${key}` : `newest ${newest} by ${key}`;
  if (since !== null) return `${key} since ${since.join('/')}`;
  if (values === null) return `all by ${key}`;
  const [only, ...more] = values;
  return more.length === 0
    ? `${key} ${only?.map((value) => value ?? 'NULL').join('/')}`
    : `${values.length} values of ${key}`;
}

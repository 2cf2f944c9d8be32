import { printArgument } from '../../metric/subject.ts';
import { DatasetError } from '../dataset.ts';
import { nullFolder } from '../files/find/partition-folders.ts';
import { andMore } from '../listed-names.ts';
import type { Partition } from './find-partitions.ts';
import type { Choice } from './partition-options.ts';
import { orderOf } from './partition-order.ts';

/** The partitions that were chosen, and the names of those that should be read and are not there, or hold no file. */
export interface Chosen {
  readonly partitions: readonly Partition[];
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

/** Chooses among all partitions. Throws if none is left, or if they have no order and one is needed. */
export function choosePartitions(all: readonly Partition[], choice: Choice): Chosen {
  const { newest, since, values } = choice;
  if (values !== null) return withValues(all, values, choice.keys);
  const nulls = all.filter(hasNull);
  const filled = all.filter((one) => !hasNull(one));
  const isOrdered = newest !== null || since !== null;
  if (isOrdered && nulls[0] !== undefined && choice.nulls === null) throw nullIsNeither(nulls[0]);
  const sorted = isOrdered ? inOrder(filled, choice.keys, since) : filled;
  const chosen = since === null ? sorted.slice(newest === null ? 0 : -newest) : sorted;
  if (chosen.length === 0 && since !== null) throw nothingSince(since, filled, choice.keys);
  const skipped = choice.nulls === 'skip' ? nulls : [];
  const kept = [...chosen, ...(choice.nulls === 'skip' ? [] : nulls)];
  if (kept.length === 0)
    throw notFound(`All partitions lie in ${name(skipped)}/, which nulls: 'skip' leaves out.`);
  return {
    ...apart(kept),
    notes: [
      ...(skipped.length > 0 ? [`Rows of ${name(skipped)}/ are left out by nulls: 'skip'.`] : []),
      ...(newest !== null && newest > filled.length
        ? [
            `There ${filled.length === 1 ? 'is 1 partition' : `are ${filled.length} partitions`}, and newest: ${newest} asks for more.`,
          ]
        : []),
    ],
  };
}

/** Sets partitions without a file apart: they are red, since an older day is none that was asked for. */
const apart = (chosen: readonly Partition[]): Pick<Chosen, 'partitions' | 'missing'> => ({
  partitions: chosen.filter(({ files }) => files.length > 0),
  missing: chosen.filter(({ files }) => files.length === 0).map((one) => one.name),
});

/** Returns the partition that comes before another one, among those whose keys are not NULL; null if it is the first. */
export function previousOf(
  all: readonly Partition[],
  one: Partition,
  keys: readonly string[],
): Partition | null {
  if (hasNull(one))
    throw invalid(`${one.name}/ is NULL, which is neither old nor new: nothing comes before it.`);
  const sorted = inOrder(
    all.filter((each) => !hasNull(each)),
    keys,
    null,
  );
  const at = sorted.findIndex(({ name }) => name === one.name);
  return sorted[at - 1] ?? null;
}

const hasNull = ({ values }: Partition) => values.includes(null);

const name = ([first, ...more]: readonly Partition[]) => andMore(first?.name ?? '', more.length);

/** Returns the partitions from the oldest to the newest, from a value on. */
function inOrder(
  partitions: readonly Partition[],
  keys: readonly string[],
  since: Choice['since'],
): readonly Partition[] {
  if (partitions.length === 0) return [];
  const orders = keys.map((key, at) =>
    orderOf(
      key,
      partitions.map(({ values }) => values[at] ?? ''),
      since === null ? [] : [since[at] ?? ''],
    ),
  );
  const compare = (one: Partition['values'], other: Partition['values']) =>
    orders.reduce((found, order, at) => found || order(one[at] ?? '', other[at] ?? ''), 0);
  return partitions
    .filter(({ values }) => since === null || compare(values, since) >= 0)
    .toSorted((one, other) => compare(one.values, other.values));
}

function withValues(
  all: readonly Partition[],
  wanted: readonly Partition['values'][],
  keys: readonly string[],
): Chosen {
  const byValues = new Map(all.map((one) => [JSON.stringify(one.values), one]));
  const ids = [...new Set(wanted.map((one) => JSON.stringify(one)))];
  const found = ids.map((id) => byValues.get(id));
  const missing = wanted
    .filter((one) => !byValues.has(JSON.stringify(one)))
    .map((one) => keys.map((key, at) => `${key}=${one[at] ?? nullFolder}`).join('/'));
  const there = apart(found.filter((one) => one !== undefined));
  return {
    partitions: there.partitions,
    missing: [...new Set([...missing, ...there.missing])],
    notes: [],
  };
}

/**
 * Returns the error of a partition that is not there, or holds no file. It names one whose values are the same in another
 * spelling.
 */
export function notThere(missing: string, all: readonly Partition[], label: string): DatasetError {
  if (all.some((one) => one.name === missing))
    return notFound(
      `The folder ${missing}/ holds no file that ${label} reads: write the partition again, or remove the folder.`,
    );
  const last = all.slice(-3).map((one) => `${one.name}/`);
  const alike = all.find((one) => spelledAlike(one.name) === spelledAlike(missing));
  const meant = alike === undefined ? '' : ` Did you mean ${printValues(alike.values)}?`;
  return notFound(
    `${label} has no partition ${missing}/: it has ${andMore(last.join(', '), all.length - last.length)}.${meant}`,
  );
}

/** Equal for texts that differ in case, in zeros before a number, and in the marks between the numbers of a date. */
const spelledAlike = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/g, '$1-$2-$3')
    .replaceAll(/(?<!\d)0+(?=\d)/g, '')
    .replaceAll(/(?<=\d)[-_. /](?=\d)/g, '-');

/** Returns the values of a partition as the option `values` has them. */
function printValues(values: Partition['values']): string {
  const printed = values.map((value) => (value === null ? 'null' : printArgument(value)));
  return printed.length === 1 ? printed.join('') : `[${printed.join(', ')}]`;
}

const nullIsNeither = ({ name: folder }: Partition) =>
  invalid(
    `There are rows in ${folder}/, whose key is NULL and thus neither old nor new: write nulls: 'check' to choose them as well, or nulls: 'skip' to leave them out.`,
  );

function nothingSince(
  since: readonly (string | null)[],
  all: readonly Partition[],
  keys: readonly string[],
): DatasetError {
  const newest = inOrder(all, keys, null).at(-1);
  const there = newest === undefined ? 'all are NULL' : `the newest is ${newest.name}/`;
  return notFound(
    `There is no partition since ${keys.map((key, at) => `${key}=${since[at]}`).join('/')}: ${there}.`,
  );
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
const notFound = (message: string) => new DatasetError('DATASET_NOT_FOUND', message);

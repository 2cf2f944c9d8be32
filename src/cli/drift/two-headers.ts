import { openDataset } from '../../engine/engines.ts';
import type { Family } from '../../metric/expression.ts';
import type { Uncompared } from '../../outcome/drift/drift-table.ts';
import { counted } from '../../outcome/printable-text.ts';
import { namesLikeData } from '../headerless.ts';
import type { Source } from '../source.ts';
import { UsageError } from '../usage.ts';

/** The columns of two datasets: those that can be compared, in the order of the current data, and the others. */
export interface TwoHeaders {
  readonly shared: readonly string[];
  readonly uncompared: readonly Uncompared[];
}

/** The kinds of values between which a drift has a meaning. Other families have no distribution. */
const natures: Readonly<Partial<Record<Family, string>>> = {
  integer: 'numbers',
  float: 'numbers',
  decimal: 'numbers',
  date: 'dates',
  timestamp: 'dates',
  text: 'text',
  boolean: 'booleans',
};

type Header = ReadonlyMap<string, string | undefined>;

/**
 * Reads the columns of both datasets.
 *
 * @throws {UsageError} if records can't be read, since the rest would be compared as if it were all, and if the names look
 * like values, since they would be printed. `isHeader` is true if they are names all the same.
 */
export async function headersOf(
  reference: Source,
  current: Source,
  isHeader: boolean,
): Promise<TwoHeaders> {
  return compareHeaders(await headerOf(reference, isHeader), await headerOf(current, isHeader));
}

/** Compares two headers: names with the nature of their values, undefined for what has no distribution. */
export function compareHeaders(before: Header, now: Header): TwoHeaders {
  const reasons = [...now].flatMap(([column, nature]): readonly Uncompared[] => {
    if (!before.has(column)) return [{ column, is: 'new', why: 'only in the current data' }];
    const was = before.get(column);
    if (was === nature && nature !== undefined) return [];
    if (was === nature)
      return [{ column, is: 'left out', why: 'Its values have no distribution.' }];
    const words = (one: string | undefined) => one ?? 'values without a distribution';
    return [
      { column, is: 'error', why: `The reference has ${words(was)}, the data ${words(nature)}.` },
    ];
  });
  const vanished = [...before.keys()].filter((column) => !now.has(column));
  const others = new Set(reasons.map(({ column }) => column));
  return {
    shared: [...now.keys()].filter((column) => !others.has(column)),
    uncompared: [
      ...reasons,
      ...vanished.map((column) => ({
        column,
        is: 'vanished' as const,
        why: 'only in the reference',
      })),
    ],
  };
}

async function headerOf({ dataset, sourceFunction }: Source, isHeader: boolean): Promise<Header> {
  const session = await openDataset(dataset, [], { root: process.cwd(), now: new Date() });
  try {
    if (session.problemCount > 0) {
      const records = counted(session.problemCount, 'record');
      const [first] = session.problems;
      const where = first ? ` The first is ${first.file}:${first.line ?? '?'}.` : '';
      throw new UsageError(`${dataset.label} has ${records} that can't be read.${where}`);
    }
    const names = session.columns.map(({ name }) => name);
    const doubt = isHeader ? null : namesLikeData(names, sourceFunction);
    if (doubt !== null)
      throw new UsageError(
        `${dataset.label} seems to have no header: ${doubt}, and would be printed. If its first record does hold names, say so with --header.`,
      );
    return new Map(session.columns.map(({ name, family }) => [name, natures[family]]));
  } finally {
    await session.close();
  }
}

import { openDataset } from '../../engine/engines.ts';
import { unreadText } from '../../outcome/words/unread.ts';
import { unreadIn } from '../../plan/unreadable/unread-in.ts';
import {
  compareHeaders,
  type Header,
  headerOf,
  type TwoHeaders,
} from '../../run/drift/compare-headers.ts';
import { namesLikeData } from '../reading/headerless.ts';
import type { Source } from '../reading/source.ts';
import { UsageError } from '../usage.ts';

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
  return compareHeaders(await readHeader(reference, isHeader), await readHeader(current, isHeader));
}

async function readHeader({ dataset, sourceFunction }: Source, isHeader: boolean): Promise<Header> {
  const session = await openDataset(dataset, [], { root: process.cwd(), now: new Date() });
  try {
    if (session.problemCount > 0) {
      const [first] = session.problems;
      const where = first ? ` The first is ${first.file}:${first.line ?? '?'}.` : '';
      throw new UsageError(
        `${dataset.label} has ${unreadText(unreadIn(session))} that can't be read.${where}`,
      );
    }
    const names = session.columns.map(({ name }) => name);
    const doubt = isHeader ? null : namesLikeData(names, sourceFunction);
    if (doubt !== null)
      throw new UsageError(
        `${dataset.label} seems to have no header: ${doubt}, and would be printed. If its first record does hold names, say so with --header.`,
      );
    return headerOf(session.columns);
  } finally {
    await session.close();
  }
}

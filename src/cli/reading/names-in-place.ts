import type { Session } from '../../engine/engine.ts';
import { allOf } from '../../outcome/printable-text.ts';
import { writtenNames } from '../flag-values.ts';
import type { FoundOptions } from './found-options.ts';
import { onlyFile } from './only-file.ts';
import type { ReadingFlags } from './reading-flags.ts';
import type { Source } from './source.ts';

/**
 * Returns the options that name all columns of a file whose header can't name them: it has a name twice. Null for several files, of which
 * each may have its columns in another order, for a glob of which one file is there, and where names are given.
 */
export async function namesInPlace(
  { dataset }: Source,
  flags: ReadingFlags,
  { columns }: Pick<Session, 'columns'>,
): Promise<FoundOptions | null> {
  const file = await onlyFile(dataset);
  if (file?.shown !== dataset.label) return null;
  if (flags.names !== undefined || flags.header === false) return null;
  const names = columns.map(({ name }) => name);
  return {
    flags: { ...flags, header: true, names: writtenNames(names) },
    said: [
      `The header of ${dataset.label} has a name that is no column's own: the contract names ${allOf(names.length, 'field')} by place, so that a change in their order is not seen`,
    ],
  };
}

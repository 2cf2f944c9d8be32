import { formatOfFile } from '../../dataset/file-formats.ts';
import type { Source } from './source.ts';

/** Returns a sentence on a file whose name says that another source reads it; null for others. */
export function readByBytes(
  file: string,
  { sourceFunction }: Pick<Source, 'sourceFunction'>,
): string | null {
  const named = formatOfFile(file);
  return named === null || named === sourceFunction
    ? null
    : `${file} is read by ${sourceFunction}(), for its bytes say so, and not by ${named}() as its name would have it.`;
}

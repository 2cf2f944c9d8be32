import { csvOptions } from '../../dataset/csv/csv-options.ts';
import { linesAbove } from '../../dataset/csv/csv-preamble.ts';
import { localStart } from '../../dataset/csv/csv-start.ts';
import { canRead } from '../../dataset/files/bytes/file-bytes.ts';
import { compressionOf } from '../../dataset/files/bytes/look-at-bytes.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { FoundOptions } from './found-options.ts';
import { onlyFile } from './only-file.ts';
import { type ReadingFlags, readingOptions } from './reading-flags.ts';
import type { Source } from './source.ts';

/**
 * Returns the option that leaves out the lines above a header, where the header can be in no other line; null if it may be in the
 * first one, and where the flags say in which line it is.
 */
export async function skippedLines(
  { dataset }: Source,
  flags: ReadingFlags,
): Promise<FoundOptions | null> {
  const isSaid = [flags.skip, flags.comment, flags.header, flags.names].some(
    (flag) => flag !== undefined,
  );
  const file = isSaid ? null : await onlyFile(dataset);
  const compression = file && compressionOf(file);
  if (!file || !compression || !canRead(file, compression)) return null;
  const options = csvOptions(readingOptions('csv', flags));
  const { quote = '"', escape: escaped = quote, delimiter = ',', encoding = 'utf-8' } = options;
  const characters = { delimiter, quote, escape: escaped };
  const start = await localStart(file, { compression, encoding, characters });
  // Lines above a header may be comments, which another option leaves out.
  if (/^\ufeff?#/.test(start.text)) return null;
  const found = linesAbove(start, { quote, escape: escaped, header: true, expected: [] });
  const given = options.delimiter;
  if (found === null || (given !== undefined && given !== found.delimiter)) return null;
  const { lines } = found;
  return {
    flags: { ...flags, skip: String(lines) },
    said: [
      `The header of ${file.shown} is in line ${lines + 1}, over columns of numbers or dates: the ${lines === 1 ? 'line' : counted(lines, 'line')} above it ${lines === 1 ? 'is' : 'are'} left out`,
    ],
  };
}

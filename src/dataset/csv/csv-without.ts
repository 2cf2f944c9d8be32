import { DatasetError, type SourceFile } from '../dataset.ts';
import { isOfEngine } from '../files/bytes/decode.ts';
import { readBytes } from '../files/bytes/file-bytes.ts';
import { compressionOf } from '../files/bytes/look-at-bytes.ts';
import { linesOf, withoutLines } from '../files/bytes/without-lines.ts';
import { writeBytes } from '../files/bytes/write-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import type { CsvOptions } from './csv-options.ts';
import { inspectCsv } from './inspect-csv.ts';
import { scanFile } from './scan-file.ts';

/**
 * Writes a copy of a CSV file without some records. It leaves out their lines and copies the bytes of the others, so that
 * quotes, line ends, NULL texts and the header stay as they are.
 */
export async function csvWithout(
  { path, shown }: SourceFile,
  options: CsvOptions,
  records: readonly number[],
  to: string,
): Promise<void> {
  const file: DataFile = { path, shown, listed: shown, remote: false, size: 0 };
  const { encoding = 'utf-8', compression = compressionOf({ path, remote: false }) } = options;
  const source = await inspectCsv(noEngine(shown), file, options, []);
  const lines = await linesOf(records, (wanted) => scanFile(source, wanted));
  const cut = isOfEngine(encoding) ? encoding : bytesOf(encoding, shown);
  const kept = withoutLines(readBytes(file, compression, cut), lines);
  await writeBytes(kept, to, { compression, encoding: cut, like: path });
}

/**
 * Returns an encoding by which the bytes of a file are cut as they are: where a line ends in an encoding that is only decoded for
 * reading, it does so by the bytes of ASCII, which are no part of another character.
 *
 * @throws {DatasetError} `DATASET_INVALID` for an encoding in which that is not so.
 */
function bytesOf(encoding: string, shown: string) {
  if (!['utf-16be', 'iso-2022-jp', 'replacement'].includes(encoding)) return 'latin-1';
  throw new DatasetError(
    'DATASET_INVALID',
    `${shown} is in ${encoding}, of which single lines can't be left out: convert it to UTF-8.`,
  );
}

const noEngine = (shown: string) => ({
  query: async () => {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} is compressed in a way that this version of Node.js can't unpack: use a newer one.`,
    );
  },
});

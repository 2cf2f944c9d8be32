import { DatasetError, type SourceFile } from '../dataset.ts';
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
  const kept = withoutLines(readBytes(file, compression, encoding), lines);
  await writeBytes(kept, to, { compression, encoding, like: path });
}

const noEngine = (shown: string) => ({
  query: async () => {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} is compressed in a way that this version of Node.js can't unpack: use a newer one.`,
    );
  },
});

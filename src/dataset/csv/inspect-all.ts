import { takeTurns } from '../../system/take-turns.ts';
import type { Plain, Reader } from '../dataset.ts';
import { bundlesOf } from '../files/bundles.ts';
import { canRead } from '../files/bytes/file-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { keptKey } from '../scratch/kept-key.ts';
import { areAsOpened, type CsvFile, stateBefore } from './csv-file.ts';
import type { CsvOptions } from './csv-options.ts';
import { inspectCsv } from './inspect-csv.ts';

/** The number of files whose first records are kept together: of these, all are inspected again if one has changed. */
const filesTogether = 16;

/** Inspects files. Those that an earlier run has inspected are not read, if they have not changed since. */
export async function inspectAll(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
  expected: readonly string[],
): Promise<readonly CsvFile[]> {
  const bundles = bundlesOf(
    files.map((file) => ({ file, key: file.path, bytes: 1 })),
    filesTogether,
  );
  const found: CsvFile[] = [];
  const turn = takeTurns();
  for (const bundle of bundles) {
    const some = bundle.map(({ file }) => file);
    found.push(...(await inspectSome(reader, some, options, expected)));
    await turn();
  }
  return found;
}

async function inspectSome(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
  expected: readonly string[],
): Promise<readonly CsvFile[]> {
  const { recall = null } = reader;
  // To digest a file takes longer than to look at its first records.
  const isKept = recall !== null && recall.identity === 'footer' && files.every(isLocal);
  if (!isKept) return inspectEach(reader, files, options, expected);
  const states = await Promise.all(files.map(stateBefore));
  const known = files.map(({ path }, at) => ({ path, state: states[at] ?? '' }));
  const shown = files.map((file) => file.shown);
  const key = await keptKey(recall, 'csv', known, ['first records', options, expected, shown]);
  const kept = recall.get(key.files, key.question) as readonly KeptHead[] | undefined;
  if (
    kept !== undefined &&
    files.every((file, at) => canRead(file, kept[at]?.compression ?? 'none'))
  )
    return files.map((file, at) => ({
      ...(kept[at] as KeptHead),
      file,
      options,
      canScan: true,
      state: states[at] ?? '',
    }));
  const found = await inspectEach(reader, files, options, expected);
  const isSame = found.every(({ canScan, state }, at) => canScan && state === states[at]);
  if (isSame && (await areAsOpened(found)))
    recall.put(key.files, key.question, found.map(keptHead));
  return found;
}

const isLocal = ({ remote }: DataFile) => !remote;

async function inspectEach(
  reader: Reader,
  files: readonly DataFile[],
  options: CsvOptions,
  expected: readonly string[],
): Promise<readonly CsvFile[]> {
  const found: CsvFile[] = [];
  for (const file of files) found.push(await inspectCsv(reader, file, options, expected));
  return found;
}

/** The format and the columns of a file, which follow from its bytes alone. */
type KeptHead = Omit<CsvFile, 'file' | 'options' | 'canScan' | 'state'>;

function keptHead({ file: _, options: __, canScan: ___, state: ____, ...head }: CsvFile): Plain {
  const { characters, problems } = head;
  return {
    ...head,
    characters: { ...characters },
    problems: problems.map(({ column, message }) => ({ column, message })),
  };
}

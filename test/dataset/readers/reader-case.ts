import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Compared, openBoth } from './opened-both.ts';
import type { TwoWays } from './two-ways.ts';
import { unlike } from './unlike.ts';

/** Generated files, the dataset over them, and what is known of them. */
export interface ReaderCase extends TwoWays {
  /** The files by name, or what writes them into a folder. */
  readonly files: Readonly<Record<string, Uint8Array>> | ((root: string) => void);
  /** The options of the dataset, for a report. */
  readonly options: unknown;
  /** The number of records that were written; null if what was written has no certain number. */
  readonly records: number | null;
  /** The number of unreadable fields by column, for columns of which that is known. */
  readonly unreadable?: ReadonlyMap<string, number>;
}

/** Writes the files of a case, opens them both ways, and compares what was read with what was written too. */
export async function judgeCase(one: ReaderCase): Promise<Compared> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'readers-')));
  try {
    writeFiles(root, one);
    const compared = await openBoth(one, root);
    return { ...compared, differences: [...compared.differences, ...accounting(one, compared)] };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Writes the files of a case into a folder. */
function writeFiles(root: string, { files }: Pick<ReaderCase, 'files'>): void {
  mkdirSync(root, { recursive: true });
  if (typeof files === 'function') {
    files(root);
    return;
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(root, name), bytes);
}

/** Compares what was read with what was written: each record is a row or a problem. */
function accounting({ records, unreadable }: ReaderCase, compared: Compared): readonly string[] {
  if (compared.records === null) return [];
  const told = compared.unreadable;
  return [
    ...(records === null
      ? []
      : unlike('records read and told, of those written', compared.records, records)),
    ...(told === null
      ? []
      : [...(unreadable ?? [])].flatMap(([name, count]) =>
          unlike(`unreadable fields of "${name}", of those written`, told.get(name) ?? 0, count),
        )),
  ];
}

/** Describes a case in words from which it can be made again. */
export function describeCase({ files, options, hints, records }: ReaderCase): string {
  const shown =
    typeof files === 'function'
      ? String(files)
      : Object.entries(files)
          .map(
            ([name, bytes]) =>
              `${name} (${bytes.length} bytes, base64): ${Buffer.from(bytes.subarray(0, 3000)).toString('base64')}`,
          )
          .join('\n');
  return `options ${JSON.stringify(options)}\nhints ${JSON.stringify(hints)}\nrecords ${records}\n${shown}`;
}

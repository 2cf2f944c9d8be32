import { writeInferred } from '../../../src/cli/infer/infer-command.ts';
import { loadContracts } from '../../../src/cli/load-contracts.ts';
import type { ReadingFlags } from '../../../src/cli/reading/reading-flags.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import type { Dataset, FileSource } from '../../../src/dataset/dataset.ts';
import { csv, excel, json, parquet, sqlite } from '../../../src/index.ts';
import { CodedError } from '../../../src/value/coded-error.ts';
import { messageOf } from '../../../src/value/thrown.ts';
import { recordVerifyCalls } from '../../../src/vitest/verify/outside-vitest.ts';
import type { FileToRead } from './files.ts';
import { flagsProposed } from './proposals.ts';

/** The way in which infer ended, and the sentences of the refusals that were followed. */
export interface InferredFile {
  readonly flags: ReadingFlags;
  readonly refusals: readonly string[];
  /** Null if the contract was written. */
  readonly error: { readonly state: 'refused' | 'broken' } | null;
}

/** Infers the contract of a file into another, and follows what a refusal proposes, as somebody would who reads it. */
export async function inferFile(
  { path, table }: Pick<FileToRead, 'path' | 'table'>,
  out: string,
): Promise<InferredFile> {
  let flags: ReadingFlags = table === undefined ? {} : { table };
  const refusals: string[] = [];
  for (;;) {
    try {
      await writeInferred(path, { ...flags, out, force: true });
      return { flags, refusals, error: null };
    } catch (error) {
      const message = messageOf(error);
      refusals.push(message);
      const more = flagsProposed(message, flags);
      if (more === null)
        return { flags, refusals, error: { state: isCoded(error) ? 'refused' : 'broken' } };
      flags = { ...flags, ...more };
    }
  }
}

/** Loads a contract file that infer wrote. Returns its contract, and how it reads its file. */
export async function loadInferred(
  out: string,
): Promise<{ readonly contract: Contract; readonly source: FileSource }> {
  await loadContracts(out);
  const call = recordVerifyCalls().at(-1);
  const source = call?.dataset.source;
  if (!call || !source) throw new Error(`${out} verifies nothing.`);
  return { contract: call.contract, source };
}

/** The dataset of a contract anew, for the contract's own is that of another copy of Assay, which Vite has closed. */
export function datasetOf(
  { path, table = '' }: Pick<FileToRead, 'path' | 'table'>,
  { format, options }: FileSource,
): Dataset {
  if (format === 'csv') return csv(path, options);
  if (format === 'json') return json(path, options);
  if (format === 'parquet') return parquet(path, options);
  if (format === 'excel') return excel(path, options);
  if (format === 'sqlite') return sqlite(path, table);
  throw new Error(`${path} is of the format ${format}.`);
}

const isCoded = (error: unknown): boolean =>
  error instanceof UsageError || error instanceof CodedError;

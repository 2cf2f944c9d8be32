import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { EngineError } from '../../engine/engine.ts';
import { pathWithin } from '../../system/paths.ts';

/** The folder for violating rows. `clean` if the other rows are written as well. */
export interface QuarantineSettings {
  readonly folder: string;
  readonly clean: boolean;
}

/** A request to write violating rows. */
export interface QuarantineRequest {
  readonly settings: QuarantineSettings;
  readonly contract: Contract;
  readonly dataset: Dataset;
  readonly root: string;
}

/** Returns the files for a contract and a dataset. They are the same in every run. */
export function quarantineFiles({ settings, contract, dataset }: QuarantineRequest) {
  const digest = createHash('sha256').update(`${contract.name}\0${dataset.label}`).digest('hex');
  const name = join(settings.folder, `${slug(contract.name)}-${digest.slice(0, 8)}`);
  return { violating: `${name}.parquet`, clean: `${name}.clean.parquet` };
}

const slug = (text: string) =>
  text
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'contract';

/** Removes the files of an earlier run, which are about other rows. */
export async function clearQuarantine(request: QuarantineRequest): Promise<void> {
  const { violating, clean } = quarantineFiles(request);
  await Promise.all([violating, clean].map((file) => rm(file, { force: true })));
}

/** Thrown if the written rows do not add up to the measured ones. */
export class QuarantineMismatch extends Error {
  override readonly name = 'QuarantineMismatch';
}

/** Returns the problem that prevented writing, as a sentence. Throws other errors again. */
export function problemOf(error: unknown, request: QuarantineRequest) {
  const where = shown(request.settings.folder, request);
  if (error instanceof QuarantineMismatch)
    return {
      code: 'QUARANTINE_MISMATCH',
      message: `The quarantine in ${where} is not written: ${error.message}. The data changed meanwhile, or this is a defect of assay's.`,
    };
  if (error instanceof EngineError)
    return {
      code: 'QUARANTINE_FAILED',
      message: `The quarantine in ${where} could not be written: ${error.message}`,
    };
  if (error instanceof Error && 'code' in error)
    return {
      code: 'QUARANTINE_FAILED',
      message: `The quarantine in ${where} could not be written (${error.code}): give a folder that may be written to, on a disk with room.`,
    };
  throw error;
}

/** Returns a path as messages show it: relative to the root if it lies below it. */
export const shown = (path: string, { root }: Pick<QuarantineRequest, 'root'>): string =>
  pathWithin(root, path) ?? path;

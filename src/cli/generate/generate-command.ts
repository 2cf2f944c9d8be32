import { randomInt } from 'node:crypto';
import { closeEngines } from '../../engine/engines.ts';
import { truthPath, writeSpoiled } from '../../generate/files/write-spoiled.ts';
import { writeTable } from '../../generate/files/write-table.ts';
import { prepare } from '../../generate/prepare.ts';
import { counted } from '../../outcome/printable-text.ts';
import { exitCodes } from '../../run/exit-status.ts';
import { loadContracts } from '../load-contracts.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { sourceOf } from '../reading/source.ts';
import { say } from '../say.ts';
import { UsageError } from '../usage.ts';
import { wholeNumber } from '../whole-number.ts';
import { asksClock } from './asks-clock.ts';
import { checkWritten } from './check-written.ts';
import { faultsOf, foreignKeyPairs, instantOf, rowCounts } from './generate-arguments.ts';
import { outFiles } from './out-files.ts';

/** Options of the command `assay generate`, as text. */
export interface GenerateCommandOptions {
  readonly rows: string;
  readonly out: string;
  readonly seed?: string;
  readonly like?: string;
  readonly table?: string;
  readonly foreignKeys?: string;
  readonly locale?: string;
  /** The clock that conditions on the run's time are read by, as ISO 8601. */
  readonly now?: string;
  /** The share of rows with faults, `5%`, or faults with their shares, `missing=2%,case=1%`. */
  readonly faults?: string;
  readonly force?: boolean;
}

/** Writes data files that keep the contracts of a file, checks them against their contracts, and returns the exit code. */
export async function runGenerate(
  contractFile: string,
  options: GenerateCommandOptions,
): Promise<number> {
  const seed =
    options.seed === undefined
      ? randomInt(2 ** 32)
      : wholeNumber('--seed', options.seed, [0, 2 ** 32 - 1]);
  const like =
    options.like === undefined ? undefined : sourceOf(options.like, tableOf(options)).dataset;
  const faults = options.faults === undefined ? null : faultsOf(options.faults);
  const now = options.now === undefined ? new Date() : instantOf(options.now);
  const foreignKeys = foreignKeyPairs(options.foreignKeys);
  const loaded = await loadContracts(contractFile);
  const contracts = new Map(loaded.map((contract) => [contract.name, contract]));
  if (contracts.size < loaded.length)
    throw new UsageError(`'${contractFile}' has two contracts of one name: give each its own.`);
  const names = [...contracts.keys()];
  const rows = rowCounts(options.rows, names);
  const files = outFiles(options.out, names, {
    force: options.force ?? false,
    hasTruth: faults !== null,
    inputs: [contractFile, ...(options.like === undefined ? [] : [options.like])],
  });
  try {
    const tables = await prepare(contracts, {
      rows,
      seed,
      now,
      foreignKeys,
      ...(like && { like }),
      ...(options.locale !== undefined && { locale: options.locale }),
    });
    for (const table of tables) {
      const { path, format } = files.get(table.name) ?? { path: '', format: 'parquet' };
      const made =
        faults === null
          ? await writeTable(table, path, format)
          : await writeSpoiled(table, { faults, seed, path, format });
      say(
        `Wrote ${path}: ${counted(table.rows, 'row')} of '${table.name}', seed ${seed}${asksClock(table.domain.contract) ? `, now ${now.toISOString()}` : ''}`,
      );
      if (made !== undefined)
        say(`Wrote ${truthPath(path)}: ${counted(made, 'fault')} that it has`);
    }
    if (faults !== null) return exitCodes.kept;
    let isKept = true;
    for (const { name, domain } of tables) {
      const { path = '' } = files.get(name) ?? {};
      isKept = (await checkWritten(domain, path)) && isKept;
    }
    return isKept ? exitCodes.kept : exitCodes.broken;
  } finally {
    await closeEngines();
  }
}

/** Returns the flags for reading `--like`: of those that a source has, only `--table` is one of generate. */
const tableOf = ({ table }: GenerateCommandOptions): ReadingFlags =>
  table === undefined ? {} : { table };

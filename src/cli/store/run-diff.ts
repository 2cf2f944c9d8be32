import { join } from 'node:path';
import { Chalk, supportsColor } from 'chalk';
import { constraintsOf } from '../../contract/constraints/constraints-of.ts';
import type { Contract } from '../../contract/contract.ts';
import { closeEngines } from '../../engine/engines.ts';
import { grouped } from '../../outcome/printable-text.ts';
import { environmentSettings } from '../../run/run-settings.ts';
import type { Diff } from '../../store/diff/diff.ts';
import { DiffError } from '../../store/diff/diff-error.ts';
import { diffOf } from '../../store/diff/diff-of.ts';
import { storeExitCodes } from '../../store/exit-codes.ts';
import { openStore } from '../../store/open-store.ts';
import { snapshotDataset } from '../../store/snapshot/snapshot-dataset.ts';
import type { Snapshot } from '../../store/snapshot/snapshot-record.ts';
import { replaceWhole } from '../../system/replace-whole.ts';
import { messageOf } from '../../value/thrown.ts';
import { refuseInput } from '../report-argument.ts';
import { UsageError } from '../usage.ts';
import { printDiff } from './print-diff.ts';
import { printLines } from './store-command.ts';

/** Options of the command `assay diff`. */
export interface DiffCommandOptions {
  /** The columns of the key, with commas between them. */
  readonly key?: string;
  /** The file of the contract. */
  readonly contract?: string;
  readonly distinct?: boolean;
  readonly drift?: boolean;
  /** The file for the difference as JSON, or `-`. */
  readonly json?: string;
  readonly exitCode?: boolean;
  readonly store?: string;
}

/** The rows up to which drift is measured unless it is asked for: beyond them it takes many times as long as all else. */
const fewRows = 1_000_000;

/** Compares two snapshots of a dataset, prints the difference, and returns the exit code. */
export async function runDiff(
  name: string,
  beforeRef: string,
  afterRef: string,
  options: DiffCommandOptions,
): Promise<number> {
  const contract =
    options.contract === undefined ? undefined : await contractOf(options.contract, name);
  const key = options.key === undefined ? keyOf(contract) : namesOf(options.key);
  const store = await openStore(options.store);
  const [was, is] = [
    await store.snapshot(`${name}@${beforeRef}`),
    await store.snapshot(`${name}@${afterRef}`),
  ];
  await prepareFile(options, [was, is], store.root);
  const datasetOf = ({ digest }: Snapshot, ref: string) =>
    snapshotDataset({ name, at: digest, store: options.store }, `${name}@${ref}`);
  const [before, after] = [datasetOf(was, beforeRef), datasetOf(is, afterRef)];
  const { extensionDirectory } = environmentSettings(process.env);
  const withDrift = options.drift ?? Math.max(was.rows, is.rows) <= fewRows;
  try {
    const diff = await diffOf(before, after, {
      key,
      distinct: options.distinct ?? false,
      drift: withDrift,
      root: store.root,
      ...(contract !== undefined && { contract }),
      ...(extensionDirectory !== undefined && { extensionDirectory }),
    });
    await show(diff, options.json);
    if (!withDrift && options.drift === undefined && options.json !== '-')
      printLines([
        '',
        `drift was left out, since there are more than ${grouped(fewRows)} rows: --drift measures it`,
      ]);
    return options.exitCode && diff.isDifferent ? storeExitCodes.refused : storeExitCodes.done;
  } catch (error) {
    if (error instanceof DiffError && error.code === 'DIFF_KEY_UNKNOWN')
      throw new UsageError(error.message);
    throw error;
  } finally {
    await closeEngines();
  }
}

async function show(diff: Diff, json: string | undefined): Promise<void> {
  const document = `${JSON.stringify(diff, null, 2)}\n`;
  if (json === '-') {
    process.stdout.write(document);
    return;
  }
  if (json !== undefined) writeJson(json, document);
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  process.stdout.write(`${printDiff(diff, color)}\n`);
}

/** Empties the file: a difference of an earlier run would pass for one of this run, should it end early. */
async function prepareFile(
  { json, contract }: DiffCommandOptions,
  snapshots: readonly Snapshot[],
  root: string,
): Promise<void> {
  if (json === undefined || json === '-') return;
  const inPlace = snapshots.flatMap(({ files }) => files.flatMap(({ path }) => path ?? []));
  await refuseInput(json, `--json ${json}`, [
    ...inPlace.map((path) => join(root, path)),
    ...(contract === undefined ? [] : [contract]),
  ]);
  writeJson(json, '');
}

function writeJson(path: string, text: string): void {
  try {
    replaceWhole(path, text);
  } catch (error) {
    throw new UsageError(`--json ${path} can't be written: ${messageOf(error)}`);
  }
}

/** Reads `id,day`. */
function namesOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new UsageError(`--key takes names of columns, such as id,day, not '${text}'.`);
  return names;
}

/** Returns the contract of a file: the only one, or the one with the name of the dataset. */
async function contractOf(file: string, name: string): Promise<Contract> {
  const { loadContracts } = await import('../load-contracts.ts');
  const contracts = await loadContracts(file);
  const found =
    contracts.length === 1 ? contracts[0] : contracts.find((contract) => contract.name === name);
  if (found !== undefined) return found;
  const names = contracts.map((contract) => contract.name).join(', ');
  throw new UsageError(`'${file}' has several contracts and none named '${name}': ${names}.`);
}

/** Returns the first key of a contract, or a column that it declares to be unique; none if it has neither. */
function keyOf(contract: Contract | undefined): readonly string[] {
  if (contract === undefined) return [];
  const { keys, columns } = constraintsOf(contract);
  const unique = Object.values(columns).find((column) => column.unique !== null);
  return keys[0]?.value ?? (unique === undefined ? [] : [unique.column]);
}

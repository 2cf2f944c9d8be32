import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { VerifyCall } from '../../vitest/verify/outside-vitest.ts';
import { type LoadedFile, loadContractFile } from '../load-contracts.ts';
import { UsageError } from '../usage.ts';
import { readByBytes } from './read-by-bytes.ts';
import {
  printOptions,
  type ReadingFlags,
  readingOptions,
  type SourceName,
} from './reading-flags.ts';
import { sourceOf } from './source.ts';

type Options = Readonly<Record<string, unknown>>;

/** A contract of a file, and a data file as this contract reads its own data. */
export interface ContractOnFile {
  readonly contract: Contract;
  readonly dataset: Dataset;
}

/** The contracts of a file on a data file, and sentences on how that is read. */
export interface ContractsOnFile {
  readonly all: readonly ContractOnFile[];
  readonly notices: readonly string[];
}

/**
 * Loads the contracts of a file, and gives each the data file, which is read with the options of the dataset that the contract is
 * verified on, if a source of the same kind reads both. Flags replace these options one by one.
 *
 * @throws {UsageError} for a contract that is verified on datasets of several options, where no flag says how the file is read.
 */
export async function contractsOnFile(
  path: string,
  contractFile: string,
  flags: ReadingFlags,
): Promise<ContractsOnFile> {
  const named = sourceOf(path, flags);
  const { sourceFunction, dataset } = named;
  const { contracts, calls } = await loadContractFile(contractFile);
  const given = readingOptions(sourceFunction, flags);
  const byBytes = readByBytes(path, named);
  const notices = new Set<string>(byBytes === null ? [] : [byBytes]);
  const all = contracts.map((contract) => {
    const own = ownOptions(path, sourceFunction, contract, { contracts, calls }, given);
    if (Object.keys(own).every((name) => name in given)) return { contract, dataset };
    const source = sourceOf(path, flags, own);
    notices.add(
      `${path} is read as ${contractFile} reads its own data: ${sourceFunction}(…${printOptions({ ...own, ...given })})`,
    );
    return { contract, dataset: source.dataset };
  });
  return { all, notices: [...notices] };
}

/** Returns the options of the dataset that a contract is verified on; none if another source reads it. */
function ownOptions(
  path: string,
  kind: SourceName,
  contract: Contract,
  { calls }: LoadedFile,
  given: Options,
): Options {
  const sources = calls.flatMap((call) => sourcesIn(call, contract, kind));
  const onFile = sources.filter(({ locations }) => locations.includes(path));
  const ways = new Map(
    (onFile.length > 0 ? onFile : sources).map(({ options }) => [printOptions(options), options]),
  );
  const [only = {}, ...others] = ways.values();
  if (others.length === 0) return only;
  if (Object.keys(given).length > 0) return {};
  const written = [...ways.keys()].map((text) =>
    text === '' ? 'without options' : `with ${text.slice(2)}`,
  );
  throw new UsageError(
    `Contract '${contract.name}' is verified on data that is read in several ways, ${written.join(' and ')}: say with flags how '${path}' is read (assay check --help lists them).`,
  );
}

/** Returns the way in which a dataset of a contract is read, if it is one of files that flags say how to read. */
function sourcesIn({ contract, dataset }: VerifyCall, of: Contract, kind: SourceName) {
  const { source } = dataset;
  const isOfFiles = kind !== 'sqlite' && kind !== 'duckdb';
  return isOfFiles && contract === of && source?.format === kind ? [source] : [];
}

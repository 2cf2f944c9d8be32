import { type RunnerTestFile, TestRunner } from 'vitest';
import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { declaredColumns } from '../../outcome/declared-columns.ts';
import { termsOf } from '../../outcome/declared-terms.ts';
import { runningPlaces } from '../../run/user-stack.ts';
import { pathFrom, pathWithin } from '../../system/paths.ts';
import { nameTaken, verifiedTwice } from '../guard/name-clashes.ts';
import { VerifyError } from '../verify-error.ts';
import type { Declaration, MadeContract } from '../worker-context.ts';
import { contractIdentity } from './contract-identity.ts';
import { runContext } from './settings.ts';
import { collectingFile } from './suite.ts';

const key = Symbol.for('assay.files');

/**
 * Returns the test files that this worker has seen. A call from one of them that comes while another is collected is
 * too late.
 */
function seenFiles(): Set<string> {
  const shared = globalThis as { [key]?: Set<string> };
  shared[key] ??= new Set();
  return shared[key];
}

/** True if a file can still take tests: it is being collected, and the call does not come from another test file. */
function isCollecting(file: RunnerTestFile, calledFrom: string | null): boolean {
  const seen = seenFiles();
  seen.add(file.filepath);
  const foreign = calledFrom !== null && calledFrom !== file.filepath && seen.has(calledFrom);
  return file.collectDuration === undefined && file.result === undefined && !foreign;
}

/**
 * Records on the file's task that a contract was created while it was loaded, so that the run's end can check that it
 * is verified.
 */
export function recordContract(contract: Contract): void {
  const file = collectingFile();
  if (!file || TestRunner.getCurrentTest() !== undefined || !isCollecting(file, null)) return;
  const { root } = runContext();
  const places = runningPlaces(contract.stack).filter(({ file }) => isOfProject(root, file));
  const [place] = places;
  // Contracts of a package, or of another project, are not all for this one to verify.
  if (!place) return;
  const made: MadeContract = {
    contract: contract.name,
    identity: contractIdentity(contract),
    madeAt: `${pathFrom(root, place.file)}:${place.line}`,
    isOwn: places.some((one) => one.file === file.filepath),
  };
  file.meta.assayMade = [...(file.meta.assayMade ?? []), made];
}

function isOfProject(root: string, file: string): boolean {
  const path = pathWithin(root, file);
  return path !== null && !/(?:^|\/)node_modules\//.test(path);
}

/**
 * Records on the file's task that a contract is verified there, so that the run's end can report what was lost.
 *
 * @throws {VerifyError} where the call can't become tests: too late, a name that another contract has, the same twice.
 */
export function recordVerification(
  file: RunnerTestFile,
  contract: Contract,
  dataset: Dataset,
  calledAt: CalledAt,
): void {
  const declared: readonly Declaration[] = file.meta.assayDeclared ?? [];
  const isInTest = TestRunner.getCurrentTest() !== undefined;
  const late = isInTest || !isCollecting(file, calledAt?.file ?? null);
  const declaration = { ...declarationOf(contract, dataset, calledAt), late };
  if (!late) refuseClash(declared, declaration);
  file.meta.assayDeclared = [...declared, declaration];
  if (late) throw new VerifyError('NOT_COLLECTING', tooLate(contract, isInTest));
}

/** The place of a call, with an absolute path. */
type CalledAt = { readonly file: string; readonly line: number } | null;

const declarationOf = (contract: Contract, dataset: Dataset, calledAt: CalledAt): Declaration => ({
  contract: contract.name,
  dataset: dataset.label,
  expectations: contract.expectations.length,
  terms: termsOf(contract),
  columns: declaredColumns(contract),
  watch: [...dataset.watch],
  identity: contractIdentity(contract),
  calledAt: calledAt && `${calledAt.file}:${calledAt.line}`,
  late: false,
});

/**
 * Records the partitions of a call that was recorded before they were known, in its place.
 *
 * @throws {VerifyError} for a partition on which the contract is verified already.
 */
export function recordPartitions(
  file: RunnerTestFile,
  contract: Contract,
  whole: Dataset,
  calledAt: CalledAt,
  partitions: readonly { readonly dataset: Dataset }[],
): void {
  const declared: readonly Declaration[] = file.meta.assayDeclared ?? [];
  const all = declarationOf(contract, whole, calledAt);
  const others = declared.filter(
    (one) => one.contract !== contract.name || one.dataset !== whole.label,
  );
  const each = partitions.map(({ dataset: { label } }, at) => ({
    ...all,
    dataset: label,
    partOf: whole.label,
    // Once is enough: the files to watch are those of the whole.
    watch: at === 0 ? all.watch : [],
  }));
  for (const one of each) refuseClash(others, one);
  file.meta.assayDeclared = [...others, ...each];
}

const tooLate = ({ name }: Contract, isInTest: boolean): string =>
  isInTest
    ? `verify('${name}') was called inside a test: it registers tests itself, so call it at the top level of the file.`
    : `verify('${name}') came too late: Vitest had collected the file's tests already, so these would be lost. Call it at the top level of the file, and await what comes before it there.`;

function refuseClash(declared: readonly Declaration[], next: Declaration): void {
  const same = declared.filter(({ contract }) => contract === next.contract);
  if (same.some(({ identity }) => identity !== next.identity)) {
    throw new VerifyError('CONTRACT_NAME_TAKEN', nameTaken(next.contract));
  }
  if (same.some(({ dataset }) => dataset === next.dataset)) {
    throw new VerifyError('VERIFIED_TWICE', verifiedTwice(next.contract, next.dataset));
  }
}

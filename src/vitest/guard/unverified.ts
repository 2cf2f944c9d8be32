import type { ManifestProblem, ModuleRecord, RunRecord } from './run-record.ts';

/**
 * Finds contracts that were created while contract files were loaded and that no `verify` call of the run uses, and
 * contract files without such a call. A run of only some of the files skips the contracts, since another file may
 * verify them.
 */
export function unverified(run: RunRecord): readonly ManifestProblem[] {
  const { modules, interrupted, missing } = run;
  // What failed to load may have had the call.
  if (interrupted || missing.length > 0 || modules.some(({ failed }) => failed)) return [];
  return [...modules.filter(isEmpty).map(empty), ...(run.isPartial ? [] : neverVerified(run))];
}

/** True for a contract file that neither verifies anything nor creates a contract for others to verify. */
const isEmpty = ({ isContractFile, declared, made }: ModuleRecord): boolean =>
  isContractFile && declared.length === 0 && !made.some(({ isOwn }) => isOwn);

const empty = (module: ModuleRecord): ManifestProblem => ({
  code: 'FILE_EMPTY',
  module,
  message: `${module.path} is a contract file without a verify() call, so nothing in it was checked: add one at its top level, outside of conditions and loops, or rename the file.`,
});

type Contract = Pick<ModuleRecord['made'][number], 'contract' | 'identity'>;

const keyOf = ({ contract, identity }: Contract): string => `${contract} ${identity}`;

function neverVerified({ modules, others }: RunRecord): readonly ManifestProblem[] {
  const seen = new Set([...modules, ...others].flatMap(({ declared }) => declared.map(keyOf)));
  const ofContracts = modules.filter(({ isContractFile }) => isContractFile);
  return ofContracts.flatMap((module) =>
    module.made.flatMap((one) => {
      if (seen.has(keyOf(one))) return [];
      seen.add(keyOf(one));
      const message = `Contract '${one.contract}' (${one.madeAt}) is not verified on any data in this run, so none of it was checked: call verify() with it at the top level of a contract file, or verify.skip() if that is intended.`;
      return [{ code: 'CONTRACT_UNVERIFIED' as const, module, message }];
    }),
  );
}

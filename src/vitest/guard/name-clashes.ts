import type { Declaration } from '../worker-context.ts';
import type { ManifestProblem, ModuleRecord, RunRecord } from './run-record.ts';

/** Returns the message for two contracts of one name. */
export const nameTaken = (contract: string): string =>
  `Two different contracts are named '${contract}': give each a name of its own, so that reports can tell them apart.`;

/** Returns the message for one contract that is verified on one dataset more than once. */
export const verifiedTwice = (contract: string, dataset: string): string =>
  `Contract '${contract}' is verified on '${dataset}' more than once: remove one, or give the dataset a label of its own.`;

/** Finds name clashes between files. `verify` itself refuses those within a file. */
export function nameClashes({ modules, others }: RunRecord): readonly ManifestProblem[] {
  const declared = (module: ModuleRecord) => module.declared.map((one) => ({ ...one, module }));
  return modules.flatMap((module, at) => {
    const before = [...others, ...modules.slice(0, at)]
      .filter(({ project }) => project === module.project)
      .flatMap(declared);
    return module.declared.flatMap((one) => clash(one, module, before));
  });
}

type Placed = Declaration & { readonly module: ModuleRecord };

function clash(
  one: Declaration,
  module: ModuleRecord,
  before: readonly Placed[],
): readonly ManifestProblem[] {
  const same = before.filter(({ contract }) => contract === one.contract);
  const other = same.find(({ identity }) => identity !== one.identity);
  if (other) {
    const message = `${nameTaken(one.contract)} The other one is verified in ${other.module.path}.`;
    return [{ code: 'CONTRACT_NAME_TAKEN', module, message }];
  }
  // A file whose reports of several environments are merged is one file.
  const twin = same.find(
    (other) => other.dataset === one.dataset && other.module.path !== module.path,
  );
  if (!twin) return [];
  const message = `${verifiedTwice(one.contract, one.dataset)} The other call is in ${twin.module.path}.`;
  return [{ code: 'VERIFIED_TWICE', module, message }];
}

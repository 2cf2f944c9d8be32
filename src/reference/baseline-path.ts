import { dirname, join } from 'node:path';
import { contractFileName } from './contract-file-name.ts';

/** The folder of the baselines, beside the file that declares the contract. */
export const baselineFolderName = '__baselines__';

/** Returns the file name of a contract's baseline. */
export const baselineFileName = (contract: string): string => `${contractFileName(contract)}.json`;

/** Returns the path of a contract's baseline: in a folder that an option names, or beside the file that declares it. */
export const baselinePath = (
  contract: string,
  { folder, declaredIn }: { readonly folder: string | null; readonly declaredIn: string },
): string =>
  join(folder ?? join(dirname(declaredIn), baselineFolderName), baselineFileName(contract));

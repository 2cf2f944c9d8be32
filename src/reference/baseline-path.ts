import { dirname, join } from 'node:path';
import { contractFileName } from './contract-file-name.ts';

/** The folder of the baselines, beside the file that declares the contract. */
export const baselineFolderName = '__baselines__';

/** Returns the file name of a contract's baseline. */
export const baselineFileName = (contract: string): string => `${contractFileName(contract)}.json`;

/** Returns the folder of the baselines of contracts that a file declares. */
export const baselineFolderBeside = (file: string): string =>
  join(dirname(file), baselineFolderName);

/** Returns the path of a contract's baseline in a folder of baselines. */
export const baselinePath = (contract: string, folder: string): string =>
  join(folder, baselineFileName(contract));

import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

/** The folder of the baselines, beside the file that declares the contract. */
const baselineFolderName = '__baselines__';

/** Names that a file system may reserve, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Returns the file name of a contract's baseline, which every file system takes. A name with other characters than
 * small letters, digits and hyphens gets a digest, so that no two names share a file.
 */
export function baselineFileName(contract: string): string {
  if (/^[a-z\d][a-z\d-]{0,79}$/.test(contract) && !reserved.test(contract))
    return `${contract}.json`;
  const digest = createHash('sha256').update(contract).digest('hex').slice(0, 8);
  const words = contract
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');
  return `${[...(words === '' ? ['contract'] : [words]), digest].join('-')}.json`;
}

/** Returns the path of a contract's baseline: in a folder that an option names, or beside the file that declares it. */
export const baselinePath = (
  contract: string,
  { folder, declaredIn }: { readonly folder: string | null; readonly declaredIn: string },
): string =>
  join(folder ?? join(dirname(declaredIn), baselineFolderName), baselineFileName(contract));

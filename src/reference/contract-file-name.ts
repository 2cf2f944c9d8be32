import { createHash } from 'node:crypto';

/** Names that a file system may reserve, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Returns the name of a contract's file without its extension, which every file system takes. A name with other characters
 * than small letters, digits and hyphens gets a digest, so that no two contracts share a file.
 */
export function contractFileName(contract: string): string {
  if (/^[a-z\d][a-z\d-]{0,79}$/.test(contract) && !reserved.test(contract)) return contract;
  const digest = createHash('sha256').update(contract).digest('hex').slice(0, 8);
  const words = contract
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');
  return [...(words === '' ? ['contract'] : [words]), digest].join('-');
}

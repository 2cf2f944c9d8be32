import { createHash } from 'node:crypto';

/** The longest part of a file's name that is made of the contract's name. */
const longest = 60;

/** Names that Windows keeps for devices, whatever follows the dot. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Returns a file name for the page of each contract. A name of small letters, digits and hyphens stands as it is; any other is
 * followed by a digest, so that names that differ only in case, or in characters that files can't have, get files of
 * their own. A name stays the same from one catalogue to the next.
 */
export function pageNames(
  contracts: readonly { readonly name: string; readonly file: string }[],
): readonly string[] {
  const taken = new Set<string>();
  return contracts.map(({ name, file }) => {
    const candidates = [...plainName(name), withDigest(name, name), withDigest(name, name, file)];
    for (let count = 0; ; count += 1) {
      const page = candidates[count] ?? withDigest(name, name, file, String(count));
      if (taken.has(page)) continue;
      taken.add(page);
      return page;
    }
  });
}

const plainName = (name: string): readonly string[] =>
  /^[a-z\d]+(?:-[a-z\d]+)*$/.test(name) && name.length <= longest && !devices.test(name)
    ? [`${name}.html`]
    : [];

function withDigest(name: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
  const letters = name
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .slice(0, longest);
  return `${[letters.replace(/^-|-$/g, ''), digest].filter(Boolean).join('-')}.html`;
}

/** The most keys that a sentence names. */
const named = 12;

/** The longest key that a sentence shows. A longer one is no name. */
const longest = 80;

// Keys stand in double quotes, since those of a classified column are masked there.
const quoted = (key: string) =>
  key.length > longest ? `(a key of ${key.length} characters)` : `"${key.replaceAll('"', '""')}"`;

/** Returns the name of a path as a contract writes it. */
const nameOf = (path: readonly string[]) => path.join('.').replaceAll('.[]', '[]');

/** Returns the word for one of the objects at a path. */
const objectAt = (path: readonly string[]) => (path.at(-1) === '[]' ? 'element' : 'object');

/** Returns the name of what holds the objects at a path. */
const listOrColumn = (path: readonly string[]) =>
  nameOf(path.at(-1) === '[]' ? path.slice(0, -1) : path);

/** Returns the sentence for a key that the objects at a path have in another case. */
export const otherCase = (path: readonly string[], key: string): string =>
  `the ${objectAt(path)}s of ${listOrColumn(path)} have ${quoted(key)}, and case counts`;

/** Returns the sentence for a key that no object at a path has, with those that they have. */
export function otherKeys(path: readonly string[], key: string, keys: readonly string[]): string {
  const more = keys.length > named ? ', …' : '';
  const others = keys.slice(0, named).map(quoted).join(', ');
  return `no ${objectAt(path)} of ${listOrColumn(path)} has ${quoted(key)}; they have ${others || 'no key'}${more}`;
}

/** Returns the sentence for values at a path that are neither objects nor lists, where the path goes on. */
export const otherKind = (path: readonly string[], type = 'unknown'): string =>
  type === 'JSON'
    ? `${nameOf(path)} holds values of several shapes, which are not read by their fields: give each object all of the keys, with null for those that it lacks`
    : `${nameOf(path)} is ${type}, which has no such field`;

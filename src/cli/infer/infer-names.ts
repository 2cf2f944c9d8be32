import { createHash } from 'node:crypto';
import { printArgument } from '../../metric/subject.ts';

/** Words that can't name a constant in a TypeScript module of either kind. */
const reserved =
  'arguments await break case catch class const continue debugger default delete do else enum eval export exports extends false finally for function globalThis if implements import in instanceof interface let module new null package private protected public require return static super switch this throw true try typeof undefined var void while with yield';

/** Names that the contract file imports or declares. */
const imported = 'contract verify z csv json parquet sqlite duckdb excel each';

const taken: ReadonlySet<string> = new Set(`${reserved} ${imported}`.split(' '));

/** Returns the name of the constant for a contract. */
export function identifierName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const camel = words
    .map(
      (word, at) =>
        (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join('');
  const safe = /^[A-Za-z]/.test(camel) ? camel : `data${camel}`;
  return taken.has(safe) ? `${safe}Data` : safe;
}

/**
 * Returns a column's name as a key of an object literal. `__proto__` is a computed key, since it would set the
 * prototype otherwise.
 */
export function propertyName(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printArgument(name);
}

/** Names that Windows keeps for devices, whatever follows the dot. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The most bytes of a file's name that come from the contract's: disks take 255, and a digest and an ending follow. */
const mostBytes = 200;

/**
 * Returns the name of a contract file, made safe: the name of a table or a file may contain slashes, begin with a dot, or be too long
 * for a disk.
 */
export function fileNameOf(name: string): string {
  const safe = name
    .replaceAll(/[/\\:*?"<>|\p{Cc}\p{Cs}]+/gu, '-')
    .replace(/^[.\s]+/, '')
    .replace(devices, 'data-$&');
  return cutTo(safe, mostBytes) || 'data';
}

/** Cuts a text to the characters that fit a number of bytes. */
function cutTo(text: string, bytes: number): string {
  let [kept, size] = ['', 0];
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}

/**
 * Returns a file name for each contract of several. Those that are equal once made safe, or differ only by what some disks don't tell
 * apart, are followed by a digest of their own.
 */
export function fileNamesOf(names: readonly string[]): readonly string[] {
  const onDisk = (name: string) => fileNameOf(name).normalize('NFC').toLowerCase();
  const alike = Map.groupBy(names, onDisk);
  return names.map((name) => {
    const isAlone = alike.get(onDisk(name))?.length === 1;
    return isAlone ? fileNameOf(name) : `${fileNameOf(name)}-${digestOf(name)}`;
  });
}

const digestOf = (name: string): string =>
  createHash('sha256').update(name).digest('hex').slice(0, 8);

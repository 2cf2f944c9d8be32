import { looksPersonal } from '../../privacy/personal.ts';
import { printNumeric } from '../../value/numeric.ts';
import { quoted } from '../files/bytes/contents.ts';
import { andMore } from '../listed-names.ts';

/** The kinds of JSON values. */
export type JsonKind = 'object' | 'array' | 'text' | 'number' | 'boolean' | 'null';

/** A value that has not ended: an object or an array. */
export interface Open {
  readonly isArray: boolean;
  /** The number of keys of the path that lead to it; -1 if it lies off the path. */
  readonly on: number;
  /** The keys that lead to it; null within an array, or too deep to be named. */
  readonly names: readonly string[] | null;
  /** The number of values in it, and of objects among them. */
  count: number;
  objects: number;
  /** The key of the value that is read. */
  key: string;
  /** Its first keys. */
  readonly keys: Set<string>;
  /** The keys of the first object in it, and the number of objects that share one of them. */
  first: ReadonlySet<string> | null;
  alike: number;
}

/** A value beside the one that is looked for. */
export interface Member {
  readonly key: string;
  readonly kind: JsonKind;
  /** The number of values in it, and of objects among them. */
  readonly count: number;
  readonly objects: number;
}

/** A place in a document where records seem to lie. */
export interface Place {
  /** The keys that lead to it. */
  readonly at: readonly string[];
  /** An array of records, or an object with a record for each key. */
  readonly by: 'array' | 'keys';
  readonly count: number;
}

/** The most keys that are listed. */
const few = 12;

/** The most keys of an object that are kept to be listed or counted. */
export const mostMembers = 100;

/** The most places that are kept. */
const most = 20;

/** Collects the places of a document where records seem to lie: the largest ones. */
export function placesFound() {
  let found: Place[] = [];
  const add = ({ isArray, names, count, objects, alike }: Open) => {
    if (names === null || 2 * objects <= count || names.some(looksPersonal)) return;
    if (isArray ? names.length === 0 : count < 2 || alike < count) return;
    // What lies within records is no place of its own.
    if (!isArray)
      found = found.filter(({ at }) => !names.every((name, index) => at[index] === name));
    found.push({ at: names, by: isArray ? 'array' : 'keys', count });
    if (found.length > 2 * most) found = best();
  };
  const best = () => found.toSorted((one, other) => other.count - one.count).slice(0, most);
  return { add, best };
}

/** Returns the call that reads the records of a place. */
export function readPlace(shown: string, { at, by }: Place): string {
  const options = [
    ...(at.length > 0 ? [`at: ${writtenPath(at)}`] : []),
    ...(by === 'keys' ? ["key: 'key'"] : []),
  ];
  return `json(${quoted(shown)}, { ${options.join(', ')} })`;
}

const code = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Returns a path as the option `at` is written. */
export const writtenPath = (path: readonly string[]): string =>
  path.some((key) => key.includes('.') || key === '')
    ? `[${path.map(code).join(', ')}]`
    : code(path.join('.'));

/** Returns what lies at a place. */
export const placeInWords = ({ by, count }: Place): string =>
  by === 'array'
    ? `an array of ${records(count)}`
    : `an object with ${count === 1 ? 'a record' : 'records'} for ${printNumeric(count)} ${count === 1 ? 'key' : 'keys'}`;

const records = (count: number) => `${printNumeric(count)} ${count === 1 ? 'record' : 'records'}`;

/** Returns the keys beside the one that is not there, with what each of them is: `name (text), items (an array of 3 records)`. */
export function membersInWords(members: readonly Member[]): string {
  const [first] = members;
  // So many of one kind are records by their keys, which are values then.
  if (first && members.length > few && members.every(({ kind }) => kind === first.kind))
    return `${members.length >= mostMembers ? `${mostMembers} or more` : members.length} keys, each ${kindAlone(first.kind)}`;
  const named = members.slice(0, few).map(({ key, kind, count, objects }) => {
    const isShown = key.length <= 80 && !looksPersonal(key);
    const name = isShown ? key : `(a key of ${key.length} characters)`;
    return `${name} (${kindInWords(kind, count, objects)})`;
  });
  return andMore(named.join(', '), members.length - named.length);
}

function kindInWords(kind: JsonKind, count: number, objects: number): string {
  if (kind === 'array')
    return objects === count && count > 0
      ? `an array of ${records(count)}`
      : `an array of ${printNumeric(count)} values`;
  if (kind === 'object')
    return `an object of ${printNumeric(count)} ${count === 1 ? 'key' : 'keys'}`;
  return kindAlone(kind);
}

const kindAlone = (kind: JsonKind): string =>
  kind === 'array' || kind === 'object'
    ? `an ${kind}`
    : kind === 'boolean'
      ? 'true or false'
      : kind === 'number'
        ? 'a number'
        : kind;

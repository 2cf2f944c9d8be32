import { closest } from '../value/closest.ts';
import { ContractError } from '../value/contract-error.ts';
import { kindInWords } from '../value/kind-in-words.ts';

/** The level of sensitivity, from the least to the most. Values are masked from `'confidential'` upward. */
export type Level = (typeof levels)[number];

const levels = ['public', 'internal', 'confidential', 'restricted'] as const;

/**
 * Kinds of sensitive data, each with the level that it counts as. Add your own by declaration merging, and say the same
 * at run time with `declareClassification`:
 *
 * @example
 * declare module 'assay' {
 *   interface Classifications {
 *     hr: 'confidential';
 *   }
 * }
 */
export interface Classifications {
  /** Data about an identifiable person. */
  readonly pii: 'confidential';
  /** Data about a person's health. */
  readonly phi: 'restricted';
  /** Card numbers and related data. */
  readonly pci: 'restricted';
  /** Passwords, keys, tokens. */
  readonly secret: 'restricted';
  /** Data that the law protects most, such as beliefs, origin and biometrics. */
  readonly special: 'restricted';
}

/** A kind of sensitive data. */
export type SensitiveKind = keyof Classifications;

/** A level, a kind, or a level with kinds. The most sensitive of the level and the kinds' levels counts. */
export type Classification =
  | Level
  | SensitiveKind
  | { readonly level?: Level; readonly kinds?: readonly SensitiveKind[] };

// Here, for the types of the package lead to this file: where none leads to, the compiler reads no augmentation.
declare module 'zod/v4/core' {
  interface GlobalMeta {
    /** The sensitivity of the values: `.meta({ classification: 'pii' })`. */
    classification?: Classification | undefined;
  }
}

/** A parsed classification. */
export interface Sensitivity {
  /** The level; null if only kinds are given. */
  readonly level: Level | null;
  readonly kinds: readonly string[];
}

const builtIn: Readonly<Record<string, Level>> = {
  pii: 'confidential',
  phi: 'restricted',
  pci: 'restricted',
  secret: 'restricted',
  special: 'restricted',
} satisfies Pick<Classifications, 'pii' | 'phi' | 'pci' | 'secret' | 'special'>;

const key = Symbol.for('assay.classifications');

/** Returns the declared kinds. There is one map for a process, shared by all copies of this module. */
function declaredKinds(): Map<string, Level> {
  const shared = globalThis as { [key]?: Map<string, Level> };
  shared[key] ??= new Map(Object.entries(builtIn));
  return shared[key];
}

const isLevel = (word: unknown): word is Level => levels.some((level) => level === word);

/**
 * Declares a kind of sensitive data of your own. Contracts may then use the word, and its values are masked if its
 * level is `'confidential'` or `'restricted'`. Call it in a module that your contract files import.
 *
 * @throws {ContractError} `CLASSIFICATION_INVALID` for a word that is taken, or a level that does not exist.
 *
 * @example
 * // The type comes from: declare module 'assay' { interface Classifications { hr: 'confidential' } }
 * declareClassification('hr', { level: 'confidential' });
 */
export function declareClassification<Word extends SensitiveKind>(
  word: Word,
  options: { readonly level: Classifications[Word] & Level },
): void {
  const level: unknown = options?.level;
  if (typeof word !== 'string' || !/^\S+$/.test(word) || isLevel(word))
    throw invalid(
      `declareClassification takes a word of your own, such as 'hr', and was given ${shown(word)}.`,
    );
  if (!isLevel(level))
    throw invalid(
      `declareClassification('${word}') needs the level that it counts as, { level: 'confidential' }: ${listed(levels)}.`,
    );
  const before = declaredKinds().get(word);
  if (before !== undefined && before !== level)
    throw invalid(
      `The classification '${word}' counts as '${before}' already, and can't count as '${level}' as well.`,
    );
  declaredKinds().set(word, level);
}

/**
 * Parses a classification; `where` begins the sentence of an error.
 *
 * @throws {ContractError} `CLASSIFICATION_UNKNOWN` for a word that nobody declared, `CLASSIFICATION_INVALID` for what
 * is neither a word nor a level with kinds.
 */
export function sensitivity(value: unknown, where: string): Sensitivity {
  if (typeof value === 'string') {
    if (isLevel(value)) return { level: value, kinds: [] };
    return { level: null, kinds: [knownKind(value, where)] };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const { level, kinds, ...others } = isObject ? (value as Readonly<Record<string, unknown>>) : {};
  const isWhole = Object.keys(others).length === 0 && (level !== undefined || isFilled(kinds));
  if (!isObject || !isWhole || (kinds !== undefined && !isFilled(kinds)))
    throw invalid(
      `${where} has a classification that is ${shown(value)}: write a word, such as 'pii', or { level: 'restricted', kinds: ['pii'] }.`,
    );
  if (level !== undefined && !isLevel(level)) throw unknown(level, levels, where);
  return {
    level: level ?? null,
    kinds: (kinds ?? []).map((kind) => knownKind(kind, where)),
  };
}

const isFilled = (kinds: unknown): kinds is readonly unknown[] =>
  Array.isArray(kinds) && kinds.length > 0;

function knownKind(word: unknown, where: string): string {
  if (typeof word === 'string' && declaredKinds().has(word)) return word;
  throw unknown(word, [...levels, ...declaredKinds().keys()], where);
}

function unknown(word: unknown, known: readonly string[], where: string): ContractError {
  const near = typeof word === 'string' ? closest(word, known) : undefined;
  return new ContractError(
    'CLASSIFICATION_UNKNOWN',
    `${where} has the classification ${shown(word)}, which nobody declared: ${
      near === undefined
        ? `write ${listed(known)}`
        : `did you mean '${near}'? There are ${listed(known)}`
    }. A word of your own is declared with declareClassification('hr', { level: 'confidential' }).`,
  );
}

const invalid = (message: string) => new ContractError('CLASSIFICATION_INVALID', message);

const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : kindInWords(value);
}

const rank = (level: Level) => levels.indexOf(level);

/** Returns the most sensitive of the given level and the levels of the kinds. */
export function levelOf({ level, kinds }: Sensitivity): Level {
  const all = [
    level ?? 'public',
    ...kinds.map((kind) => declaredKinds().get(kind) ?? 'restricted'),
  ];
  return all.reduce((most, one) => (rank(one) > rank(most) ? one : most));
}

/** True if values may not be shown. */
export const isMasking = (said: Sensitivity): boolean =>
  rank(levelOf(said)) >= rank('confidential');

/**
 * Merges the classifications of several parts of a schema: the most sensitive level, and all kinds. Returns null if
 * there are none.
 */
export function mostSensitive(parts: readonly Sensitivity[]): Sensitivity | null {
  if (parts.length === 0) return null;
  const said = parts.flatMap(({ level }) => level ?? []);
  const level = said.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
  return { level, kinds: [...new Set(parts.flatMap(({ kinds }) => kinds))].sort() };
}

/** Returns a sensitivity in words: `'restricted, pii'`. */
export const sensitivityInWords = ({ level, kinds }: Sensitivity): string =>
  [...(level === null ? [] : [level]), ...kinds].join(', ');

import type { Outcome } from '../../outcome/outcome.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { looksPersonal, withoutPersonal } from '../../privacy/personal.ts';
import {
  environmentSecrets,
  withoutCredentials,
  withoutUrlSecrets,
} from '../../privacy/secrets.ts';
import { withoutInnerNames } from './inner-names.ts';

/** The filter for all text that leaves a measurement. */
export interface Screen {
  /** Screens a sentence of the engine or a source. */
  message(text: string): string;
  /** Screens SQL that a person may run. */
  sql(text: string): string;
  /** Screens SQL that ran, for the list of passes. */
  log(text: string): string;
  path(text: string): string;
  name(text: string): string;
}

/** The options of a screen. */
export interface ScreenOptions {
  /** Names of columns that may be values, as in the first record of a file without a header. */
  readonly hiddenNames: readonly string[];
  /** Names of fields in columns that may not be shown, since the keys of an object may be values. */
  readonly hiddenFields: readonly string[];
  /** The names, in lower case, that are known to be names; null if everything may be shown. */
  readonly knownNames: ReadonlySet<string> | null;
  /** True once the columns of the dataset are known. */
  readonly isOpen: boolean;
  /**
   * True if values of a column may not be shown. Folders such as `email=…/` contain values of one, even if they were
   * not read as a column.
   */
  isMasked(column: string): boolean;
  /** True if only credentials are screened. */
  readonly unmask: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The options of a screen while nothing is known about the data. */
export const openScreen = {
  hiddenNames: [],
  hiddenFields: [],
  knownNames: null,
  isOpen: true,
  isMasked: () => false,
  unmask: false,
} as const satisfies Omit<ScreenOptions, 'env'>;

/**
 * Creates a screen. It removes credentials, and values of the data where none is expected: in names, paths and
 * messages.
 */
export function screen(options: ScreenOptions): Screen {
  const { hiddenNames, hiddenFields, knownNames, isOpen, isMasked, unmask, env } = options;
  const secrets = environmentSecrets(env);
  const withoutEnvironment = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  const message = (text: string) => withoutEnvironment(withoutCredentials(shortened(text)));
  const sql = (text: string) => withoutEnvironment(withoutUrlSecrets(text));
  if (unmask) return { message, sql, log: sql, path: message, name: (text) => text };
  const name = maskWords(hiddenNames);
  const path = (text: string) => maskFolders(text, isMasked, name);
  const fields = maskQuoted((word) => hiddenFields.includes(word));
  const strangers = maskQuoted((word) => !isKnown(word, knownNames));
  const types = (text: string) => (knownNames === null ? text : withoutInnerNames(text));
  const inMessage = (text: string) => types(isOpen ? fields(text) : strangers(text));
  // Of SQL, only what it quotes is a path: `a = b/2` is none.
  const inSql = (text: string) => name(sql(text.replaceAll(/'(?:[^']|'')*'/g, path)));
  const personal = (text: string) => withoutPersonal(text, maskedText);
  return {
    name,
    path: (text) => message(path(text)),
    // Folders first: who hides the name of one no longer knows whose value it has.
    message: (text) => personal(message(name(path(inMessage(shortened(text)))))),
    sql: (text) => inSql(fields(text)),
    log: (text) => inSql(types(strangers(text))).replaceAll(/'[^']*'|"[^"]*"/g, personal),
  };
}

/** Matches names that are not from the data: internal ones, and those of files that the contract names. */
const own = /^(?:__assay_|[/\\]|[A-Za-z]:[/\\]|[a-z\d+.-]+:\/\/)/;

const isKnown = (word: string, known: ReadonlySet<string> | null) =>
  known === null || known.has(word.toLowerCase()) || own.test(word);

/** Masks words in double quotes, as SQL and JSON write names. */
function maskQuoted(isHidden: (word: string) => boolean): (text: string) => string {
  return (text) =>
    text.replaceAll(/"((?:[^"\\]|\\.|"")*)"/g, (quoted, inside: string) =>
      isHidden(plain(inside)) ? `"${maskedText}"` : quoted,
    );
}

/** Undoes quoting: in SQL quotes stand twice, in JSON they are escaped. */
const plain = (inside: string) =>
  inside.replaceAll(/"(?=")|\\(?=["\\])/g, '').replaceAll("''", "'");

/** The greatest length of a message, in characters. A name in it may come from the data, and be as long as a file. */
const longest = 2000;

/** Cuts a message between words, since half of a secret is not recognised. */
const shortened = (text: string) =>
  text.length > longest ? `${text.slice(0, longest).replace(/\S*$/, '')}…` : text;

/** Returns a function that masks words. It only masks whole ones, since a name may be short. */
function maskWords(words: readonly string[]): (text: string) => string {
  if (words.length === 0) return (text) => text;
  // In SQL, quotes in it stand twice.
  const listed = [...new Set(words.flatMap((word) => [word, word.replaceAll(/['"]/g, '$&$&')]))]
    .toSorted((one, other) => other.length - one.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const any = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${listed.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
  return (text) =>
    text.replaceAll(any, (word, at: number) =>
      isPlainFolder(text.slice(Math.max(at - 1, 0), at), text.slice(at + word.length))
        ? word
        : maskedText,
    );
}

/** True for a part of the user's own path, such as `name` in `data/name/a.csv`. It is not the name of a column. */
const isPlainFolder = (before: string, after: string) =>
  (/[/\\]/.test(before) && /^(?:[/\\]|\.\w)/.test(after)) ||
  (before === "'" && /^[/\\]/.test(after));

/** Masks the values in folders such as `email=jane@example.com/`. */
function maskFolders(
  text: string,
  isMasked: (column: string) => boolean,
  name: (text: string) => string,
): string {
  return text.replaceAll(
    /((?<=[/\\'"])[^/\\'"=]+|(?<![^/\\'"\s=])[^/\\'"\s=]+)=((?:[^/\\'"]|['"](?=[^\s,;:)\]]))*)(?=[/\\])/g,
    (_, column: string, value: string) => {
      const hides = endings(decoded(column)).some(isMasked) || looksPersonal(decoded(value));
      return `${name(decoded(column)) === decoded(column) ? column : maskedText}=${hides ? maskedText : value}`;
    },
  );
}

/** Returns the possible column names at the end of a sentence. A name may contain spaces itself. */
const endings = (text: string): readonly string[] => {
  const words = text.split(' ');
  return words.map((_, at) => words.slice(at).join(' '));
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Screens an outcome's texts. Values of the data in it are masked before. */
export const screened = (outcome: Outcome, { message, sql, path, name }: Screen): Outcome => ({
  ...outcome,
  sample: outcome.sample && {
    ...outcome.sample,
    columns: outcome.sample.columns.map(name),
    masked: outcome.sample.masked.map(name),
    ...(outcome.sample.values && {
      values: { ...outcome.sample.values, column: name(outcome.sample.values.column) },
    }),
  },
  byFile: outcome.byFile?.map((one) => ({ ...one, file: path(one.file) })) ?? null,
  sql: outcome.sql === null ? null : sql(outcome.sql),
  evidence: outcome.evidence && {
    ...outcome.evidence,
    notes: outcome.evidence.notes.map(message),
    ...(outcome.evidence.despite !== undefined && { despite: message(outcome.evidence.despite) }),
  },
  problem: outcome.problem && { ...outcome.problem, message: message(outcome.problem.message) },
});

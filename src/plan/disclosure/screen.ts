import type { Outcome } from '../../outcome/outcome.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { looksPersonal, withoutPersonal } from '../../privacy/personal.ts';
import {
  environmentSecrets,
  withoutCredentials,
  withoutUrlSecrets,
} from '../../privacy/secrets.ts';
import { withoutInnerNames } from './inner-names.ts';

/** What stands between a measurement's words and whoever reads them. */
export interface Screen {
  /** A sentence of the engine's or a source's. */
  message(text: string): string;
  /** SQL that a person may run. */
  sql(text: string): string;
  /** SQL that ran, and is told to show how. */
  log(text: string): string;
  path(text: string): string;
  name(text: string): string;
}

export interface ScreenOptions {
  /** Names of columns that may be values: the first record of a file without a header. */
  readonly hiddenNames: readonly string[];
  /** Names of fields within columns that may not be shown: an object's keys may be values. */
  readonly hiddenFields: readonly string[];
  /** The names, in lower case, that are known to be names; null where everything may be shown. */
  readonly knownNames: ReadonlySet<string> | null;
  /** True once the columns of the dataset are known. */
  readonly isOpen: boolean;
  /**
   * True if values of a column may not be shown; folders such as `email=…/` are values of one, whether or not they were
   * read as a column.
   */
  isMasked(column: string): boolean;
  /** Only credentials are screened. */
  readonly unmask: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Options of a screen while nothing is known of the data. */
export const openScreen = {
  hiddenNames: [],
  hiddenFields: [],
  knownNames: null,
  isOpen: true,
  isMasked: () => false,
  unmask: false,
} as const satisfies Omit<ScreenOptions, 'env'>;

/** Values of the data and credentials that stand where no value is expected: in names, paths and messages. */
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

/** Names of our own and of files, which the contract gives. */
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

/** Characters of a message. A name in it may come from the data, and be as long as a file. */
const longest = 2000;

/** Cut between words, since half of a secret is not known for one. */
const shortened = (text: string) =>
  text.length > longest ? `${text.slice(0, longest).replace(/\S*$/, '')}…` : text;

/** Whole words alone: a name may be short. */
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

/** A part of a path that the user gave, such as `name` in `data/name/a.csv`, is the name of no column. */
const isPlainFolder = (before: string, after: string) =>
  (/[/\\]/.test(before) && /^(?:[/\\]|\.\w)/.test(after)) ||
  (before === "'" && /^[/\\]/.test(after));

/** Folders that hold the value of a column, `email=jane@example.com/`. */
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

/** What the name of a column may be, where words of a sentence stand before it: it may have spaces itself. */
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

/** An outcome as it may leave: what is judged of the data is masked before, the rest is screened here. */
export const screened = (outcome: Outcome, { message, sql, path, name }: Screen): Outcome => ({
  ...outcome,
  sample: outcome.sample && {
    ...outcome.sample,
    columns: outcome.sample.columns.map(name),
    masked: outcome.sample.masked.map(name),
  },
  byFile: outcome.byFile?.map((one) => ({ ...one, file: path(one.file) })) ?? null,
  sql: outcome.sql === null ? null : sql(outcome.sql),
  evidence: outcome.evidence && {
    ...outcome.evidence,
    notes: outcome.evidence.notes.map(message),
  },
  problem: outcome.problem && { ...outcome.problem, message: message(outcome.problem.message) },
});

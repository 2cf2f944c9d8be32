import { counted } from '../../outcome/printable-text.ts';
import { closest, distance } from '../../value/closest.ts';
import type { Serialized } from './sql-tree.ts';

/** Words of SQL that people misspell, as a syntax error is about the word that follows. */
const keywords = [
  ...['select', 'distinct', 'from', 'where', 'group', 'having', 'order', 'limit', 'offset'],
  ...['union', 'except', 'intersect', 'with', 'join', 'using', 'and', 'not', 'like', 'ilike'],
  ...['between', 'null', 'case', 'when', 'then', 'else', 'cast', 'true', 'false', 'desc'],
];

/** A parser's error about a text of SQL, as DuckDB has it. */
export interface SyntaxProblem {
  /** DuckDB's message, whose first line is used. */
  readonly message: string;
  /** The characters of the text before the place; null if it is not known. */
  readonly at: number | null;
}

/** Returns the problem of a text that `json_serialize_sql` could not parse; `before` are the characters in front of it. */
export const syntaxProblem = (
  { error_message: message, position }: Extract<Serialized, { error: true }>,
  before = 0,
): SyntaxProblem => ({
  message,
  at: position === undefined ? null : Math.max(Number(position) - before, 0),
});

/** Returns why a text of SQL does not parse, with the place, and the keyword that was likely meant. */
export function syntaxWords({ message, at }: SyntaxProblem, sql: string): string {
  const line = message.split('\n')[0] ?? '';
  const place = at === null ? '' : placeIn(sql, at);
  const open = /^unterminated (.*?) at or near /.exec(line)?.[1];
  if (open !== undefined)
    return `the ${open.replace('/*', 'block')} that begins${place} has no end`;
  if (line === 'syntax error at end of input') return 'it ends too early';
  const near = /^syntax error at or near "(.*)"$/s.exec(line)?.[1];
  if (near === undefined) return line;
  const words = at === null ? [] : [near, wordBefore(sql, at)];
  const meant = words.flatMap((word) => misspelt(word) ?? [])[0];
  return `"${near}"${place} can't stand there${meant === undefined ? '' : `: did you mean ${meant}?`}`;
}

/** Returns the word that ends before a place; an empty text if none does. */
const wordBefore = (sql: string, at: number): string =>
  /(\w+)\s*$/.exec(charactersBefore(sql, at))?.[1] ?? '';

/** Returns `'"limit" in place of "limt"'` for a word that is nearly a keyword; null for any other. */
function misspelt(word: string): string | null {
  const lower = word.toLowerCase();
  const near = keywords.find(
    (keyword) =>
      distance(lower, keyword) === 1 || (lower !== keyword && isShuffled(lower, keyword)),
  );
  return near === undefined || keywords.includes(lower) ? null : `"${near}" in place of "${word}"`;
}

const isShuffled = (one: string, other: string): boolean =>
  [...one].sort().join('') === [...other].sort().join('');

const charactersBefore = (sql: string, at: number): string => [...sql].slice(0, at).join('');

/** Returns the place that so many characters lie before, `' at character 7'`, with the line where there are several. */
function placeIn(sql: string, at: number): string {
  const lines = charactersBefore(sql, at).split('\n');
  const character = [...(lines.at(-1) ?? '')].length + 1;
  return sql.includes('\n')
    ? ` at line ${lines.length}, character ${character}`
    : ` at character ${character}`;
}

/** Returns the place of a name or an operator, where the text has it once; else an empty text. */
function placeOf(name: string, sql: string): string {
  const escaped = name.replaceAll(/[^\w\s]/g, '\\$&');
  const whole = /^\w/.test(name) ? `(?<!\\w)${escaped}(?!\\w)` : escaped;
  const [first, ...others] = sql.matchAll(new RegExp(whole, 'gi'));
  return first === undefined || others.length > 0
    ? ''
    : placeIn(sql, [...sql.slice(0, first.index)].length);
}

/**
 * Returns why SQL that parses does not fit the columns it reads, in words of our own where it is a common mistake; else in DuckDB's.
 * They name what stands in the SQL, columns and types, and no value of a row.
 */
export function fitWords(message: string, sql: string): string {
  for (const [pattern, words] of mistakes) {
    const match = pattern.exec(message);
    if (match !== null) return words(match.slice(1), sql);
  }
  return message;
}

type Words = (groups: readonly (string | undefined)[], sql: string) => string;

const missingColumn: Words = ([name = '', listed = ''], sql) => {
  const near = [...listed.matchAll(/"([^"]*)"/g)].map(([, one = '']) => one);
  const meant = closest(name, near.map(afterDot));
  const others = near.length === 0 ? '' : `; the nearest are ${near.map(quoted).join(', ')}`;
  return `there is no column "${name}"${placeOf(name, sql)}${meant === undefined ? others : `: did you mean "${meant}"?`}`;
};

const quoted = (name: string): string => `"${name}"`;

/** Candidates may have the name of their table before them. */
const afterDot = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const missingFunction: Words = ([name = '', near = ''], sql) => {
  const operator = /^(\W+)__postfix$/.exec(name)?.[1];
  if (operator !== undefined)
    return `the operator ${operator}${placeOf(operator, sql)} has no value behind it`;
  if (/^\W+$/.test(name)) return `there is no operator ${name}${placeOf(name, sql)}`;
  const meant = /^\w+$/.test(near) ? closest(name, [near]) : undefined;
  return `there is no function ${name}()${placeOf(name, sql)}${meant === undefined ? '' : `: did you mean ${meant}()?`}`;
};

const noOverload: Words = ([name = '', given = '']) => {
  const types = given.replaceAll('_LITERAL', '');
  const subject = /^\w+$/.test(name) ? `${name}()` : `the operator ${name}`;
  return types === ''
    ? `${subject} needs arguments`
    : `${subject} does not take ${counted(types.split(', ').length, 'argument')} of type ${types}: cast ${types.includes(', ') ? 'them' : 'it'}`;
};

const mistakes: readonly (readonly [RegExp, Words])[] = [
  [
    /^Referenced column "(.*?)" not found in FROM clause! *(?:Candidate bindings: (.*))?$/,
    missingColumn,
  ],
  [/^Values list ".*?" does not have a column named "(.*?)"$/, missingColumn],
  [
    /^(?:Scalar|Table|Aggregate|Macro|Window)?(?: Macro)? ?Function with name (\S+) does not exist!(?: Did you mean "(.*?)"\?)?$/,
    missingFunction,
  ],
  [/^No function matches the given name and argument types '(.*?)\((.*)\)'\..*$/, noOverload],
  [
    /^Type with name (\S+) does not exist!(?: Did you mean "(.*?)"\?)?$/,
    ([name = ''], sql) => `there is no type ${name}${placeOf(name, sql)}`,
  ],
  [
    /^column "(.*?)" must appear in the GROUP BY clause .*$/,
    ([name = ''], sql) =>
      `column "${name}"${placeOf(name, sql)} is neither in the GROUP BY nor within an aggregate: add it there, or take any_value("${name}")`,
  ],
];

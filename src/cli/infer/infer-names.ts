import { printArgument } from '../../metric/subject.ts';

/** Words that can't name a constant in a TypeScript module of either kind. */
const reserved =
  'arguments await break case catch class const continue debugger default delete do else enum eval export exports extends false finally for function globalThis if implements import in instanceof interface let module new null package private protected public require return static super switch this throw true try typeof undefined var void while with yield';

/** Names that the contract file imports. */
const imported = 'contract verify z csv json parquet sqlite duckdb';

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

/**
 * Returns the name of a contract file, made safe: the name of a table or a file may contain slashes or begin with a
 * dot.
 */
export const fileNameOf = (name: string): string =>
  name.replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, '-').replace(/^[.\s]+/, '') || 'data';

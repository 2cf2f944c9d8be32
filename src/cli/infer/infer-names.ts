import { printArgument } from '../../metric/subject.ts';

/** Words that no constant of a module can be called, in TypeScript's modules of either kind. */
const reserved =
  'arguments await break case catch class const continue debugger default delete do else enum eval export exports extends false finally for function globalThis if implements import in instanceof interface let module new null package private protected public require return static super switch this throw true try typeof undefined var void while with yield';

/** Names that the contract file imports. */
const imported = 'contract verify z csv json parquet sqlite duckdb';

const taken: ReadonlySet<string> = new Set(`${reserved} ${imported}`.split(' '));

/** A constant's name for a contract's. */
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

/** A column's name as a key of an object literal, where `__proto__` is none in either spelling. */
export function propertyName(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printArgument(name);
}

/** A contract file's own name, where the name of a table or a file may lead elsewhere, or hide it. */
export const fileNameOf = (name: string): string =>
  name.replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, '-').replace(/^[.\s]+/, '') || 'data';

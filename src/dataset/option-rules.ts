import { closest } from '../value/closest.ts';
import { DatasetError } from './dataset.ts';

/** What an option may be, with the words that finish "write ". */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  readonly wanted: string;
}

/** One rule for each option of a source, so that the compiler names a forgotten one. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

/** Refuse an option that does not exist or can't be meant: it would be ignored without a word. */
export function checkOptions<Options extends object>(
  source: string,
  options: Options,
  rules: OptionRules<Options>,
): Options {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalid(
      `The options of ${source}() are an object, such as { ${Object.keys(rules)[0]}: ... }.`,
    );
  }
  const known = Object.keys(rules);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, name)) throw unknown(source, name, known);
    const { accepts, wanted } = rules[name as keyof Options];
    if (value !== undefined && !accepts(value)) {
      throw invalid(`The option ${name} of ${source}() can't be ${shown(value)}: write ${wanted}.`);
    }
  }
  return Object.freeze({ ...options });
}

function unknown(source: string, name: string, known: readonly string[]): DatasetError {
  const near = closest(name, known);
  const hint = near ? ` Did you mean ${near}?` : '';
  return invalid(`${source}() has no option ${name}.${hint} It knows ${known.join(', ')}.`);
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);

const shown = (value: unknown) =>
  typeof value === 'object' || typeof value === 'function'
    ? `a ${Array.isArray(value) ? 'list' : typeof value} like this`
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);

export const flag: OptionRule = {
  accepts: (value) => typeof value === 'boolean',
  wanted: 'true or false',
};

export const text: OptionRule = {
  accepts: (value) => typeof value === 'string' && value !== '',
  wanted: 'a text',
};

export const oneOf = (...words: readonly string[]): OptionRule => ({
  accepts: (value) => typeof value === 'string' && words.includes(value),
  wanted: words.map((word) => `'${word}'`).join(' or '),
});

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

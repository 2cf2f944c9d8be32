import { closest } from './closest.ts';
import { kindInWords } from './kind-in-words.ts';

/** The valid values of an option, with the words that follow "write " in a message. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  readonly wanted: string;
}

/** One rule for each option of a source. The compiler reports an option without one. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

/**
 * Checks the options of a call and returns them. Throws on an unknown option or an invalid value, instead of ignoring it;
 * `invalid` makes the error of a sentence, and `call` is how messages name the function: `'csv()'`.
 */
export function checkedOptions<Options extends object>(
  call: string,
  options: Options,
  rules: OptionRules<Options>,
  invalid: (message: string) => Error,
): Options {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalid(
      `The options of ${call} are an object, such as { ${Object.keys(rules)[0]}: ... }.`,
    );
  }
  const known = Object.keys(rules);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, name)) throw invalid(unknown(call, name, known));
    const { accepts, wanted } = rules[name as keyof Options];
    if (value !== undefined && !accepts(value)) {
      throw invalid(`The option ${name} of ${call} can't be ${shown(value)}: write ${wanted}.`);
    }
  }
  return Object.freeze({ ...options });
}

function unknown(call: string, name: string, known: readonly string[]): string {
  const near = closest(name, known);
  const hint = near ? ` Did you mean ${near}?` : '';
  return `${call} has no option ${name}.${hint} It knows ${known.join(', ')}.`;
}

const shown = (value: unknown) =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? `${kindInWords(value)} like this`
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);

/** The rule for an option that is true or false. */
export const flag: OptionRule = {
  accepts: (value) => typeof value === 'boolean',
  wanted: 'true or false',
};

/** The rule for an option that is a text, not empty. */
export const text: OptionRule = {
  accepts: (value) => typeof value === 'string' && value !== '',
  wanted: 'a text',
};

/** Returns the rule for an option that is one of some words. */
export const oneOf = (...words: readonly string[]): OptionRule => ({
  accepts: (value) => typeof value === 'string' && words.includes(value),
  wanted: words.map((word) => `'${word}'`).join(' or '),
});

/** True for an object of values by name. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True if a value is a list of texts. */
export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

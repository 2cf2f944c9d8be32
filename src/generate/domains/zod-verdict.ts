import type { Schema } from '../../contract/schema/zod-core.ts';
import { GenerateError } from '../generate-error.ts';

/** Returns zod's answer to a value; `'later'` if the schema has asynchronous code that it met. */
function answer(schema: Schema, value: unknown): 'yes' | 'no' | 'later' {
  try {
    // A first try without async would start such code and drop its promise.
    const result = schema._zod.run({ value, issues: [] }, { async: true });
    if (!(result instanceof Promise)) return result.issues.length === 0 ? 'yes' : 'no';
    result.catch(() => {});
    return 'later';
  } catch {
    // A refinement may throw for a value that it does not expect.
    return 'no';
  }
}

/** True if zod surely accepts a value. Code that throws does not, and neither does code that has to wait. */
export const surelyAccepts = (schema: Schema, value: unknown): boolean =>
  answer(schema, value) === 'yes';

/**
 * Returns the test of a value by its whole schema.
 *
 * @throws {GenerateError} `NOT_GENERATED`, of the test, if the schema waits for asynchronous code.
 */
export const verdictOf =
  (schema: Schema, rule: string) =>
  (value: unknown): boolean => {
    const found = answer(schema, value);
    if (found !== 'later') return found === 'yes';
    throw new GenerateError(
      'NOT_GENERATED',
      `${rule}: asynchronous code judges it, which generating can't wait for. Generate from a contract whose schema has a synchronous refinement in its place, or none.`,
    );
  };

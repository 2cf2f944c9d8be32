/** True for the error of a query that failed, and was not stopped. */
export const isEngineFailure = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ENGINE_FAILED';

/**
 * True for an error of the engine on the content of a file. Its words for that are of its own code, and half of them are masked: a source
 * says in its own what is wrong.
 */
export const isContentFailure = (error: unknown): boolean =>
  isEngineFailure(error) && ofContent.test(error.message);

const ofContent =
  /^DuckDB could not answer(?: \((?:Invalid|Invalid Input|Conversion|Out of Range|Serialization|INTERNAL|FATAL) Error\)(?!: line \d+ of a CSV file)|: .* seems to be damaged)/;

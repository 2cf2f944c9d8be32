/** What stands for a value that must not be shown. */
export const maskedText = '•••';

/** Classifications whose values may be shown; every other one is personal, secret or unknown to us. */
const showable: ReadonlySet<string> = new Set(['public', 'internal', 'none']);

/**
 * The columns whose values must not leave the engine: those classified in the schema, and, where the contract as a
 * whole is classified, all that are not said to be public.
 */
export function maskedColumns(
  columns: readonly string[],
  classified: ReadonlyMap<string, string>,
  contractClassification: string | undefined,
): ReadonlySet<string> {
  return new Set(
    columns.filter((name) => {
      const classification = classified.get(name) ?? contractClassification ?? 'none';
      return !showable.has(classification.toLowerCase());
    }),
  );
}

import type { Contract } from '../contract/contract.ts';
import { classifiedBy } from '../contract/schema/classified.ts';
import { type DeclaredTerms, descriptiveTerms } from '../contract/terms.ts';
import { sensitivityInWords } from '../privacy/classification.ts';

/** Returns the terms of a contract as a report shows them. */
export function termsOf({ terms }: Contract): DeclaredTerms {
  const said = { ...terms, classification: classificationOf(terms) };
  const reported = Object.entries(descriptiveTerms).map(([name, { kind }]) => {
    const value: unknown = Reflect.get(said, name);
    return [name, kind === 'text' ? (value ?? null) : { ...(value ?? {}) }] as const;
  });
  // Each name of the table with a value of its kind, which the compiler can't see of entries.
  return Object.fromEntries(reported) as unknown as DeclaredTerms;
}

function classificationOf(terms: Contract['terms']): string | null {
  const { rows } = classifiedBy(terms);
  return rows && sensitivityInWords(rows);
}

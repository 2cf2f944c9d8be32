import type { Contract } from '../contract/contract.ts';
import { classifiedBy } from '../contract/schema/classified.ts';
import { sensitivityInWords } from '../privacy/classification.ts';

/** The terms of a contract as a report shows them: plain JSON. */
export interface DeclaredTerms {
  readonly owner: string | null;
  readonly description: string | null;
  readonly version: string | null;
  readonly classification: string | null;
  readonly links: Readonly<Record<string, string>>;
}

/** Returns the terms of a contract as a report shows them. */
export const termsOf = ({ terms }: Contract): DeclaredTerms => ({
  owner: terms.owner ?? null,
  description: terms.description ?? null,
  version: terms.version ?? null,
  classification: classificationOf(terms),
  links: { ...terms.links },
});

function classificationOf(terms: Contract['terms']): string | null {
  const { rows } = classifiedBy(terms);
  return rows && sensitivityInWords(rows);
}

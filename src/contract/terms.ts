import type { Classification } from '../privacy/classification.ts';

/** Terms that describe a contract to people and catalogues. Nothing of them is measured; reports contain them all. */
export interface DescriptiveTerms {
  /** The person or team responsible for the data. */
  readonly owner?: string;
  readonly description?: string;
  readonly version?: string;
  /**
   * The sensitivity of the rows: a level (`'public'`, `'internal'`, `'confidential'`, `'restricted'`), a kind (`'pii'`,
   * `'phi'`, `'pci'`, `'secret'`, `'special'`, or one of your own, see `declareClassification`), or a level with kinds,
   * `{ level: 'restricted', kinds: ['pii'] }`. It holds for all columns that have no `.meta({ classification })` of
   * their own. It can also be set by `.meta()` on the schema of a row.
   */
  readonly classification?: Classification;
  /** A page that explains the contract to people. */
  readonly links?: Readonly<Record<string, string>>;
}

/** A term as reports print it, and the kind of value that it has there. */
interface TermKind {
  readonly label: string;
  readonly kind: keyof ReportedAs;
}

/** The value of each kind of term in a report. */
interface ReportedAs {
  readonly text: string | null;
  readonly links: Readonly<Record<string, string>>;
}

/**
 * Every descriptive term. A term that is declared above and listed here is taken by contracts, stands in the report and its
 * schema, and is printed by every report that shows terms.
 */
export const descriptiveTerms = {
  owner: { label: 'Owner', kind: 'text' },
  description: { label: 'Description', kind: 'text' },
  version: { label: 'Version', kind: 'text' },
  classification: { label: 'Classification', kind: 'text' },
  links: { label: 'Links', kind: 'links' },
} as const satisfies Readonly<Record<keyof DescriptiveTerms, TermKind>>;

/** The terms of a contract as a report has them: plain JSON. */
export type DeclaredTerms = {
  readonly [Name in keyof typeof descriptiveTerms]: ReportedAs[(typeof descriptiveTerms)[Name]['kind']];
};

/** A term, or one of several links, as a label and a text. */
export interface PrintedTerm {
  /** Unique among the terms of a contract: `'owner'`, `'link:runbook'`. */
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly isLink: boolean;
}

/** Returns the terms that a contract has, each as a label and a text. */
export function printedTerms(terms: DeclaredTerms): readonly PrintedTerm[] {
  return Object.entries(descriptiveTerms).flatMap(([name, { label }]): readonly PrintedTerm[] => {
    const value: ReportedAs[keyof ReportedAs] = Reflect.get(terms, name);
    if (value === null) return [];
    if (typeof value === 'string') return [{ name, label, text: value, isLink: false }];
    return Object.entries(value).map(([link, text]) => {
      return { name: `link:${link}`, label: link, text, isLink: true };
    });
  });
}

import type { Contract } from '../../contract/contract.ts';
import { type Classified, classifiedBy } from '../../contract/schema/classified.ts';
import { nestedFields } from '../../contract/schema/nested-fields.ts';
import { rowColumnNames } from '../../contract/schema/row-kinds.ts';
import type { ColumnDescription } from '../../engine/engine.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { isMasking, type Sensitivity, sensitivity } from '../../privacy/classification.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import type { MeasureRequest } from '../measure-request.ts';
import type { Trace } from '../trace.ts';
import { innerNames } from './inner-names.ts';
import { screen, screened } from './screen.ts';

/** Reads a classification that was put on a schema after the contract was declared. An unknown word masks. */
const asFound = (value: unknown): Sensitivity => {
  try {
    return sensitivity(value, 'It');
  } catch {
    return { level: 'restricted', kinds: [] };
  }
};

type Said = Pick<Contract, 'terms'>;

interface Disclosing {
  /** True if values of a column may not be shown. */
  isMasked(column: string): boolean;
  /** The columns that are classified by name. */
  readonly classified: readonly string[];
  /** The names in the schema, in lower case, since SQL ignores case. */
  readonly known: ReadonlySet<string>;
  /** True if there are values that may not be shown. */
  readonly masksAny: boolean;
}

function disclosing({ terms }: Said): Disclosing {
  const said: Classified = classifiedBy(terms, asFound);
  const names = rowColumnNames(terms.schema);
  // A field is as sensitive as the whole column.
  const within = new Map(
    nestedFields(terms.schema).map(({ name, path }) => [name.toLowerCase(), path[0]]),
  );
  const spelled = new Map(names.map((name) => [name.toLowerCase(), name]));
  const masks = (one: Sensitivity | null) => one !== null && isMasking(one);
  const isMasked = (column: string) => {
    const name = spelled.get(column.toLowerCase());
    if (name === undefined && within.has(column.toLowerCase()))
      return (
        masks(said.columns.get(within.get(column.toLowerCase()) ?? '') ?? said.rows) ||
        masks(said.others)
      );
    return masks((name === undefined ? said.others : said.columns.get(name)) ?? said.rows);
  };
  const classified = names.filter(isMasked);
  const masksAny = classified.length > 0 || masks(said.rows) || masks(said.others);
  return { isMasked, classified, known: new Set(spelled.keys()), masksAny };
}

/**
 * True if a column that the schema does not name may be a classified one under another name, or may have a value as its
 * name. That is so if one of the schema's columns is missing, or if the schema names none.
 */
function mayBeClassified({ classified, known, masksAny }: Disclosing, names: readonly string[]) {
  const found = new Set(names);
  return masksAny && (known.size === 0 || classified.some((name) => !found.has(name)));
}

/**
 * Returns a test for columns whose values may not be shown, in a dataset with the columns `names`. The tested column
 * need not be one of them.
 */
function hiding(said: Disclosing, names: readonly string[]): (column: string) => boolean {
  const isDoubtful = mayBeClassified(said, names);
  return (column) => said.isMasked(column) || (isDoubtful && !said.known.has(column.toLowerCase()));
}

/** Returns the columns of a dataset whose values may not be shown. */
export function maskedOf(contract: Said, names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter(hiding(disclosing(contract), names)));
}

/**
 * Masks everything that a trace shows, and returns a mask for outcomes. `columns` is null until the dataset is open.
 */
export function screenOn(
  trace: Trace,
  request: MeasureRequest,
  columns: readonly ColumnDescription[] | null,
) {
  const said = disclosing(request.contract);
  const names = (columns ?? []).map(({ name }) => name);
  const masked = maskedOf(request.contract, names);
  const inner = (columns ?? []).map(({ name, type }) => [name, innerNames(type)] as const);
  const lens = screen({
    hiddenNames: [
      ...namesToHide(said, names),
      ...inner.flatMap(([, fields]) => fields).filter(looksPersonal),
    ],
    hiddenFields: inner.flatMap(([name, fields]) => (masked.has(name) ? fields : [])),
    knownNames: said.masksAny
      ? new Set([...said.known, ...names.map((one) => one.toLowerCase())])
      : null,
    isOpen: columns !== null,
    isMasked: hiding(said, names),
    unmask: request.unmask === true,
    env: process.env,
  });
  trace.screen(lens);
  return (outcome: Outcome) => screened(outcome, lens);
}

/** The shortest name to hide. A shorter one reveals nothing, and occurs in many words. */
const shortestName = 3;

/** Returns names that may be values, as in a file without a header that was read as if it had one. */
function namesToHide(said: Disclosing, columns: readonly string[]): readonly string[] {
  const isDoubtful = mayBeClassified(said, columns);
  return columns.filter(
    (name) =>
      name.length >= shortestName &&
      (looksPersonal(name) || (isDoubtful && !said.known.has(name.toLowerCase()))),
  );
}

/** Warns the reader of an unmasked outcome that it is not safe to share. */
export function unmaskedNote(outcome: Outcome, { unmask = false }: MeasureRequest): Outcome {
  const { evidence } = outcome;
  return unmask && evidence
    ? { ...outcome, evidence: { ...evidence, notes: [...evidence.notes, notice] } }
    : outcome;
}

const notice = 'values are shown unmasked, as --unmask or ASSAY_UNMASK asks: keep this to yourself';

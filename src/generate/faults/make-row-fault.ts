import { isDeepStrictEqual } from 'node:util';
import type { Edit } from '../../value/edit.ts';
import type { Row, RowDomain } from '../row-domain.ts';
import { applyEdit } from './apply-edit.ts';
import type { BrokenRule } from './fault.ts';
import type { TableDraft } from './table-draft.ts';

/** Makes a fault of a whole row; returns false where it can't be made there. */
type MakeRowFault = (draft: TableDraft, fault: string, at: number, choice: number) => boolean;

/** Repeats a row, behind itself or a later row. */
export const repeatRow: MakeRowFault = (draft, fault, at, choice) => {
  if (!draft.isOpen(at)) return false;
  const row = draft.row(at);
  const violates = brokenByCopy(draft.domain, row, null);
  draft.insert((at + choice) % draft.count, row, { fault, column: null, violates });
  draft.close(at);
  return true;
};

/** Repeats a row with another value in a column that is in no key. */
export const nearlyRepeatRow: MakeRowFault = (draft, fault, at, choice) => {
  if (!draft.isOpen(at)) return false;
  const row = draft.row(at);
  const keys = new Set(draft.domain.keys.flat());
  const options = draft.domain.columns
    .filter(({ name, unique }) => !unique && !keys.has(name))
    .flatMap(({ name }) => others(draft, at, name).map((value) => ({ name, value })));
  const chosen = options
    .map((_, step) => options[(choice + step) % options.length])
    .find((one) => one && !isDeepStrictEqual(one.value, row[one.name] ?? null));
  if (chosen === undefined) return false;
  const { name, value } = chosen;
  const violates = brokenByCopy(draft.domain, row, name);
  draft.insert(
    at,
    { ...row, [name]: value },
    { fault, column: name, before: row[name], after: value, violates },
  );
  draft.close(at);
  return true;
};

/** Moves a row, and breaks the order of it and the row that was beside it. */
export const moveRow: MakeRowFault = (draft, fault, at, choice) => {
  const { count, domain } = draft;
  if (count < 2) return false;
  const to = (at + 1 + (choice % (count - 1))) % count;
  const passed = to > at ? at + 1 : at - 1;
  if (!draft.isOpen(at) || !draft.isOpen(passed)) return false;
  const [row, other] = [draft.row(at), draft.row(passed)];
  if (isDeepStrictEqual(row, other)) return false;
  const isBroken = domain.columns.some(
    ({ name, increasing }) => increasing && !isNull(row, name) && !isNull(other, name),
  );
  draft.move(at, to > at ? to : to - 1, {
    fault,
    column: null,
    violates: isBroken ? ['increasing'] : [],
  });
  draft.close(passed);
  return true;
};

const isNull = (row: Row, column: string) => (row[column] ?? null) === null;

/** The kinds of rule that a copy of a row breaks, in which one column may have another value. */
function brokenByCopy(
  { columns, keys }: RowDomain,
  row: Row,
  changed: string | null,
): readonly BrokenRule[] {
  const kept = columns.filter(({ name }) => name !== changed && !isNull(row, name));
  return [
    ...(kept.some(({ unique }) => unique) ? (['unique'] as const) : []),
    ...(kept.some(({ increasing }) => increasing) ? (['increasing'] as const) : []),
    ...(keys.some((key) => key.every((name) => kept.some((one) => one.name === name)))
      ? (['key'] as const)
      : []),
  ];
}

/** The number of rows that another value is looked for in. */
const neighbours = 8;

const day = 86_400_000;
const edits: readonly Edit[] = [
  { kind: 'shift', by: day },
  { kind: 'case', to: 'upper' },
  { kind: 'surround', before: '', after: ' ' },
  { kind: 'scale', by: 100 },
];

/**
 * Candidates for a cell: what small edits make of its value, and the values of rows that follow, some of which are its
 * own. Their number does not depend on that of the rows, so that a choice stays the same while rows are left out.
 */
function others(draft: TableDraft, at: number, column: string): readonly unknown[] {
  const row = draft.row(at);
  const own = row[column] ?? null;
  const near = Array.from(
    { length: neighbours },
    (_, step) => draft.row((at + 1 + step) % draft.count)[column] ?? null,
  );
  const edited = edits.map((edit) => applyEdit(edit, own, row));
  return [...edited, ...near];
}

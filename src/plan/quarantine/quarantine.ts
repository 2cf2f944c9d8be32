import {
  EngineError,
  type FlaggedRows,
  type RowFlag,
  type RowStore,
  type Session,
  type Stored,
} from '../../engine/engine.ts';
import type { StoredRows } from '../../outcome/outcome.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { Miss } from '../violations/miss.ts';
import { rowCondition } from '../violations/row-condition.ts';
import {
  clearQuarantine,
  problemOf,
  QuarantineMismatch,
  type QuarantineRequest,
  quarantineFiles,
  shown,
} from './quarantine-files.ts';
import { type Blamed, flaggedRows, namesBeside, type QuarantineWork } from './rows-to-flag.ts';

/** The files with a dataset's violating and clean rows. */
export interface Quarantined {
  /** The violating rows; null if there are none. */
  readonly violating: StoredRows | null;
  /** All other rows; null if they were not asked for, or the violating ones can't be identified. */
  readonly clean: StoredRows | null;
}

/** The quarantine's result for one missed expectation. */
export interface QuarantineOf {
  readonly stored: StoredRows | null;
  readonly notes: readonly string[];
  readonly problem: { readonly code: string; readonly message: string } | null;
}

/** The quarantine's result for each miss, with the files and notices. */
export interface QuarantineResult {
  readonly of: ReadonlyMap<Miss, QuarantineOf>;
  readonly files: Quarantined;
  readonly notices: readonly string[];
}

/** Writes every row that violates a missed expectation. The engine writes them; none passes through JavaScript. */
export async function quarantine(
  work: QuarantineWork,
  request: QuarantineRequest,
): Promise<QuarantineResult> {
  const { session, misses } = work;
  const names = namesBeside(session);
  const conditions = misses.map(({ miss, ...named }) => ({
    ...named,
    miss,
    condition: rowCondition(miss, session, names.row),
  }));
  const blamed = conditions.flatMap(({ condition, ...named }) =>
    condition.kind === 'rows' ? [{ ...named, condition }] : [],
  );
  const of = new Map<Miss, QuarantineOf>();
  const unknown = conditions.flatMap(({ title, miss, condition }) => {
    if (condition.kind !== 'unknown') return [];
    of.set(miss, { stored: null, notes: [notWritten(condition.why)], problem: null });
    return [title];
  });
  const files = quarantineFiles(request);
  let release = async () => {};
  try {
    const store = storeOf(session);
    const flagged = flaggedRows(blamed, names, work);
    const settled = await store.settle?.(flagged);
    if (settled !== undefined) release = settled.release;
    const rows = settled?.rows ?? flagged;
    const violating = blamed.length === 0 ? null : await storeViolating(blamed, rows, store, work);
    if (violating !== null) await violating.stored.keep(files.violating);
    for (const { id, miss } of blamed) {
      const rows = violating?.byId.get(id) ?? 0;
      of.set(miss, {
        stored: { file: shown(files.violating, request), rows },
        notes: [],
        problem: null,
      });
    }
    const quarantined = violating?.stored.rows ?? 0;
    const refusal = whyNotClean(unknown, work);
    const isWanted = request.settings.clean && refusal === null;
    const clean = isWanted ? await storeClean(rows, quarantined, files.clean, store, work) : null;
    const written = {
      violating: violating && { file: shown(files.violating, request), rows: quarantined },
      clean: clean === null ? null : { file: shown(files.clean, request), rows: clean },
    };
    const refused = request.settings.clean && refusal !== null ? [refusal] : [];
    const neither = clean === null ? 0 : work.rows - quarantined - clean;
    const notices = [...noticesOf(written, request), ...inNeither(neither), ...refused];
    return { of, files: written, notices };
  } catch (error) {
    await clearQuarantine(request).catch(() => null);
    const problem = problemOf(error, request);
    for (const { miss } of blamed) of.set(miss, { stored: null, notes: [], problem });
    return { of, files: { violating: null, clean: null }, notices: [problem.message] };
  } finally {
    await release();
  }
}

/** Returns the session's store. An engine that can't write must not look like one with nothing to write. */
function storeOf({ engine, store }: Session): RowStore {
  if (store !== null) return store;
  throw new EngineError('ENGINE_FAILED', `the engine '${engine}' writes no rows to files`);
}

const notWritten = (why: string) => `its violating rows are not in the quarantine: ${why}`;

function whyNotClean(unknown: readonly string[], { unjudged }: QuarantineWork): string | null {
  const [first] = unknown;
  if (first !== undefined)
    return `No clean rows are written: which rows violate '${first}' is not known.`;
  if (unjudged > 0)
    return `No clean rows are written: ${unjudged} of the expectations could not be judged.`;
  return null;
}

interface Violating {
  readonly stored: Stored;
  readonly byId: ReadonlyMap<string, number>;
}

async function storeViolating(
  blamed: readonly Blamed[],
  rows: FlaggedRows,
  store: RowStore,
  { session }: QuarantineWork,
): Promise<Violating> {
  const stored = await store.write(store.violatingRows(rows, session), (relation) =>
    store.rowsOfEach(rows.names.expectations, relation),
  );
  const byId = new Map(stored.told.map(({ id, n }) => [String(id), Number(n)]));
  for (const { id, title, condition } of blamed) {
    const found = byId.get(id) ?? 0;
    if (condition.count === null || found === condition.count) continue;
    await stored.discard();
    throw new QuarantineMismatch(
      `${found} rows violate '${title}' on a second look, and it counted ${condition.count}`,
    );
  }
  return { stored, byId };
}

/**
 * Writes the rows that violate nothing, and returns how many they are. One with a field that can't be read is none of them: it
 * would be NULL there, which is another value.
 */
async function storeClean(
  settled: FlaggedRows,
  quarantined: number,
  path: string,
  store: RowStore,
  { session, rows }: QuarantineWork,
): Promise<number> {
  const { unread, whole } = fieldFlags(session);
  const cleanOf = (more: readonly RowFlag[]) =>
    store.cleanRows({ ...settled, flags: [...settled.flags, ...more] }, session);
  const stored = await store.write(
    cleanOf(unread),
    (relation) => `select count(*) as n from ${relation}`,
  );
  const found = Number(stored.told[0]?.n);
  const [neither] =
    whole.length === 0
      ? [{ n: 0 }]
      : await session.query(`select count(*) as n from (${cleanOf(whole)})`);
  if (found + quarantined + Number(neither?.n) === rows) {
    await stored.keep(path);
    return found;
  }
  await stored.discard();
  throw new QuarantineMismatch(`${found} rows are clean and ${quarantined} are not, of ${rows}`);
}

/** Returns a flag for the rows with a field that can't be read, and one for the others; none if every field was read. */
function fieldFlags({ unreadable }: Session): Readonly<Record<'unread' | 'whole', RowFlag[]>> {
  const isRead = [...(unreadable?.columns.values() ?? [])].map((one) => `(${one.isRead})`);
  if (isRead.length === 0) return { unread: [], whole: [] };
  const flag = (sql: string): RowFlag => ({ id: 'unreadable', sql, shuffles: false });
  const whole = isRead.join(' and ');
  return { unread: [flag(`not (${whole})`)], whole: [flag(whole)] };
}

const inNeither = (rows: number): readonly string[] =>
  rows === 0
    ? []
    : [
        `${counted(rows, 'row')} with a field that can't be read ${rows === 1 ? 'is' : 'are'} in neither file.`,
      ];

const noticesOf = ({ violating, clean }: Quarantined, { contract, dataset }: QuarantineRequest) => {
  const files = [
    ...(violating ? [`${violating.rows} violating rows are in ${violating.file}`] : []),
    ...(clean ? [`${clean.rows} clean rows are in ${clean.file}`] : []),
  ];
  return files.length === 0 ? [] : [`${contract.name} on ${dataset.label}: ${files.join(', ')}.`];
};

import type { ColumnDescription, EngineValue, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type {
  DistinctCount,
  NumberFacts,
  ProfileColumn,
  ProfileHistogram,
  ProfileNumber,
  Quantile,
  TextFacts,
  TextShapes,
  TopValues,
} from '../../outcome/profile/profile-document.ts';
import type { Answers } from './ask.ts';
import { isNumber, isText, isTime } from './column-questions.ts';
import { countedBits } from './counted-bits.ts';
import { comparedRows } from './duplicate-rows.ts';
import { type Frequent, frequentValues } from './frequent-values.ts';
import { histogram } from './histogram.ts';
import type { Known } from './known.ts';
import { documentNumber, finiteNumber, instantMilliseconds, instantText } from './numbers.ts';
import { looksSo, showsPersonal } from './personal-columns.ts';
import { textShapes } from './text-shapes.ts';

/** The most distinct values, by an estimate, that are counted one by one. */
const fewEnough = 50_000;

/** The shares of the quantiles. The outer two are the least and the greatest of the finite values. */
const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const;

/** Returns the facts about a column. */
export async function columnFacts(session: Session, known: Known): Promise<ProfileColumn> {
  const { column: one, answers, rows } = known;
  const filled = Number(answers.filled ?? 0);
  const { top, distinct } = await valuesOf(session, known, filled);
  const quantiles = isNumber(one) && filled > 0 ? await quantilesOf(session, one) : [];
  const ends = endsOf(answers, quantiles);
  const drawn = await histogramOf(session, one, ends);
  const range = rangeOf(one, ends);
  const shapes = isText(one) && filled > 0 ? await textShapes(session, one) : null;
  const shown = [...(range ?? []), ...(top?.values ?? []).map(([value]) => value)];
  const masked = known.masked ?? (showsPersonal(shown) ? looksSo : null);
  const isOpen = masked === null;
  return {
    name: one.name,
    type: one.type,
    family: one.family,
    nulls: rows - filled,
    distinct,
    masked,
    range: isOpen ? range : null,
    numbers: isNumber(one) ? numberFacts(answers, isOpen ? quantiles.slice(1, -1) : []) : null,
    texts: isText(one) ? textFacts(answers, filled, shapes) : null,
    histogram: drawn && { ...drawn, edges: isOpen ? drawn.edges : [] },
    topValues: isOpen ? top : null,
  };
}

/**
 * Counts the values of a column. Values are listed where they repeat: those of which nearly each is its own are the rows
 * themselves.
 */
async function valuesOf(
  session: Session,
  known: Known,
  filled: number,
): Promise<{ readonly distinct: DistinctCount | null; readonly top: TopValues | null }> {
  const { column: one, answers, rows } = known;
  const estimate = Number(answers.estimate ?? 0);
  if (answers.estimate === undefined) return { distinct: null, top: null };
  if (filled === 0) return { distinct: { count: 0, isExact: true }, top: null };
  const canBeListed = isText(one) || one.family === 'boolean' || one.family === 'integer';
  if (canBeListed && estimate <= fewEnough)
    return listed(await frequentValues(session, one, filled), filled);
  if (rows > comparedRows)
    return { distinct: await countedBits(session, known, { estimate, filled }), top: null };
  return { distinct: { count: await distinctOf(session, one), isExact: true }, top: null };
}

function listed({ distinct, top }: Frequent, filled: number) {
  const repeats = distinct.count <= filled / 2 || distinct.count === 1;
  return { distinct, top: repeats ? top : null };
}

async function distinctOf(session: Session, { name }: ColumnDescription): Promise<number> {
  const aggregate = { kind: 'distinct', of: [column(name)] } as const;
  const sql = session.dialect.aggregate(aggregate, null, session);
  const [row = {}] = await session.query(`select ${sql} as n from ${session.relation}`);
  return Number(row.n ?? 0);
}

async function quantilesOf(
  session: Session,
  { name }: ColumnDescription,
): Promise<readonly Quantile[]> {
  const item = { kind: 'quantiles', of: column(name), at: shares } as const;
  const sql = session.dialect.profile(item, session);
  const [row = {}] = await session.query(`select ${sql} as q from ${session.relation}`);
  const found = Array.isArray(row.q) ? row.q : [];
  return shares.flatMap((share, at): readonly Quantile[] => {
    const value = finiteNumber(found[at]);
    return value === null ? [] : [[share, value]];
  });
}

/** The least and the greatest value. */
interface Ends {
  readonly min: EngineValue;
  readonly max: EngineValue;
}

/** Returns the ends of a column's values; of the finite ones, where some are NaN or infinite. */
function endsOf({ min = null, max = null }: Answers, quantiles: readonly Quantile[]): Ends {
  const [first, last] = [quantiles[0]?.[1], quantiles.at(-1)?.[1]];
  const hasEnds = finiteNumber(min) !== null && finiteNumber(max) !== null;
  return hasEnds ? { min, max } : { min: first ?? null, max: last ?? null };
}

async function histogramOf(
  session: Session,
  one: ColumnDescription,
  { min, max }: Ends,
): Promise<ProfileHistogram | null> {
  if (!isNumber(one) && !isTime(one)) return null;
  const read = isTime(one) ? instantMilliseconds : finiteNumber;
  const [least, greatest] = [read(min), read(max)];
  return least === null || greatest === null ? null : histogram(session, one, [least, greatest]);
}

function rangeOf(
  one: ColumnDescription,
  { min, max }: Ends,
): readonly [ProfileNumber, ProfileNumber] | null {
  if (!isNumber(one) && !isTime(one)) return null;
  const read = isTime(one)
    ? (value: EngineValue) => instantText(value, one.family === 'date')
    : documentNumber;
  const [least, greatest] = [read(min), read(max)];
  return least === null || greatest === null ? null : [least, greatest];
}

const numberFacts = (answers: Answers, quantiles: readonly Quantile[]): NumberFacts => ({
  mean: finiteNumber(answers.mean),
  stddev: finiteNumber(answers.stddev),
  zeros: Number(answers.zeros ?? 0),
  negatives: Number(answers.negatives ?? 0),
  notFinite: Number(answers.notFinite ?? 0),
  quantiles,
});

const textFacts = (answers: Answers, filled: number, shapes: TextShapes | null): TextFacts => ({
  lengths:
    filled === 0
      ? null
      : [Number(answers.min ?? 0), Number(answers.mean ?? 0), Number(answers.max ?? 0)],
  empty: Number(answers.empty ?? 0),
  padded: Number(answers.padded ?? 0),
  shapes,
});

import type { ColumnDescription, EngineValue } from '../../engine/engine.ts';
import type {
  NumberFacts,
  ProfileColumn,
  ProfileNumber,
  Quantile,
  TextFacts,
  TextPatterns,
  TopValues,
} from '../../outcome/profile/profile-document.ts';
import type { Look } from '../profile.ts';
import type { Closer } from './closer-look.ts';
import { columnEnds } from './column-ends.ts';
import { isNumber, isText, isTime } from './column-questions.ts';
import { distinctCount } from './distinct-count.ts';
import type { Frequent } from './frequent-values.ts';
import { documentNumber, finiteNumber, instantText } from './numbers.ts';
import { looksSo, showsPersonal } from './personal-columns.ts';
import { mostListed } from './value-counts.ts';

/** The facts that were found about a column. */
export interface Found {
  readonly column: ColumnDescription;
  readonly look: Look;
  readonly closer: Closer;
  readonly patterns: TextPatterns | null;
  /** Why no value may be shown; null if values may be. */
  readonly masked: string | null;
}

/** Returns what a document says of a column, without its values where one looks personal. */
export function columnFacts({
  column: one,
  look,
  closer,
  patterns,
  ...found
}: Found): ProfileColumn {
  const { rows } = look.profile;
  const answer = (question: string) => look.answers(one, question);
  const filled = Number(answer('filled') ?? 0);
  const top = topValues(closer.frequent, filled);
  const range = rangeOf(one, answer);
  const shown = [...(range ?? []), ...(top?.values ?? []).map(([value]) => value)];
  const masked = found.masked ?? (showsPersonal(shown) ? looksSo : null);
  const isOpen = masked === null;
  const { histogram, quantiles } = closer;
  return {
    name: one.name,
    type: one.type,
    family: one.family,
    nulls: rows - filled,
    distinct: distinctCount(one, look, closer.distinct),
    masked,
    range: isOpen ? range : null,
    numbers: isNumber(one)
      ? {
          ...numberFacts(answer, isOpen ? quantiles.slice(1, -1) : []),
          ...(closer.stddev !== null && { stddev: closer.stddev }),
          // The mean of one value, or of equal ones, is that value.
          ...(!isOpen && { mean: null, stddev: null }),
        }
      : null,
    texts: isText(one) ? textFacts(answer, filled, patterns) : null,
    histogram: histogram && { ...histogram, edges: isOpen ? histogram.edges : [] },
    topValues: isOpen ? top : null,
  };
}

/** Returns the most frequent values, where values repeat. */
function topValues(frequent: Frequent | null, filled: number): TopValues | null {
  if (frequent === null || filled === 0) return null;
  if (frequent.kinds > filled / 2 && frequent.kinds !== 1) return null;
  const values = frequent.values.slice(0, mostListed);
  const listed = values.reduce((sum, [, count]) => sum + count, 0);
  return { values, others: filled - listed };
}

function rangeOf(
  one: ColumnDescription,
  answer: (question: string) => EngineValue,
): readonly [ProfileNumber, ProfileNumber] | null {
  const read = isTime(one)
    ? (value: EngineValue) => instantText(value, one.family === 'date')
    : documentNumber;
  const [least = null, greatest = null] = (columnEnds(one, answer) ?? []).map(read);
  return least === null || greatest === null ? null : [least, greatest];
}

type Answered = (question: string) => EngineValue;

const numberFacts = (answer: Answered, quantiles: readonly Quantile[]): NumberFacts => ({
  mean: finiteNumber(answer('mean')),
  stddev: finiteNumber(answer('stddev')),
  zeros: Number(answer('zeros') ?? 0),
  negatives: Number(answer('negative') ?? 0),
  notFinite: Number(answer('unusual') ?? 0),
  nans: Number(answer('nans') ?? 0),
  quantiles,
});

const textFacts = (answer: Answered, filled: number, patterns: TextPatterns | null): TextFacts => ({
  lengths:
    filled === 0
      ? null
      : [Number(answer('min') ?? 0), Number(answer('meanLength') ?? 0), Number(answer('max') ?? 0)],
  empty: Number(answer('empty') ?? 0),
  padded: Number(answer('untrimmed') ?? 0),
  patterns: filled === 0 ? null : patterns,
});

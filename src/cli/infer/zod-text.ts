import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { ColumnProfile } from '../../profile/profile.ts';
import { isOfForm, type Suspicion } from '../../profile/suspicions/suspicion.ts';
import type { Within } from '../../profile/within.ts';
import { approximate, compareNumeric } from '../../value/numeric.ts';
import { numberRange } from './number-range.ts';
import { isSafe } from './number-text.ts';
import { zodWithin } from './zod-within.ts';

/** Returns the code of the zod type of a column: its type, what all values keep, and its classification. */
export function zodType(
  one: ColumnProfile,
  rows: number,
  suspicions: readonly Suspicion[],
  within: Within | undefined,
): string {
  const nullable = one.filled < rows ? '.nullable()' : '';
  const personal = one.isPersonal ? ".meta({ classification: 'pii' })" : '';
  return `${baseType(one, suspicions, within)}${nullable}${personal}`;
}

/** Returns the values that a column may have, without those that are suspected; null if it has too many, or none is to be shown. */
export function allowedValues(
  { values, isPersonal }: ColumnProfile,
  suspicions: readonly Suspicion[],
): readonly string[] | null {
  if (values === null || isPersonal) return null;
  if (suspicions.some(isOfForm)) return null;
  const suspected = new Set(suspicions.flatMap((one) => one.values ?? []));
  const allowed = values
    .map(String)
    .filter((value) => value.trim() !== '' && !suspected.has(value));
  return allowed.length > 0 ? allowed : null;
}

/** The rows from which all values of a column of few are taken for all that there are. */
const enoughForAll = 30;

/** Returns why a column of few values may well have others in other rows; null if they are taken for all that there are. */
export function whyOthers({
  values,
  comesInBlocks,
  keepsComing,
  filled,
}: ColumnProfile): string | null {
  if (comesInBlocks) return 'the rows are sorted by it, so that others may follow';
  if (keepsComing) return 'some are in later rows alone, so that others may follow';
  if (values?.length === 1)
    return `${counted(filled, 'row')} have nothing else, so that others may follow`;
  return filled < enoughForAll ? `${counted(filled, 'row')} may not have all of them` : null;
}

/** Returns the number of the allowed values that one row alone has: about as many others may be in as many rows again. */
export const valuesSeenOnce = ({ counts }: ColumnProfile, allowed: readonly string[]): number =>
  (counts ?? []).filter(([value, rows]) => rows === 1 && allowed.includes(String(value))).length;

function baseType(
  one: ColumnProfile,
  suspicions: readonly Suspicion[],
  within: Within | undefined,
): string {
  // Its type is that of no value: what the first one is, nobody knows.
  if (one.filled === 0) return 'z.unknown()';
  switch (one.family) {
    case 'integer':
      if (isFlag(one)) return flagType;
      if (one.smallSet?.others === 0) return `z.literal([${one.smallSet.values.join(', ')}])`;
      return `${isSafe(one.min) && isSafe(one.max) ? 'z.int()' : 'z.bigint()'}${numberRange(one)}`;
    case 'float':
    case 'decimal':
      return `z.number()${numberRange(one)}${one.nans > 0 ? '.or(z.nan())' : ''}${orInfinite(one)}`;
    case 'text':
      return textType(one, suspicions);
    case 'boolean':
      return 'z.boolean()';
    case 'date':
    case 'timestamp':
      return `z.date()${orInfinite(one)}`;
    case 'binary':
      return 'z.instanceof(Uint8Array)';
    default:
      return within === undefined ? 'z.unknown()' : zodWithin(within, '      ');
  }
}

/** Returns the call that admits infinite values of the signs that there are, which zod takes for no number and no date. */
function orInfinite({ infinite: { above, below } }: ColumnProfile): string {
  if (above === 0 && below === 0) return '';
  if (below === 0) return '.or(z.literal(Infinity))';
  return `.or(z.literal(${above === 0 ? '-Infinity' : '[Infinity, -Infinity]'}))`;
}

/** The type of a column of flags. */
export const flagType = 'z.literal([0, 1])';

/** The rows from which a column of 0 and 1 is one of flags. */
const enough = 20;

const isFlag = ({ min, max, filled }: ColumnProfile): boolean =>
  filled >= enough &&
  min !== null &&
  max !== null &&
  compareNumeric(min, 0) === 0 &&
  compareNumeric(max, 1) === 0;

/** The texts from which it is no chance that all are equally long. */
const enoughForLength = 5;

const zodFormats: Readonly<Record<string, string>> = {
  uuid: 'z.guid()',
  email: 'z.email()',
  isoDate: 'z.iso.date()',
};

function textType(one: ColumnProfile, suspicions: readonly Suspicion[]): string {
  const { formats, values, min, max, type } = one;
  if (type === 'TIME' || type === 'TIME_NS') return 'z.iso.time()';
  if (type === 'INTERVAL') return 'z.iso.duration()';
  const format = formats.map((name) => zodFormats[name]).find((made) => made !== undefined);
  if (format) return format;
  const allowed = allowedValues(one, suspicions);
  // zod keeps the words of an enum as keys of an object, of which this is none.
  if (
    allowed !== null &&
    allowed.length === values?.length &&
    whyOthers(one) === null &&
    valuesSeenOnce(one, allowed) === 0 &&
    !allowed.includes('__proto__')
  )
    return `z.enum([${allowed.map((value) => printArgument(value)).join(', ')}])`;
  if (type === 'UUID') return 'z.guid()';
  if (min === null || max === null) return 'z.string()';
  const [low, high] = [approximate(min), approximate(max)];
  const isOne = one.comesInBlocks || values?.length === 1 || one.filled < enoughForLength;
  if (low === high && low > 0 && !isOne) return `z.string().length(${low})`;
  return `z.string()${low > 0 ? '.min(1)' : ''}`;
}

import { namesInWords } from '../../../../src/dataset/listed-names.ts';
import { literal } from '../../../../src/dataset/sql/quote.ts';
import type { BooleanWords, Spelling } from '../../../../src/dataset/typing/spelling.ts';
import { type Reading, strptimeReading } from './text-types.ts';

// How values are written otherwise: each text is taken to pieces, and put together as the plain readings have it. It shares the
// words of messages with src/, and nothing else.

const marks: Readonly<Record<string, string>> = {
  ',': 'commas',
  '.': 'points',
  ' ': 'spaces',
  '\u00a0': 'no-break spaces',
  '\u202f': 'narrow no-break spaces',
  "'": 'apostrophes',
  '\u2019': 'typographic apostrophes',
  _: 'underscores',
};

/** Returns a reading of numbers for texts with other marks than a decimal point. */
export function withMarks(
  plain: Reading,
  { decimal = '.', thousands }: Pick<Spelling, 'decimal' | 'thousands'>,
  isWhole = false,
): Reading {
  if (decimal === '.' && thousands === undefined) return plain;
  const bare = (column: string) => `trim(${column}, e' \\t\\n\\r\\f\\x0B')`;
  const parts = (column: string) => `string_split(${bare(column)}, ${literal(decimal)})`;
  const sign = (column: string) => `regexp_extract(${parts(column)}[1], '^[+-]')`;
  const whole = (column: string) => `regexp_replace(${parts(column)}[1], '^[+-]', '')`;
  const groups = (column: string) =>
    thousands === undefined
      ? `[${whole(column)}]`
      : `string_split(${whole(column)}, ${literal(thousands)})`;
  const spelled = (column: string) =>
    `concat(${sign(column)}, array_to_string(${groups(column)}, ''), case when len(${parts(column)}) > 1 then '.' || array_to_string(${parts(column)}[2:], 'x') else '' end)`;
  const isSpelled = (column: string) => {
    const areGroups = `regexp_full_match(${groups(column)}[1], '[1-9][0-9]?[0-9]?') and len(list_filter(${groups(column)}[2:], lambda g: not regexp_full_match(g, '[0-9][0-9][0-9]'))) = 0 and regexp_full_match(coalesce(${parts(column)}[2], ''), '[0-9]*')`;
    const hasPoint = decimal === '.' || thousands === '.' ? 'false' : `contains(${column}, '.')`;
    const isStray =
      thousands === undefined
        ? 'false'
        : `contains(coalesce(${parts(column)}[2], ''), ${literal(thousands)})`;
    return `(not ${hasPoint} and not ${isStray} and (len(${groups(column)}) = 1 or ${areGroups}))`;
  };
  const named = [
    ...(decimal === '.' || isWhole ? [] : ['a decimal comma']),
    ...(thousands === undefined ? [] : [`${marks[thousands]} between thousands`]),
  ].join(' and ');
  return Object.freeze({
    type: plain.type,
    words:
      named === '' ? plain.words : plain.words.replace(/number(?= that|$)/, `number with ${named}`),
    fits: (column: string) => `(${isSpelled(column)} and ${plain.fits(spelled(column))})`,
    cast: (column: string) => plain.cast(spelled(column)),
  });
}

/** Returns a reading of booleans that reads further words. */
export function withWords(plain: Reading, words: BooleanWords | undefined): Reading {
  if (words === undefined) return plain;
  const list = (texts: readonly string[]) => `[${texts.map(literal).join(', ')}]::varchar[]`;
  const all = [...words.true, ...words.false];
  return Object.freeze({
    type: plain.type,
    words: `${plain.words} (or ${namesInWords(all, 8)})`,
    fits: (column: string) => `(list_contains(${list(all)}, ${column}) or ${plain.fits(column)})`,
    cast: (column: string) =>
      `case when list_contains(${list(words.true)}, ${column}) then true when list_contains(${list(words.false)}, ${column}) then false else ${plain.cast(column)} end`,
  });
}

/** Returns the reading of dates in any of some formats, where they agree. */
export function formattedDate(formats: readonly string[], type?: string): Reading {
  const all = [...new Set(formats)];
  const [first = ''] = all;
  if (all.length === 1) return withWholeYear(first, type);
  const each = all.map((format) => withWholeYear(format));
  const types = ['DATE', 'TIMESTAMP', 'TIMESTAMP_NS'];
  const widest = types.findLast((one) => each.some((reading) => reading.type === one)) ?? 'DATE';
  const values = (column: string) =>
    `list_distinct(list_filter([${each.map(({ fits, cast }) => `case when ${fits(column)} then cast(${cast(column)} as ${widest}) end`).join(', ')}], lambda v: v is not null))`;
  const value = (column: string) => `${values(column)}[1]`;
  const own = type ?? widest;
  const named = namesInWords(all, 5);
  return Object.freeze({
    type: own,
    words: `a date in one of the formats ${named}`,
    fits: (column: string) =>
      `coalesce(len(${values(column)}) = 1 and try_cast(${value(column)} as ${own}) = ${value(column)}, false)`,
    cast: (column: string) => `try_cast(${value(column)} as ${own})`,
    refused: {
      words: `one date, since two of the formats ${named} read it differently`,
      is: (column: string) => `len(${values(column)}) > 1`,
    },
  });
}

/** A year in `%Y` has four digits, and so is in the text as it is printed. */
function withWholeYear(format: string, type?: string): Reading {
  const plain = strptimeReading(format, type);
  // The engine reads 'infinity' and 'epoch' in any format.
  if (!/%Y/.test(format)) {
    const isNumbered = (column: string) =>
      `(${plain.fits(column)} and not regexp_full_match(${column}, '[^0-9]*'))`;
    return Object.freeze({ ...plain, fits: isNumbered });
  }
  const fits = (column: string) =>
    `(${plain.fits(column)} and contains(${column}, lpad(cast(year(${plain.cast(column)}) as varchar), 4, '0')))`;
  return Object.freeze({ ...plain, fits });
}

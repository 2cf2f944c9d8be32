/** The meaning of a number by the format of its cell. */
export type NumberMeaning = 'number' | 'date' | 'time' | 'duration';

/** The formats that a workbook has without writing them down. */
function builtIn(id: number): NumberMeaning {
  if ((id >= 14 && id <= 17) || id === 22) return 'date';
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return 'time';
  if (id === 46) return 'duration';
  // Dates of East Asian languages.
  return (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'date' : 'number';
}

/** Returns what a number means by a format's code, such as `yyyy-mm-dd` or `[h]:mm`; by its number without a code. */
export function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return builtIn(id);
  const bare = code.replaceAll(/"[^"]*"|\\.|[_*]./g, '');
  const [first = ''] = bare.split(';');
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return 'duration';
  const letters = first
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/am\/pm|a\/p/gi, 'h')
    .replaceAll(/general/gi, '');
  if (/[yd]/i.test(letters)) return 'date';
  if (/[hs]/i.test(letters)) return 'time';
  return /m/i.test(letters) ? 'date' : 'number';
}

const day = 86_400_000;

/**
 * Returns the code of a number in a cell with a format: `d` a day, `s` a time on a day, `h` a time of day, each with its
 * ISO 8601 text; `u` a duration, `x` what is no date, `y` a number that a double does not hold. Excel's first calendar has a 29 February 1900, so that the days
 * before it have other numbers.
 */
export function codeOfNumber(written: string, meaning: NumberMeaning, is1904: boolean): string {
  const value = Number(written);
  if (meaning === 'number') return codeOfPlain(value, written.trim());
  if (meaning === 'duration') return 'u';
  if (meaning === 'time' && value >= 0 && value < 1) return codeOfTime(value);
  const serial = is1904 ? value + 1462 : value < 60 ? value + 1 : value;
  // 60 is the day that there never was; years have four digits.
  const isNever = !is1904 && value >= 60 && value < 61;
  const isNone = isNever || value < 0 || serial < 2 || serial >= 2_958_466;
  if (isNone) return 'x';
  const text = new Date(Math.round((serial - 25_569) * day)).toISOString();
  return text.endsWith('T00:00:00.000Z') ? `d${text.slice(0, 10)}` : `s${withoutZone(text)}`;
}

function codeOfTime(value: number): string {
  const ms = Math.round(value * day);
  return ms >= day ? 'x' : `h${withoutZone(new Date(ms).toISOString().slice(11))}`;
}

const withoutZone = (text: string) => text.replace(/(?:\.000)?Z$/, '');

/** Returns the code of a number: `i` one that is whole, and exact as all of its neighbours are, `r` any other. */
function codeOfPlain(value: number, written: string): string {
  if (!Number.isFinite(value)) return 'x';
  if (Number.isSafeInteger(value)) return `i${value}`;
  // Some programs write the shortest digits of a double, which are not all of its digits.
  const isWhole = /^-?\d+$/.test(written) && written !== String(value);
  return isWhole && BigInt(value) !== BigInt(written) ? 'y' : `r${value}`;
}

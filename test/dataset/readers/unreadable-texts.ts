/** A column whose type is given, with its texts in the records that are sound as such. */
export interface TypedTexts {
  readonly name: string;
  readonly type: string | undefined;
  readonly texts: readonly string[];
}

/** The types that generated options give. */
export const declaredTypes = [
  ...([
    'VARCHAR',
    'BIGINT',
    'BIGINT',
    'INTEGER',
    'TINYINT',
    'HUGEINT',
    'DOUBLE',
    'DOUBLE',
    'FLOAT',
  ] as const),
  ...([
    'DECIMAL(10,2)',
    'DATE',
    'DATE',
    'TIMESTAMP',
    'TIMESTAMP_NS',
    'TIME',
    'BOOLEAN',
    'BOOLEAN',
    'JSON',
  ] as const),
] as const;

const within = (bits: bigint) => (text: string) =>
  /^[+-]?[0-9]+$/.test(text) &&
  BigInt(text.replace('+', '')) >= -(2n ** bits) &&
  BigInt(text.replace('+', '')) < 2n ** bits;

/** True for a whole number of which DOUBLE has other digits than those before its last zeros. */
function losesDigits(text: string): boolean {
  if (!/^[+-]?[0-9]+$/.test(text)) return false;
  const whole = BigInt(text.replace('+', ''));
  const shown = String(Number(text)).replace(/e.*/, '').replace(/[.-]/g, '').replace(/0+$/, '');
  return (
    BigInt(Number(text)) !== whole && shown !== String(whole).replace('-', '').replace(/0+$/, '')
  );
}

/** Judges of texts that share nothing with the readers. */
const isOfType: Readonly<Record<string, (text: string) => boolean>> = {
  BIGINT: within(63n),
  INTEGER: within(31n),
  TINYINT: within(7n),
  DOUBLE: (text) =>
    /^[+-]?(?:nan|inf|infinity)$/i.test(text) ||
    (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(text) &&
      Number.isFinite(Number(text)) &&
      !losesDigits(text)),
  BOOLEAN: (text) => /^(?:true|false|t|f|1|0)$/i.test(text),
  DATE: isDate,
};

function isDate(text: string): boolean {
  const [, year, month, date] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? [];
  const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= last;
}

/**
 * Counts the fields that can't be read as the given types, by column. A column is left out if its texts have spaces at
 * their ends, or if there is no judge of its type.
 */
export function unreadableFields(columns: readonly TypedTexts[]): ReadonlyMap<string, number> {
  const counts = columns.flatMap(({ name, type = '', texts }): [string, number][] => {
    const isRead = isOfType[type];
    if (isRead === undefined || texts.some((text) => text !== text.trim())) return [];
    return [[name, texts.filter((text) => text !== '' && !isRead(text)).length]];
  });
  return new Map(counts);
}

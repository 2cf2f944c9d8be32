export interface CsvText {
  readonly names: readonly string[];
  /** An empty field without quotes is null. */
  readonly records: readonly (readonly (string | null)[])[];
}

/**
 * CSV as RFC 4180 has it: anything else is thrown at, but for what is known to lose no value: empty fields beyond the
 * last column, a space before a quote and spaces behind one, a
 * quote within a field that begins with none, and lines that end in \n and in \r\n.
 */
export function readCsv(text: string): CsvText {
  const [names = [], ...records] = recordsOf(text.replace(/^\ufeff/, ''));
  for (const record of records)
    if (record.length < names.length || record.slice(names.length).some((value) => value !== null))
      throw new Error('a record of another length');
  return { names: names.map((name) => name ?? ''), records };
}

const field = /(?: ?"((?:[^"]|"")*)" *|((?:[^",\r\n][^,\r\n]*)?))(,|\r\n|\n|\r|$)/y;

function recordsOf(text: string): (string | null)[][] {
  const records: (string | null)[][] = [];
  const ends = new Set<string>();
  let record: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (found === null) throw new Error('a stray quote');
    const [all, quoted, plain = '', end = ''] = found;
    record.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'));
    at += all.length;
    if (end === ',') {
      if (at === text.length) record.push(null);
      continue;
    }
    if (end !== '') ends.add(end);
    // A blank line is no record.
    if (record.length > 1 || all.length > end.length) records.push(record);
    record = [];
  }
  if (record.length > 0) records.push(record);
  if (ends.size > 1 && ends.has('\r')) throw new Error('line ends of several kinds');
  return records;
}

/** Reads CSV of quoted fields, a record a line. Throws for anything else. */
export function readCsv(text: string): readonly (readonly string[])[] {
  if (!/^(?:(?:"(?:[^"\n]|"")*"(?:,(?!\n)|(?=\n)))+\n)+$/.test(text))
    throw new Error('This is no CSV.');
  const records = text.slice(0, -1).split('\n');
  const rows = records.map((record) =>
    [...record.matchAll(/"((?:[^"]|"")*)"/g)].map(([, field = '']) => field.replaceAll('""', '"')),
  );
  const [header = []] = rows;
  if (rows.some(({ length }) => length !== header.length)) throw new Error('A record is cut.');
  return rows;
}

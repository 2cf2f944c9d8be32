/** A stretch of lines, from 1; the end is the line behind it. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** Finds the lines of records. A record ends where the next one begins, or with the file. */
export async function linesOf(
  records: readonly number[],
  scan: (wanted: readonly number[]) => Promise<{ readonly lines: readonly number[] }>,
): Promise<readonly Lines[]> {
  const wanted = [...new Set(records.flatMap((record) => [record, record + 1]))].sort(
    (one, other) => one - other,
  );
  const { lines } = await scan(wanted);
  const lineOf = new Map(wanted.map((record, at) => [record, lines[at]]));
  return records.map((record) => {
    const from = lineOf.get(record);
    if (from === undefined) throw new RangeError(`there is no record ${record}`);
    return { from, to: lineOf.get(record + 1) ?? Infinity };
  });
}

const [LF, CR] = [0x0a, 0x0d] as const;

/** Leaves lines out. A line ends with \n, \r\n or \r, also within quotes. */
export async function* withoutLines(
  chunks: AsyncIterable<Uint8Array>,
  left: readonly Lines[],
): AsyncGenerator<Uint8Array> {
  let line = 1;
  let at = 0;
  let afterCr = false;
  const isLeft = () => {
    while ((left[at]?.to ?? Infinity) <= line) at++;
    const next = left[at];
    return next !== undefined && next.from <= line;
  };
  for await (const bytes of chunks) {
    let from = 0;
    let skips = isLeft();
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      const endsBefore = afterCr && byte !== LF;
      const ends = byte === LF;
      afterCr = byte === CR;
      if (!endsBefore && !ends) continue;
      const end = ends ? i + 1 : i;
      // A bare \r ended the line before this byte, which may be an end itself.
      line += 1;
      const next = isLeft();
      if (next !== skips) {
        if (!skips) yield bytes.subarray(from, end);
        from = end;
        skips = next;
      }
    }
    if (!skips && from < bytes.length) yield bytes.subarray(from);
  }
}

/** Leaves out the first lines, each of which ends with \n, \r\n or \r. */
export async function* withoutFirstLines(
  chunks: AsyncIterable<Uint8Array>,
  lines: number,
): AsyncGenerator<Uint8Array> {
  let left = lines;
  let afterCr = false;
  for await (const bytes of chunks) {
    let at = 0;
    for (; at < bytes.length && (left > 0 || afterCr); at++) {
      const byte = bytes[at];
      const isRest = afterCr && byte === LF;
      afterCr = byte === CR && left > 0;
      if (isRest) continue;
      if (left === 0) break;
      if (byte === LF || byte === CR) left--;
    }
    if (at < bytes.length) yield at === 0 ? bytes : bytes.subarray(at);
  }
}

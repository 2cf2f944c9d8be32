import { DatasetError } from '../../dataset.ts';

/** The encoding of a text file: `'utf-8'`, `'latin-1'`, `'utf-16'`, or another one that `TextDecoder` knows. */
export type Encoding = string;

/** Refuses a file whose first bytes show another encoding. */
export function refuseEncoding(
  shown: string,
  start: Uint8Array,
  encoding: Encoding,
  advice: string,
): void {
  const [first, second, third, fourth] = start;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && third === 0 && second !== 0);
  const isBare = second === 0 && fourth === 0 && first !== 0;
  if (encoding === 'utf-16be') return;
  if (isBig)
    throw unreadable(
      `${shown} is UTF-16 in big-endian order: ${advice.replace("'utf-16'", "'utf-16be'")}.`,
    );
  if (encoding !== 'utf-16' && (isLittle || isBare))
    throw unreadable(`${shown} is UTF-16: ${advice}.`);
}

/**
 * Refuses a file that is read as UTF-16 and is not: its bytes would be other characters, which no message could name. Delimiters and
 * line ends are two bytes there, of which one is 0.
 */
export function refuseNarrow(shown: string, start: Uint8Array, encoding: Encoding): void {
  const isMarked = (start[0] ?? 0) + (start[1] ?? 0) === 0xff + 0xfe;
  if (!encoding.startsWith('utf-16') || isMarked || start.length < 2 || start.includes(0)) return;
  throw unreadable(
    `${shown} is not UTF-16, for it has no byte that is 0: read it without { encoding }, or with the one that it has.`,
  );
}

/** Refuses a file whose first bytes are the mark of UTF-8, if it is read in another encoding. */
export function refuseMark(shown: string, start: Uint8Array, encoding: Encoding): void {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf)
    throw unreadable(
      `${shown} begins with the mark of UTF-8, and is not ${encoding}: read it without { encoding }.`,
    );
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

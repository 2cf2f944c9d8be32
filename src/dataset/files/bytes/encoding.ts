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

/** Refuses a file whose first bytes are the mark of UTF-8, if it is read in another encoding. */
export function refuseMark(shown: string, start: Uint8Array, encoding: Encoding): void {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf)
    throw unreadable(
      `${shown} begins with the mark of UTF-8, and is not ${encoding}: read it without { encoding }.`,
    );
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

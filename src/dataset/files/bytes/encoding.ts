import { DatasetError } from '../../dataset.ts';

/** The encoding of a text file. */
export type Encoding = 'utf-8' | 'latin-1' | 'utf-16';

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
  if (isBig) throw unreadable(`${shown} is UTF-16 in big-endian order: convert it to UTF-8.`);
  if (encoding !== 'utf-16' && (isLittle || isBare))
    throw unreadable(`${shown} is UTF-16: ${advice}.`);
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';

/** The bytes that are read: more than evidence or a key has. */
const enough = 2 * 1_048_576;

/** Returns the bytes of a file or pipe, of a large one its start; null if it can't be read. */
export async function readStart(file: string): Promise<Buffer | null> {
  try {
    return await buffer(createReadStream(file, { end: enough }));
  } catch {
    return null;
  }
}

import { EvidenceError } from '../evidence-error.ts';

/** The size that no evidence has. */
const largest = 1_048_576;

/**
 * Returns the text of some bytes. `what` names them in messages: `The evidence`, `Its payload`.
 *
 * @throws {EvidenceError} `EVIDENCE_TEXT`
 */
export function readText(bytes: Uint8Array, what: string): string {
  if (bytes.length === 0) throw refused(`${what} is empty.`);
  if (bytes.length > largest) throw refused(`${what} has more than 1 MiB, as no evidence has.`);
  const text = decoded(bytes);
  if (text === null) throw refused(`${what} is not UTF-8.`);
  if (text.startsWith('\ufeff')) throw refused(`${what} begins with a byte order mark.`);
  return text;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const refused = (message: string) => new EvidenceError('EVIDENCE_TEXT', message);

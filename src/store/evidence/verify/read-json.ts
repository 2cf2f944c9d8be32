import { truncate, visible } from '../../../outcome/printable-text.ts';
import { EvidenceError } from '../evidence-error.ts';
import { jsonKeys } from './json-keys.ts';
import { readText } from './read-text.ts';

/** The depth to which evidence is nested at most, policies included. */
const deepest = 32;

/**
 * Returns the value of bytes that have to be canonical JSON, as `written` writes it. `what` names them in messages.
 *
 * @throws {EvidenceError} for text that is no JSON, for doubled keys, and for anything that is written in another way
 */
export function readJson(
  bytes: Uint8Array,
  what: string,
  written: (value: unknown) => string,
): unknown {
  const text = readText(bytes, what);
  const value = parsed(text, what);
  const { doubled, depth } = jsonKeys(text);
  if (doubled !== null)
    throw new EvidenceError(
      'EVIDENCE_DOUBLE_KEY',
      `${what} has the key ${shownKey(doubled)} twice.`,
    );
  if (depth > deepest)
    throw new EvidenceError('EVIDENCE_VALUE', `${what} is nested deeper than evidence is.`);
  if (textOrNull(value, written) !== text)
    throw new EvidenceError(
      'EVIDENCE_NOT_CANONICAL',
      `${what} is not written as canonical JSON: its spaces, the order of its keys, or the form of a number or text differ.`,
    );
  return value;
}

/** Returns a key of a hostile file as a message can show it. */
export const shownKey = (key: string): string => `'${truncate(visible(key), 40)}'`;

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error quotes the text, and differs between versions of Node.
    const isCut = !/[}\n]$/.test(text);
    throw new EvidenceError(
      'EVIDENCE_JSON',
      isCut
        ? `${what} is no JSON: it ends in the middle. Was it cut off while it was copied?`
        : `${what} is no JSON: a character is wrong, or more follows after its end.`,
    );
  }
}

function textOrNull(value: unknown, written: (value: unknown) => string): string | null {
  try {
    return written(value);
  } catch {
    // Half characters and numbers beyond those of JavaScript have no canonical JSON.
    return null;
  }
}

import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { counted } from '../../outcome/printable-text.ts';
import { StoreError } from '../store-error.ts';

/** The key of an erasure ledger. It lies outside of the store, and its bytes are never shown. */
export interface LedgerKey {
  /** Returns the HMAC-SHA-256 of a text as hexadecimal text. */
  hmac(text: string): string;
}

/** The fewest bytes of a key: as many as the hash has. */
const fewestBytes = 32;

/** The fewest different bytes of a key: 32 random ones have about 30. */
const fewestDifferent = 16;

/**
 * Reads the key from a file, or from `ASSAY_LEDGER_KEY` if no file is given.
 *
 * @throws {StoreError} `STORE_USAGE` if there is no key, or one that could be guessed.
 */
export async function readLedgerKey(file?: string): Promise<LedgerKey> {
  const [text, where] =
    file === undefined
      ? [process.env.ASSAY_LEDGER_KEY ?? '', 'ASSAY_LEDGER_KEY']
      : [await keyFile(file), file];
  return ledgerKey(text, where);
}

/** Makes the key of its text: hexadecimal digits or Base64. `where` names its place in messages. */
export function ledgerKey(text: string, where: string): LedgerKey {
  const given = text.trim();
  if (given === '') throw unusable(`There is no key for the erasure ledger in ${where}`);
  const bytes = bytesOf(given);
  if (bytes === null)
    throw unusable(`The key in ${where} is written in neither hexadecimal digits nor Base64`);
  if (bytes.length < fewestBytes)
    throw unusable(
      `The key in ${where} has ${counted(bytes.length, 'byte')}, and ${fewestBytes} are needed`,
    );
  if (new Set(bytes).size < fewestDifferent)
    throw unusable(`The key in ${where} repeats a few bytes, so that it could be guessed`);
  return Object.freeze({
    hmac: (value: string) => createHmac('sha256', bytes).update(value, 'utf8').digest('hex'),
  });
}

/** Text of an even number of hexadecimal digits is hexadecimal, even where it could be Base64 too. */
function bytesOf(text: string): Buffer | null {
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
}

async function keyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw unusable(`The key file ${file} can't be read${code}`);
  }
}

const unusable = (what: string) =>
  new StoreError(
    'STORE_USAGE',
    `${what}. Make one with \`openssl rand -hex 32\`, keep it outside of the store, and give it by --ledger-key FILE or ASSAY_LEDGER_KEY: without the same key nobody can tell which subjects were erased.`,
  );

import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GatePolicies } from '../../store/config/gate-policies.ts';
import { EvidenceError } from '../../store/evidence/evidence-error.ts';
import { keyId } from '../../store/evidence/keys/key-id.ts';
import { signingKey } from '../../store/evidence/keys/signing-key.ts';
import { StoreError } from '../../store/store-error.ts';
import { closest } from '../../value/closest.ts';
import { messageOf } from '../../value/thrown.ts';

/** Those who approve a promotion, and the keys that sign its evidence. */
export interface Approval {
  readonly approvedBy: readonly string[];
  readonly keys: readonly KeyObject[];
  /** The names of the approvers whose key is among them. */
  readonly signedBy: ReadonlySet<string>;
}

/**
 * Reads the keys of an approval, and checks its names.
 *
 * @throws {StoreError} `STORE_USAGE` for a name that the policy does not have, and for a key file that can't be read.
 */
export async function readApproval(
  {
    approvedBy,
    keys,
  }: { readonly approvedBy: readonly string[]; readonly keys: readonly string[] },
  { approvers }: Pick<GatePolicies, 'approvers'>,
  root: string,
): Promise<Approval> {
  const names = [...new Set(approvedBy)];
  if (approvers !== undefined) refuseStrangers(names, approvers.names.map(nameOf));
  const own = await Promise.all(keys.map((file) => privateKey(file, root)));
  const ids = new Set(own.map(keyId));
  const keyed = (approvers?.names ?? []).filter((one) => typeof one !== 'string');
  const signed = await Promise.all(
    keyed.map(async ({ name, key }) => (ids.has(await publicId(key, root)) ? [name] : [])),
  );
  return { approvedBy: names, keys: own, signedBy: new Set(signed.flat()) };
}

const nameOf = (one: string | { readonly name: string }): string =>
  typeof one === 'string' ? one : one.name;

function refuseStrangers(names: readonly string[], known: readonly string[]): void {
  const stranger = names.find((name) => !known.includes(name));
  if (stranger === undefined) return;
  const near = closest(stranger, known);
  throw new StoreError(
    'STORE_USAGE',
    `The policy has no approver '${stranger}'.${near === undefined ? '' : ` Did you mean '${near}'?`} It has ${known.join(', ')}.`,
  );
}

async function privateKey(file: string, root: string): Promise<KeyObject> {
  const pem = await textOf(file, root);
  try {
    return signingKey(pem, file);
  } catch (error) {
    throw error instanceof EvidenceError ? new StoreError('STORE_USAGE', error.message) : error;
  }
}

async function publicId(file: string, root: string): Promise<string> {
  const pem = await textOf(file, root);
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519' && !pem.includes('PRIVATE KEY')) return keyId(key);
  } catch {
    // The error may quote what it could not read.
  }
  throw new StoreError('STORE_USAGE', `${file} has no Ed25519 public key (PEM) of an approver.`);
}

async function textOf(file: string, root: string): Promise<string> {
  try {
    return await readFile(resolve(root, file), 'utf8');
  } catch (error) {
    throw new StoreError('STORE_USAGE', `The key file ${file} can't be read: ${messageOf(error)}`);
  }
}

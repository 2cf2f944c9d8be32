import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GatePolicies } from '../../store/config/gate-policies.ts';
import { EvidenceError } from '../../store/evidence/evidence-error.ts';
import { keyId } from '../../store/evidence/keys/key-id.ts';
import { signingKey } from '../../store/evidence/keys/signing-key.ts';
import { trustedKey } from '../../store/evidence/keys/trusted-key.ts';
import { checkValidity, type Signer } from '../../store/evidence/verify/check-signatures.ts';
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
 * @throws {StoreError} `STORE_USAGE` for a name that no policy has, and for a key that can't be read, is shared or expired.
 */
export async function readApproval(
  {
    approvedBy,
    keys,
  }: { readonly approvedBy: readonly string[]; readonly keys: readonly string[] },
  { approvers }: Pick<GatePolicies, 'approvers'>,
  root: string,
  now: Date = new Date(),
): Promise<Approval> {
  const names = [...new Set(approvedBy)];
  refuseStrangers(names, approvers?.names.map(nameOf));
  const own = await Promise.all(keys.map((file) => privateKey(file, root)));
  const ids = new Set(own.map(keyId));
  const keyed = (approvers?.names ?? []).filter((one) => typeof one !== 'string');
  const known = await Promise.all(
    keyed.map(async ({ name, key }) => ({ name, ...(await publicKey(key, root)) })),
  );
  refuseShared(known);
  const signed = known.filter(({ id }) => ids.has(id));
  for (const one of signed) asUsage(() => checkValidity(one, now.toISOString()));
  return { approvedBy: names, keys: own, signedBy: new Set(signed.map(({ name }) => name)) };
}

/** Refuses two people with one key, whose approvals would be that of whoever has it. */
function refuseShared(known: readonly { readonly name: string; readonly id: string }[]): void {
  for (const { name, id } of known) {
    const other = known.find((one) => one.name !== name && one.id === id);
    if (other !== undefined)
      throw new StoreError(
        'STORE_USAGE',
        `The approvers ${name} and ${other.name} have the same key: each needs one of their own.`,
      );
  }
}

const nameOf = (one: string | { readonly name: string }): string =>
  typeof one === 'string' ? one : one.name;

/** Refuses names that nobody checks: evidence would state them. */
function refuseStrangers(names: readonly string[], known: readonly string[] | undefined): void {
  if (known === undefined && names.length > 0)
    throw new StoreError(
      'STORE_USAGE',
      `The gate has no policy of approvers, so that nobody checks if ${names.join(' and ')} may approve: add approvers to its policies, or leave out --approved-by.`,
    );
  if (known === undefined) return;
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
  return asUsage(() => signingKey(pem, file));
}

async function publicKey(file: string, root: string): Promise<Signer> {
  const pem = await textOf(file, root);
  return asUsage(() => {
    const trusted = trustedKey(pem, file);
    return { ...trusted, id: keyId(trusted.key) };
  });
}

/** Makes an error about a key one about how the command was called. */
function asUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof EvidenceError ? new StoreError('STORE_USAGE', error.message) : error;
  }
}

async function textOf(file: string, root: string): Promise<string> {
  try {
    return await readFile(resolve(root, file), 'utf8');
  } catch (error) {
    throw new StoreError('STORE_USAGE', `The key file ${file} can't be read: ${messageOf(error)}`);
  }
}

import { EvidenceError } from '../../../store/evidence/evidence-error.ts';
import { trustedKey } from '../../../store/evidence/keys/trusted-key.ts';
import { verifyEvidence } from '../../../store/evidence/verify/verify-evidence.ts';
import { storeExitCodes } from '../../../store/exit-codes.ts';
import { checkName } from '../../../store/names.ts';
import { complain } from '../../say.ts';
import { UsageError } from '../../usage.ts';
import { printLines } from '../store-command.ts';
import { evidenceLines } from './evidence-lines.ts';
import { factsOfStore } from './facts-of-store.ts';
import { readStart } from './read-start.ts';

/** Options of the command `assay verify-evidence`. */
export interface VerifyEvidenceCommandOptions {
  readonly key?: readonly string[];
  readonly store?: string;
  readonly name?: string;
  readonly allowUnsigned?: boolean;
}

/** Verifies an evidence file, prints what was verified and what was not, and returns the exit code. */
export async function verifyFile(
  file: string,
  options: VerifyEvidenceCommandOptions,
): Promise<number> {
  const { key: keyFiles = [], allowUnsigned = false } = options;
  if (keyFiles.length === 0 && !allowUnsigned)
    throw new UsageError(
      'Give the public key that the evidence has to be signed by: --key release.pem. Without one, --allow-unsigned reads the evidence as anybody may have written it.',
    );
  const name = options.name === undefined ? {} : { name: checkName(options.name) };
  const files = await Promise.all([file, ...keyFiles].map(readStart));
  const [bytes, ...pems] = files.filter((one) => one !== null);
  if (bytes === undefined || pems.length < keyFiles.length)
    return unreadable([file, ...keyFiles].filter((_, at) => files[at] === null));
  try {
    const keys = pems.map((pem, at) => trustedKey(pem.toString('utf8'), keyFiles[at] ?? 'A key'));
    const verified = verifyEvidence(bytes, { keys, allowUnsigned, ...name });
    const facts = options.store === undefined ? null : await factsOfStore(verified, options.store);
    printLines(evidenceLines(file, verified, facts));
    return storeExitCodes.done;
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    complain(`${file} is refused. ${error.message} (${error.code})`);
    return storeExitCodes.refused;
  }
}

function unreadable(files: readonly string[]): number {
  complain(`${files.join(', ')} can't be read: is the path right?`);
  return storeExitCodes.unreadable;
}

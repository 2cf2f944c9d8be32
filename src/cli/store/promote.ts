import type { Command } from 'commander';
import type { Digest } from '../../store/log/record.ts';
import { replaceWhole } from '../../system/replace-whole.ts';
import { messageOf } from '../../value/thrown.ts';
import { complain } from '../say.ts';
import { UsageError } from '../usage.ts';
import { onStore, printLines, withStoreExits } from './store-command.ts';

/** Options of the command `assay promote`. */
interface PromoteCommandOptions {
  readonly from: string;
  readonly to: string;
  readonly contracts?: readonly string[];
  readonly config?: string;
  readonly approvedBy?: readonly string[];
  readonly key?: readonly string[];
  readonly evidence?: string;
  readonly store?: string;
}

const listed = (one: string, before: readonly string[] = []): readonly string[] => [...before, one];

/** Adds `assay promote`. */
export function addPromote(program: Command): void {
  withStoreExits(program.command('promote'))
    .description('run the contracts on a snapshot, and move a tag to it if the gate holds')
    .argument('<name>', 'the name of the dataset')
    .requiredOption('--from <tag>', 'the snapshot to promote: a tag such as candidate, or a digest')
    .requiredOption('--to <tag>', 'the tag that is to name it, such as production')
    .option('--contracts <glob>', 'the contract files to run (default: all)', listed)
    .option('--config <file>', 'the Vitest config (default: the one that Vitest finds)')
    .option('--approved-by <name>', 'who approves; once for each name', listed)
    .option('--key <file>', 'an Ed25519 private key (PEM) that signs the evidence', listed)
    .option(
      '--evidence <file>',
      'write the evidence of the promotion there too, to keep it elsewhere',
    )
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string, options: PromoteCommandOptions) =>
      onStore(() => promote(name, options)),
    );
}

async function promote(
  name: string,
  { evidence, ...options }: PromoteCommandOptions,
): Promise<number> {
  const [{ gate }, { printGate }, { gateExitCodes }] = await Promise.all([
    import('../../vitest/gate/gate.ts'),
    import('./print-gate.ts'),
    import('./gate-exit-codes.ts'),
  ]);
  // Evidence of an earlier promotion would pass for that of this one; and a file that can't be written stops it in time.
  if (evidence !== undefined) writeEvidence(evidence, '');
  const result = await gate({ name, ...options });
  printGate(result);
  const digest = result.state === 'promoted' ? result.record.evidence : null;
  if (evidence !== undefined && digest !== null)
    await copyEvidence(digest, evidence, options.store);
  return gateExitCodes[result.state];
}

function writeEvidence(path: string, text: string): void {
  try {
    replaceWhole(path, text);
  } catch (error) {
    throw new UsageError(`--evidence ${path} can't be written: ${messageOf(error)}`);
  }
}

/** Copies evidence out of the store. The promotion has landed: an error here is a warning. */
async function copyEvidence(digest: Digest, path: string, location?: string): Promise<void> {
  const { openStore } = await import('../../store/open-store.ts');
  try {
    const bytes = await (await openStore(location)).document('evidence', digest);
    writeEvidence(path, Buffer.from(bytes ?? []).toString('utf8'));
    printLines([`  evidence is in ${path}`]);
  } catch (error) {
    complain(`promoted, but the evidence was not copied: ${messageOf(error)}`);
  }
}

import type { Command } from 'commander';
import { onStore, withStoreExits } from './store-command.ts';

/** Options of the command `assay promote`. */
interface PromoteCommandOptions {
  readonly from: string;
  readonly to: string;
  readonly contracts?: readonly string[];
  readonly config?: string;
  readonly approvedBy?: readonly string[];
  readonly key?: readonly string[];
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
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string, options: PromoteCommandOptions) =>
      onStore(() => promote(name, options)),
    );
}

async function promote(name: string, options: PromoteCommandOptions): Promise<number> {
  const [{ gate }, { printGate }, { gateExitCodes }] = await Promise.all([
    import('../../vitest/gate/gate.ts'),
    import('./print-gate.ts'),
    import('./gate-exit-codes.ts'),
  ]);
  const result = await gate({ name, ...options });
  printGate(result);
  return gateExitCodes[result.state];
}

import type { Command } from 'commander';
import { gather } from '../gather.ts';
import type { VerifyEvidenceCommandOptions } from './evidence/verify-file.ts';
import { onStore, withStoreExits } from './store-command.ts';

/** Adds `assay verify-evidence`. */
export function addVerifyEvidence(program: Command): void {
  withStoreExits(program.command('verify-evidence'))
    .description('verify the evidence of a promotion: its form, its signature, and the store')
    .argument('<file>', 'the evidence file')
    .option(
      '--key <file>',
      'an Ed25519 public key or certificate (PEM) that may have signed; may be given again',
      gather,
    )
    .option(
      '--store <place>',
      'compare it with the log and the outcome document of a store as well',
    )
    .option('--name <name>', 'the dataset that it has to be about')
    .option('--allow-unsigned', 'accept it though it is unsigned, or no key is given')
    .action((file: string, options: VerifyEvidenceCommandOptions) =>
      onStore(async () => {
        const { verifyFile } = await import('./evidence/verify-file.ts');
        return verifyFile(file, options);
      }),
    );
}

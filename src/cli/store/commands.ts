import type { Command } from 'commander';
import { addDiff } from './diff.ts';
import { addErase } from './erase.ts';
import { addLog } from './log.ts';
import { addPromote } from './promote.ts';
import { addPurge } from './purge.ts';
import { addRollback } from './rollback.ts';
import { addSnapshot } from './snapshot.ts';
import { addStatus } from './status.ts';
import { addVerifyEvidence } from './verify-evidence.ts';

/** Adds the commands on a store of snapshots. Each loads what it runs when it is run. */
export function addStoreCommands(program: Command): void {
  addSnapshot(program);
  addPromote(program);
  addRollback(program);
  addLog(program);
  addStatus(program);
  addDiff(program);
  addVerifyEvidence(program);
  addErase(program);
  addPurge(program);
}

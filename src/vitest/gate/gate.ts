import '../../system/require-node.ts';
import { resolve } from 'node:path';
import process from 'node:process';
import { RunError } from '../../run/run-error.ts';
import type { RunSettings } from '../../run/run-options.ts';
import { environmentSettings } from '../../run/run-settings.ts';
import { checkGates } from '../../store/config/check-gates.ts';
import type { GatePolicies } from '../../store/config/gate-policies.ts';
import { loadConfig } from '../../store/config/load-config.ts';
import { openStore } from '../../store/open-store.ts';
import { StoreError } from '../../store/store-error.ts';
import { closest } from '../../value/closest.ts';
import { checkGateOptions, type GateOptions } from './gate-options.ts';
import type { GateResult } from './gate-result.ts';
import { holdGate } from './hold-gate.ts';
import { refuseUnmasked } from './refuse-unmasked.ts';

/**
 * Promotes a snapshot if the gate holds: it reads every byte of the data, runs the contracts on exactly this snapshot
 * through Vitest, judges them by the policies of `assay.config.ts`, and moves the tag unless another process moved it
 * meanwhile. The outcome document and the evidence are stored, and the log gets a record of the promotion or the refusal.
 *
 * @throws {StoreError} `STORE_CONFLICT` if the tag was moved meanwhile, `STORE_UNKNOWN` if it is not known whether the
 * record landed, `SNAPSHOT_CHANGED` for data that is not what was recorded, `STORE_USAGE` for options that can't be as they are.
 *
 * @example
 * const result = await gate({ name: 'trips', from: 'candidate', to: 'production' });
 * if (result.state !== 'promoted') for (const { message } of result.reasons) console.error(message);
 */
export async function gate(options: GateOptions): Promise<GateResult> {
  const checked = checkGateOptions(options);
  refuseUnmasked(settingsOfEnvironment());
  const root = resolve(checked.root ?? process.cwd());
  const policies = await policiesOf(checked, root);
  return holdGate(await openStore(checked.store, { root }), checked, policies);
}

function settingsOfEnvironment(): RunSettings {
  try {
    return environmentSettings(process.env);
  } catch (error) {
    throw error instanceof RunError ? new StoreError('STORE_USAGE', error.message) : error;
  }
}

async function policiesOf({ to, policies }: GateOptions, root: string): Promise<GatePolicies> {
  if (policies !== undefined) return checkGates({ [to]: policies }, 'gate()')[to] ?? {};
  const { gates = {} } = await loadConfig(root);
  if (Object.hasOwn(gates, to)) return gates[to] ?? {};
  const known = Object.keys(gates);
  if (known.length === 0) return {};
  const near = closest(to, known);
  throw new StoreError(
    'STORE_USAGE',
    `The config has ${known.length === 1 ? 'the gate' : 'the gates'} '${known.join("', '")}' and none '${to}', so that no policy would be held.${near === undefined ? '' : ` Did you mean '${near}'?`} Add ${to}: {} to the gates for one without policies.`,
  );
}

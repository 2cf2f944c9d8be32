import type { GatePolicies } from '../../../store/config/gate-policies.ts';
import { held, type JudgedRun, type PolicyVerdict } from './judged-run.ts';

/** Judges whether a key signs the evidence. */
export function signed(
  { keys }: Pick<JudgedRun, 'keys'>,
  { signed: isWanted = false }: Pick<GatePolicies, 'signed'>,
): PolicyVerdict {
  if (!isWanted || keys.length > 0) return held;
  const message = 'The evidence has to be signed: name a private key by --key.';
  return { ...held, refusals: [{ policy: 'signed', message }] };
}

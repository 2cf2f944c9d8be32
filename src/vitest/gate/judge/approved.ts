import type { GatePolicies } from '../../../store/config/gate-policies.ts';
import { held, type JudgedRun, type PolicyVerdict } from './judged-run.ts';

/** Judges whether enough of the named people approve, and those that have a key by their signature. */
export function approved(
  { approvedBy, signedBy }: Pick<JudgedRun, 'approvedBy' | 'signedBy'>,
  { approvers }: Pick<GatePolicies, 'approvers'>,
): PolicyVerdict {
  if (approvers === undefined) return held;
  const given = new Set(approvedBy);
  const names = approvers.names.map((one) => (typeof one === 'string' ? one : one.name));
  const keyed = approvers.names.flatMap((one) => (typeof one === 'string' ? [] : [one.name]));
  const unsigned = keyed.filter((name) => given.has(name) && !signedBy.has(name));
  const counted = names.filter((name) => given.has(name) && !unsigned.includes(name));
  const wanted = approvers.atLeast ?? names.length;
  const messages = [
    ...unsigned.map(
      (name) =>
        `The evidence is not signed by the key of ${name}, so that the approval does not count.`,
    ),
    ...(counted.length < wanted
      ? [
          `${wanted} of ${names.join(', ')} must approve, and ${counted.length === 0 ? 'nobody did' : `only ${counted.join(' and ')} did`}: name them by --approved-by.`,
        ]
      : []),
  ];
  return { ...held, refusals: messages.map((message) => ({ policy: 'approvers', message })) };
}

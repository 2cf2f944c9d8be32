import { counted, visible } from '../../../outcome/printable-text.ts';
import type { VerifiedEvidence } from '../../../store/evidence/verify/verified-evidence.ts';
import { countsLine, shownRef, shownTime } from '../words.ts';
import type { StoreFacts } from './facts-of-store.ts';

/** Returns what a person reads of verified evidence: what it says, what was verified, and what was not. */
export function evidenceLines(
  file: string,
  verified: VerifiedEvidence,
  facts: StoreFacts | null,
): readonly string[] {
  const { name, tag, source, snapshot, outcome, contracts, approvers, at } =
    verified.statement.predicate;
  return [
    `${file} says that ${shownRef(name, snapshot)} was promoted to ${tag}`,
    `  at ${shownTime(at)} UTC, from ${source}`,
    `  snapshot ${snapshot}`,
    `  outcome ${outcome.digest}`,
    `  ${countsLine(outcome.counts)}, by ${counted(contracts.length, 'contract')}: ${contracts.join(', ')}`,
    ...(approvers.length > 0 ? [`  approved by ${approvers.join(', ')}`] : []),
    ...verifiedLines(verified, facts),
    ...unverifiedLines(verified, facts),
    ...noticesOf(name, tag, facts),
  ].map(visible);
}

const verifiedLines = ({ signers }: VerifiedEvidence, facts: StoreFacts | null) => [
  'verified:',
  '  its form: a canonical in-toto statement of one promotion, without anything unknown',
  ...signers.map((id) => `  its signature by the key ${id}`),
  ...(facts === null
    ? []
    : [
        `  the log of ${facts.location} names it, and the outcome document has its digest and counts`,
      ]),
];

const unverifiedLines = ({ signers, unverified }: VerifiedEvidence, facts: StoreFacts | null) => [
  'not verified:',
  ...unverified.map((id) => `  its signature by the key ${id}, since no --key was given`),
  ...(signers.length + unverified.length > 0
    ? []
    : ['  who made it, since it is unsigned: anybody can write such a file']),
  ...(facts === null ? ['  that a store has this promotion, since no --store was given'] : []),
  '  that the data still is what was recorded: assay log NAME --verify reads it',
];

function noticesOf(name: string, tag: string, facts: StoreFacts | null): readonly string[] {
  if (facts === null) return [];
  const { isCurrent, deadline, isPurged } = facts;
  return [
    ...(isCurrent ? [] : [`! ${name}@${tag} names another snapshot by now`]),
    ...(isPurged
      ? ['! the data of the snapshot was deleted, since it had rows of an erased subject']
      : deadline === null
        ? []
        : [
            `! the snapshot is deprecated: it has rows of an erased subject, and is to be deleted by ${deadline.slice(0, 10)} (assay purge)`,
          ]),
  ];
}

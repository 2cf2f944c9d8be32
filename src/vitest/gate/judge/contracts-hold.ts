import { despiteOf } from '../../../outcome/failure.ts';
import type { Outcome } from '../../../outcome/outcome.ts';
import { counted } from '../../../outcome/printable-text.ts';
import type { GatePolicies } from '../../../store/config/gate-policies.ts';
import type { GatedCall } from '../gated-call.ts';
import { checking, type JudgedRun, outcomesOf, type PolicyVerdict } from './judged-run.ts';
import { isNotWorse } from './not-worse.ts';

/**
 * Judges the contracts themselves, with the policies `failOnWarnings` and `notWorseThan`. Every expectation of a contract
 * that checks the snapshot must have a verdict, and hold unless it is excused.
 */
export function contractsHold(
  run: JudgedRun,
  { failOnWarnings = false, notWorseThan }: GatePolicies,
): PolicyVerdict {
  const { report, name, to } = run;
  const calls = checking(run);
  const all = calls.flatMap((call) =>
    outcomesOf(run, call).map((outcome) => ({ call, outcome }) as const),
  );
  const unjudged = [
    ...report.problems.map(({ file, message }) =>
      file === null ? message : `${file}: ${message}`,
    ),
    ...(calls.length === 0 ? [noneChecks(run)] : []),
    ...all.flatMap(({ outcome }) => unjudgedReason(outcome)),
    ...calls.filter((call) => outcomesOf(run, call).length === 0).map(withoutOutcome),
    ...unknownCalls(run),
  ];
  const reference = notWorseThan === true ? to : notWorseThan;
  const missed = all.filter(({ outcome: { state } }) => state === 'failed' || state === 'warned');
  const excused = missed.filter(
    ({ call, outcome }) =>
      reference !== undefined && isNotWorse(outcome, otherOf(call, reference, outcome)),
  );
  const heeded = missed.filter((one) => !excused.includes(one));
  const failed = heeded.filter(({ outcome }) => outcome.state === 'failed');
  const warned = heeded.filter(({ outcome }) => outcome.state === 'warned' && failOnWarnings);
  const lacking = reference === undefined ? [] : lackingReference(run, reference, calls);
  return {
    unjudged: [
      ...unjudged.map((message) => ({ policy: 'contracts', message }) as const),
      ...lacking.map((message) => ({ policy: 'notWorseThan', message }) as const),
    ],
    refusals: [
      ...failed.map(
        ({ outcome }) => ({ policy: 'contracts', message: missText(outcome) }) as const,
      ),
      ...warned.map(
        ({ outcome }) =>
          ({ policy: 'failOnWarnings', message: `${missText(outcome)} It only warns.` }) as const,
      ),
    ],
    notes: excused.map(
      ({ outcome }) => `${missText(outcome)} ${name}@${reference} misses it at least as much.`,
    ),
  };
}

const missText = (outcome: Outcome): string =>
  `${outcome.contract} on ${outcome.dataset}: ${outcome.title}${foundText(outcome)}.`;

function foundText(outcome: Outcome): string {
  const { observed, violations, share, segments } = outcome;
  if (observed === null) return '';
  // The title of a condition says what each row has to keep, and the number is of those that don't.
  const isCondition = violations !== null && share !== null && segments === null;
  return `, and it is ${isCondition ? 'violated by ' : ''}${observed}${despiteOf(outcome)}`;
}

/** Returns why an outcome is no verdict; none if it is one. */
const unjudgedReason = ({ contract, dataset, title, state, problem }: Outcome): string[] =>
  state === 'errored' || state === 'notRun'
    ? [
        `${contract} on ${dataset}: ${title} ${state === 'errored' ? 'could not be judged' : 'was not run'}: ${problem?.message ?? 'for no known reason.'}`,
      ]
    : [];

const withoutOutcome = ({ contract, dataset }: GatedCall): string =>
  `${contract} on ${dataset} has no result.`;

/** Returns the contracts of which the gate does not know what they check. */
const unknownCalls = ({ report, calls }: JudgedRun): readonly string[] =>
  report.contracts
    .filter((one) =>
      calls.every(({ contract, dataset }) => contract !== one.contract || dataset !== one.dataset),
    )
    .map(
      ({ contract, dataset }) =>
        `${contract} on ${dataset} ran, and the gate does not know on which data.`,
    );

function noneChecks({ name, calls }: JudgedRun): string {
  const others = calls.length === 0 ? '' : ` ${leftOutText(calls)}`;
  return `No contract checks the snapshot that is promoted: write verify(contract, snapshot('${name}')) in a contract file.${others}`;
}

const listed = 5;

function leftOutText(calls: readonly GatedCall[]): string {
  const texts = calls
    .slice(0, listed)
    .map(({ contract, dataset, leftOut }) => `${contract} on ${dataset}: ${leftOut}`);
  const more = calls.length - texts.length;
  return `${counted(calls.length, 'other')} ran: ${texts.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

const otherOf = (call: GatedCall, tag: string, { id }: Outcome): Outcome | undefined => {
  const found = call.others[tag] ?? [];
  return 'problem' in found ? undefined : found.find((one) => one.id === id);
};

/** Returns why the reference of `notWorseThan` can't be compared with. A tag that is promoted to first has none yet. */
function lackingReference(
  { name, to, tags, itself }: JudgedRun,
  reference: string,
  calls: readonly GatedCall[],
): readonly string[] {
  if (!tags.has(reference))
    return reference === to ? [] : [`${name} has no tag '${reference}' to compare with.`];
  // What is promoted to may be as it was; any other tag is to be another snapshot, or all would be excused.
  if (reference !== to && itself.has(reference))
    return [
      `${name}@${reference} is the snapshot that is promoted: it can't be compared with itself.`,
    ];
  return calls.flatMap(({ others }) => {
    const found = others[reference] ?? [];
    return 'problem' in found
      ? [`${name}@${reference} could not be measured: ${found.problem}`]
      : [];
  });
}

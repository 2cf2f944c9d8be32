import type { Outcome } from '../../../outcome/outcome.ts';
import type { ChampionPolicy, GatePolicies } from '../../../store/config/gate-policies.ts';
import type { GatedCall } from '../gated-call.ts';
import { compareFractions, type Fraction, fractionOf, minus, parseFraction } from './fraction.ts';
import { checking, held, type JudgedRun, outcomesOf, type PolicyVerdict } from './judged-run.ts';

/** Returns the policies of champions that are for a dataset. */
export const championsFor = (
  name: string,
  { champion = [] }: Pick<GatePolicies, 'champion'>,
): readonly ChampionPolicy[] => [champion].flat().filter(({ dataset = name }) => dataset === name);

/** True for the expectation that a policy means, by its id, name or title. */
export const isMetricOf = (
  { metric }: Pick<ChampionPolicy, 'metric'>,
  { id, name, title }: Pick<Outcome, 'id' | 'name' | 'title'>,
): boolean => id === metric || name === metric || title === metric;

/** Judges a candidate against the champion, in one metric. */
export function beatsChampion(run: JudgedRun, policy: ChampionPolicy): PolicyVerdict {
  const { name, to, tags, itself } = run;
  const than = policy.than ?? to;
  if (!tags.has(than))
    return than === to
      ? { ...held, notes: [`There is no ${name}@${to} yet to be compared in ${policy.metric}.`] }
      : unjudged(`${name} has no tag '${than}' to compare ${policy.metric} with.`);
  if (than !== to && itself.has(than))
    return unjudged(
      `${name}@${than} is the snapshot that is promoted: ${policy.metric} can't be compared with itself.`,
    );
  const found = checking(run).flatMap((call) =>
    outcomesOf(run, call)
      .filter((outcome) => isMetricOf(policy, outcome))
      .map((outcome) => ({ call, outcome })),
  );
  if (found.length === 0)
    return unjudged(
      `No expectation on the snapshot has the id, name or title '${policy.metric}', which is compared with ${name}@${than}.`,
    );
  const verdicts = found.map(({ call, outcome }) =>
    compared(run, { ...policy, than }, call, outcome),
  );
  return {
    refusals: verdicts.flatMap(({ refusals }) => refusals),
    unjudged: verdicts.flatMap((one) => one.unjudged),
    notes: verdicts.flatMap(({ notes }) => notes),
  };
}

const unjudged = (message: string): PolicyVerdict => ({
  ...held,
  unjudged: [{ policy: 'champion', message }],
});

function compared(
  { name }: JudgedRun,
  { better, by = 0, than = '', metric }: ChampionPolicy,
  call: GatedCall,
  outcome: Outcome,
): PolicyVerdict {
  const others = call.others[than] ?? [];
  const subject = `${outcome.contract} on ${outcome.dataset}: ${metric}`;
  if ('problem' in others)
    return unjudged(`${name}@${than} could not be measured: ${others.problem}`);
  const champion = others.find(({ id }) => id === outcome.id);
  const [own, other] = [numberOf(outcome), champion === undefined ? null : numberOf(champion)];
  if (own === null || other === null)
    return unjudged(
      `${subject} has no number in ${own === null ? 'the candidate' : `${name}@${than}`}.`,
    );
  const lead = better === 'higher' ? minus(own, other) : minus(other, own);
  const isBetter = compareFractions(lead, fractionOf(by)) >= 0;
  const text = `${subject} is ${outcome.observed}, and ${champion?.observed} in ${name}@${than}`;
  if (isBetter) return { ...held, notes: [`${text}.`] };
  const wanted = by === 0 ? `${better} or the same` : `${better} by at least ${by}`;
  return {
    ...held,
    refusals: [{ policy: 'champion', message: `${text}: it has to be ${wanted}.` }],
  };
}

/** Returns the number of an outcome: its share of the rows where it has one. */
function numberOf(outcome: Outcome): Fraction | null {
  const { state, value, share, of, segments } = outcome;
  const isMeasured = state !== 'errored' && state !== 'notRun' && segments === null;
  const number = value === null || !isMeasured ? null : parseFraction(value);
  if (number === null || share === null) return number;
  if (of === null || of <= 0) return null;
  const { top, bottom } = fractionOf(of);
  return { top: number.top * bottom, bottom: number.bottom * top };
}

import { createHash } from 'node:crypto';
import type { Log, Notification, PropertyBag, Result, Run } from 'sarif';
import { driftProperties } from '../../src/outcome/drift/drift-words.ts';
import { headline } from '../../src/outcome/failure.ts';
import { isLost, isRed, type Outcome } from '../../src/outcome/outcome.ts';
import { asSentence, visible } from '../../src/outcome/printable-text.ts';
import type { Report, ReportedContract } from '../../src/outcome/report.ts';
import { messageOf } from './message.ts';
import { placeIn, placeOf } from './place.ts';
import { propertiesNotRun, propertyResults, propertyRule } from './property.ts';
import { describeRule, notRun, runProblem } from './rule.ts';

/**
 * Renders a report as SARIF. Missed bounds and expectations that could not be checked are results; lost expectations
 * and other problems are notifications.
 */
export function renderSarif(report: Report, version: string): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report, version)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function runOf(report: Report, version: string): Run {
  const outcomes = report.contracts.flatMap((one) => one.outcomes);
  const properties = report.fuzz.flatMap((one) => one.properties);
  const rules = [
    ...outcomes.map(({ rule }) => rule),
    ...(properties.some(isRed) ? [propertyRule] : []),
  ];
  const ids = [...new Set(rules)].sort();
  const index = new Map(ids.map((id, at) => [id, at]));
  const isWhole = report.problems.length === 0 && ![...outcomes, ...properties].some(isLost);
  return {
    tool: {
      driver: {
        name: 'Assay',
        version,
        rules: ids.map(describeRule),
        notifications: [runProblem, notRun],
      },
    },
    automationDetails: { id: 'assay/' },
    columnKind: 'utf16CodeUnits',
    // What kept its bounds is no result: that it was held to them is said here.
    properties: {
      contracts: report.contracts.map(({ contract, dataset, terms, state }) => ({
        contract,
        dataset,
        owner: terms.owner,
        terms,
        state,
      })),
    },
    invocations: [
      {
        executionSuccessful: isWhole,
        startTimeUtc: report.startedAt,
        endTimeUtc: endOf(report),
        toolExecutionNotifications: notificationsOf(report),
      },
    ],
    results: [
      ...report.contracts.flatMap((contract) =>
        contract.outcomes.flatMap((outcome) => resultOf(outcome, contract, index)),
      ),
      ...report.fuzz.flatMap((one) => propertyResults(one, index)),
    ],
  };
}

const endOf = ({ startedAt, durationMs }: Report): string =>
  new Date(Date.parse(startedAt) + durationMs).toISOString();

function notificationsOf({ problems, contracts, fuzz }: Report): Notification[] {
  return [
    ...problems.map(
      ({ message, file }): Notification => ({
        descriptor: { id: runProblem.id, index: 0 },
        level: 'error',
        message: messageOf(visible(message)),
        ...(file === null ? {} : { locations: [placeIn(file)] }),
      }),
    ),
    ...contracts.flatMap(({ outcomes, file }) =>
      outcomes
        .filter(({ state }) => state === 'notRun')
        .map(
          (outcome): Notification => ({
            descriptor: { id: notRun.id, index: 1 },
            level: isLost(outcome) ? 'error' : 'note',
            message: messageOf(headline(outcome)),
            locations: [placeOf(outcome, file)],
            properties: {
              title: outcome.title,
              contract: outcome.contract,
              dataset: outcome.dataset,
            },
          }),
        ),
    ),
    ...fuzz.flatMap(propertiesNotRun),
  ];
}

const levels: Readonly<Partial<Record<Outcome['state'], Result.level>>> = {
  failed: 'error',
  errored: 'error',
  warned: 'warning',
};

function resultOf(
  outcome: Outcome,
  contract: ReportedContract,
  index: ReadonlyMap<string, number>,
): readonly Result[] {
  const level = levels[outcome.state];
  if (level === undefined) return [];
  return [
    {
      ruleId: outcome.rule,
      ruleIndex: index.get(outcome.rule) ?? -1,
      level,
      message: messageOf(sentences(outcome)),
      locations: [placeOf(outcome, contract.file)],
      partialFingerprints: { 'assayOutcome/v2': fingerprint(outcome) },
      properties: propertiesOf(outcome, contract),
    },
  ];
}

/** Returns what was found, then where and why it matters: code scanning shows the message alone, and its first sentence as a title. */
const sentences = (outcome: Outcome): string =>
  [
    headline(outcome),
    `Dataset: ${visible(outcome.dataset)}`,
    ...(outcome.because === null ? [] : [`Because: ${visible(outcome.because)}`]),
  ]
    .map(asSentence)
    .join(' ');

/** Equal for one expectation of one dataset, wherever it has moved in its file, whatever its bound is and whatever came out. */
const fingerprint = ({ contract, dataset, id }: Outcome): string =>
  createHash('sha256')
    .update(JSON.stringify([contract, dataset, id]))
    .digest('hex');

const propertiesOf = (outcome: Outcome, { terms, snapshot }: ReportedContract): PropertyBag => ({
  tags: [...new Set(outcome.tags)],
  id: outcome.id,
  title: outcome.title,
  contract: outcome.contract,
  dataset: outcome.dataset,
  owner: terms.owner,
  snapshot,
  state: outcome.state,
  severity: outcome.severity,
  metric: outcome.metric,
  observed: outcome.observed,
  expected: outcome.expected,
  value: outcome.value,
  of: outcome.of,
  rows: outcome.rows,
  ...(outcome.elementsOf !== undefined && { elementsOf: outcome.elementsOf }),
  violations: outcome.violations,
  because: outcome.because,
  ...(outcome.evidence?.says && { says: outcome.evidence.says }),
  exactness: outcome.evidence?.exactness ?? null,
  sample: outcome.sample,
  drift: outcome.drift === null ? null : driftProperties(outcome),
  sql: outcome.sql,
  problem: outcome.problem,
});

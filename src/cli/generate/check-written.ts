import process from 'node:process';
import { constraintsOf } from '../../contract/constraints/constraints-of.ts';
import type { Contract } from '../../contract/contract.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';
import type { RowDomain } from '../../generate/row-domain.ts';
import { failureMessage } from '../../outcome/failure.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { counted, fold, foldFirst } from '../../outcome/printable-text.ts';
import { runContract } from '../../run/run-contract.ts';
import { sourceOf } from '../reading/source.ts';
import { columns, say } from '../say.ts';

/**
 * Checks a written file against its contract. A rule of rows that it breaks is an error: false is returned. What is said of
 * all rows together, a mean or a drift, was not aimed at, and is only listed where the data misses it.
 */
export async function checkWritten(
  { contract, unjudged }: RowDomain,
  path: string,
): Promise<boolean> {
  const { outcomes } = await runContract(contract, sourceOf(path, {}).dataset, {
    cache: false,
    history: false,
  });
  const ofRows = rowRules(contract);
  const missed = outcomes.filter(({ state }) => state !== 'passed');
  const broken = missed.filter(({ id }) => ofRows.has(id));
  const aside = missed.filter(({ id }) => !ofRows.has(id));
  for (const outcome of broken) {
    const why = unjudged.includes(outcome.title)
      ? 'No row could be made for this rule, since only the engine can test it: say it with the words of columns, or in the schema.'
      : 'It should keep this rule: please report it, with the contract.';
    process.stderr.write(
      `× ${foldFirst(failureMessage(outcome), columns)}\n${fold(why, columns)}\n`,
    );
  }
  if (aside.length > 0) say(note(aside));
  return broken.length === 0;
}

/** The rules that single rows keep, and that data was made for; those that some rows may break are not among them. */
function rowRules(contract: Contract): ReadonlySet<string> {
  const soft = new Set(constraintsOf(contract).soft.map(({ rule }) => rule.id));
  return new Set(
    titledExpectations(contract).flatMap(({ id, node }) =>
      node.metric.condition === null || soft.has(id) ? [] : [id],
    ),
  );
}

function note(missed: readonly Outcome[]): string {
  const listed = missed.map(
    ({ title, state }) =>
      `  - ${title}${state === 'errored' || state === 'notRun' ? ' (not judged)' : ''}`,
  );
  return [
    `Not aimed at, since no row decides it alone, and missed by this data (${counted(missed.length, 'expectation')}):`,
    ...listed,
  ].join('\n');
}

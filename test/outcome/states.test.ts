import { expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { contract, type Outcome, z } from '../../src/index.ts';
import { isLost, isRed, type State } from '../../src/outcome/outcome.ts';
import { countStates, stateOf } from '../../src/outcome/report.ts';
import { unanswered } from '../../src/outcome/unanswered.ts';

const states: readonly State[] = ['passed', 'warned', 'failed', 'errored', 'notRun'];
const of = (...list: readonly State[]) => list.map((state) => ({ state }));

test('failed and errored are red, and no other state is', () => {
  expect(states.filter((state) => isRed({ state }))).toEqual(['failed', 'errored']);
});

test('what was not run is lost, unless the user left it out', () => {
  const notRun = (code: string | null): Pick<Outcome, 'state' | 'problem'> => ({
    state: 'notRun',
    problem: code === null ? null : { code, message: '' },
  });
  expect(isLost(notRun('NO_ANSWER'))).toBe(true);
  expect(isLost(notRun(null))).toBe(true);
  expect(isLost(notRun('LEFT_OUT'))).toBe(false);
  expect(isLost(notRun('SKIPPED'))).toBe(false);
  for (const state of states.filter((one) => one !== 'notRun'))
    expect(isLost({ state, problem: { code: 'NO_ANSWER', message: '' } }), state).toBe(false);
});

test.for<[readonly State[], State]>([
  [['passed', 'passed'], 'passed'],
  [['passed', 'warned'], 'warned'],
  [['warned', 'notRun', 'passed'], 'notRun'],
  [['notRun', 'failed', 'passed'], 'failed'],
  [['failed', 'errored', 'passed'], 'errored'],
  [[], 'notRun'],
])('a contract whose expectations are %j is %s', ([list, state]) => {
  expect(stateOf(of(...list))).toBe(state);
});

test('outcomes are counted by state, and a state that none has is counted too', () => {
  expect(countStates(of('failed', 'passed', 'failed'))).toEqual({
    passed: 1,
    warned: 0,
    failed: 2,
    errored: 0,
    notRun: 0,
  });
});

test('an expectation that has not answered is not run, and lost', () => {
  const held = contract('flights', { schema: z.object({ delay: z.number() }) }, ({ column }) => [
    column('delay').mean().below(15).tagged('nightly'),
  ]);
  const outcomes = titledExpectations(held).map((one) =>
    unanswered(one, { contract: held.name, dataset: 'flights.csv' }),
  );
  const own = outcomes.find(({ origin }) => origin === 'declared');
  expect(own).toMatchObject({
    state: 'notRun',
    problem: { code: 'NO_ANSWER' },
    contract: 'flights',
    dataset: 'flights.csv',
    expected: 'below 15',
    tags: ['nightly'],
  });
  expect(outcomes.every(isLost)).toBe(true);
});

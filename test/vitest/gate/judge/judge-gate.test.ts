import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../../src/outcome/outcome.ts';
import type { GatePolicies } from '../../../../src/store/config/gate-policies.ts';
import type { GatedCall } from '../../../../src/vitest/gate/gated-call.ts';
import { judgeGate } from '../../../../src/vitest/gate/judge/judge-gate.ts';
import type { JudgedRun } from '../../../../src/vitest/gate/judge/judged-run.ts';
import { contractOf, outcomeOf, reportOf } from '../../../reporters/example.ts';

const ofTrips = (changes: Partial<Outcome> = {}): Outcome =>
  outcomeOf({ contract: 'trips', dataset: 'trips', ...changes });

const call = (changes: Partial<GatedCall> = {}): GatedCall => ({
  contract: 'trips',
  dataset: 'trips',
  leftOut: null,
  others: {},
  mutants: null,
  ...changes,
});

/** A run of one contract with these outcomes. */
const run = (
  outcomes: readonly Outcome[],
  changes: Partial<JudgedRun> & { readonly problems?: readonly string[] } = {},
): JudgedRun => {
  const { problems = [], ...more } = changes;
  return {
    name: 'trips',
    to: 'production',
    tags: new Set(['candidate', 'production']),
    itself: new Set(),
    keys: [],
    approvedBy: [],
    signedBy: new Set(),
    calls: [call()],
    report: reportOf(
      [contractOf(outcomes, { contract: 'trips', dataset: 'trips' })],
      problems.map((message) => ({ message, file: 'trips.contract.ts' })),
    ),
    ...more,
  };
};

const failed = ofTrips({ state: 'failed', value: '20', observed: '20' });
const warned = ofTrips({ state: 'warned', value: '20', observed: '20' });
const errored = ofTrips({ state: 'errored', problem: { code: 'X', message: 'a file is gone.' } });
const skipped = ofTrips({
  state: 'notRun',
  problem: { code: 'SKIPPED', message: 'it is skipped.' },
});

const messages = (judged: JudgedRun, policies: GatePolicies = {}) => {
  const { state, reasons, notes } = judgeGate(judged, policies);
  return {
    state,
    said: [...reasons.map(({ policy, message }) => `${policy}: ${message}`), ...notes],
  };
};

describe('the contracts', () => {
  test('a snapshot is promoted whose contracts hold, also with warnings', () => {
    expect(messages(run([ofTrips()]))).toEqual({ state: 'promoted', said: [] });
    expect(messages(run([ofTrips(), warned]))).toEqual({ state: 'promoted', said: [] });
  });

  test('the number of a condition is said to be of violating rows', () => {
    const zone = ofTrips({
      state: 'failed',
      title: "column('zone') is one of 'JFK'",
      observed: '9 of 20 (45%)',
      violations: 9,
      of: 20,
      share: '45',
    });
    expect(messages(run([zone])).said).toEqual([
      "contracts: trips on trips: column('zone') is one of 'JFK', and it is violated by 9 of 20 (45%).",
    ]);
  });

  test('one that misses an expectation is refused, by its title', () => {
    expect(messages(run([failed]))).toEqual({
      state: 'refused',
      said: [
        "contracts: trips on trips: column('delay').mean() is between 0 and 15, and it is 20.",
      ],
    });
  });

  test.for([
    ['an expectation errored', run([failed, errored]), 'could not be judged: a file is gone.'],
    ['an expectation was skipped', run([ofTrips(), skipped]), 'was not run: it is skipped.'],
    ['a contract has no outcome', run([]), 'trips on trips has no result.'],
    [
      'the run had a problem',
      run([ofTrips()], { problems: ['It is lost.'] }),
      'trips.contract.ts: It is lost.',
    ],
    [
      'no contract checks it',
      run([ofTrips()], { calls: [call({ leftOut: 'it reads other data' })] }),
      "write verify(contract, snapshot('trips')) in a contract file. 1 other ran: trips on trips: it reads other data.",
    ],
    [
      'nobody knows what a contract checked',
      run([ofTrips()], { calls: [] }),
      'does not know on which data',
    ],
  ] as const)('one is not judged where %s', ([, judged, message]) => {
    const { state, said } = messages(judged);
    expect(state).toBe('unjudged');
    expect(said.join('\n')).toContain(message);
  });

  test('what does not check the snapshot neither blocks nor passes it', () => {
    const other = ofTrips({ contract: 'other', dataset: 'other.csv', state: 'failed' });
    const left = call({ contract: 'other', dataset: 'other.csv', leftOut: 'it reads other data' });
    const judged = run([ofTrips()], { calls: [call(), left] });
    const report = {
      ...judged.report,
      contracts: [
        ...judged.report.contracts,
        { ...run([other]).report.contracts[0], contract: 'other', dataset: 'other.csv' },
      ],
    } as JudgedRun['report'];
    expect(messages({ ...judged, report }).state).toBe('promoted');
  });
});

test('failOnWarnings refuses warnings', () => {
  expect(messages(run([warned]), { failOnWarnings: true }).said).toEqual([
    "failOnWarnings: trips on trips: column('delay').mean() is between 0 and 15, and it is 20. It only warns.",
  ]);
  expect(messages(run([warned]), { failOnWarnings: false }).state).toBe('promoted');
});

describe('notWorseThan', () => {
  const against = (value: string, tag = 'production'): Partial<JudgedRun> => ({
    calls: [call({ others: { [tag]: [{ ...failed, value }] } })],
  });

  test('excuses what production misses at least as much, and says so', () => {
    const { state, said } = messages(run([failed], against('21')), { notWorseThan: true });
    expect(state).toBe('promoted');
    expect(said).toEqual([
      "trips on trips: column('delay').mean() is between 0 and 15, and it is 20. trips@production misses it at least as much.",
    ]);
  });

  test('does not excuse what is worse than production, nor without the policy', () => {
    expect(messages(run([failed], against('19')), { notWorseThan: true }).state).toBe('refused');
    expect(messages(run([failed], against('21'))).state).toBe('refused');
  });

  test('excuses no error', () => {
    const calls = [call({ others: { production: [errored] } })];
    expect(messages(run([errored], { calls }), { notWorseThan: true }).state).toBe('unjudged');
  });

  test('can be another tag, which has to exist', () => {
    const staged = { ...against('21', 'staging'), tags: new Set(['candidate', 'staging']) };
    expect(messages(run([failed], staged), { notWorseThan: 'staging' }).state).toBe('promoted');
    expect(messages(run([ofTrips()]), { notWorseThan: 'staging' })).toEqual({
      state: 'unjudged',
      said: ["notWorseThan: trips has no tag 'staging' to compare with."],
    });
  });

  test('has nothing to compare with at first, so that the bounds alone count', () => {
    const first = { tags: new Set(['candidate']) };
    expect(messages(run([ofTrips()], first), { notWorseThan: true }).state).toBe('promoted');
    expect(messages(run([failed], first), { notWorseThan: true }).state).toBe('refused');
  });

  test('can not be judged against the snapshot itself, apart from the tag that is promoted to', () => {
    const itself = new Set(['candidate', 'production']);
    const others = { candidate: [failed], production: [failed] };
    const same = run([failed], { itself, calls: [call({ others })] });
    expect(messages(same, { notWorseThan: 'candidate' })).toMatchObject({
      state: 'unjudged',
      said: [
        "notWorseThan: trips@candidate is the snapshot that is promoted: it can't be compared with itself.",
        expect.anything(),
      ],
    });
    const champion = { metric: 'accuracy', better: 'higher', than: 'candidate' } as const;
    expect(messages(same, { champion }).state).toBe('unjudged');
  });

  test('can not be judged where production could not be measured', () => {
    const calls = [call({ others: { production: { problem: 'its data is gone.' } } })];
    expect(messages(run([failed], { calls }), { notWorseThan: true })).toMatchObject({
      state: 'unjudged',
      said: [
        expect.stringContaining('trips@production could not be measured: its data is gone.'),
        expect.anything(),
      ],
    });
  });
});

describe('champion', () => {
  const accuracy = (value: string, changes: Partial<Outcome> = {}) =>
    ofTrips({
      id: 'a',
      title: 'accuracy is high',
      name: 'accuracy',
      value,
      observed: value,
      ...changes,
    });
  const duel = (own: string, other: string) =>
    run([accuracy(own)], { calls: [call({ others: { production: [accuracy(other)] } })] });
  const higher = { champion: { metric: 'accuracy', better: 'higher' } } as const;

  test('refuses what is worse than production', () => {
    expect(messages(duel('0.91', '0.92'), higher)).toEqual({
      state: 'refused',
      said: [
        'champion: trips on trips: accuracy is 0.91, and 0.92 in trips@production: it has to be higher or the same.',
      ],
    });
    expect(messages(duel('0.92', '0.92'), higher).state).toBe('promoted');
    expect(
      messages(duel('0.93', '0.92'), { champion: { metric: 'a', better: 'lower' } }).state,
    ).toBe('refused');
  });

  test('asks for a difference', () => {
    const by = { champion: [{ metric: 'accuracy', better: 'higher', by: 0.01 }] } as const;
    expect(messages(duel('0.93', '0.92'), by).state).toBe('promoted');
    expect(messages(duel('0.929', '0.92'), by).said[0]).toContain('higher by at least 0.01');
  });

  test('any difference decides exactly', () => {
    const some = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 100);
    fc.assert(
      fc.property(some, some, fc.boolean(), (own, other, isHigher) => {
        const champion = { metric: 'accuracy', better: isHigher ? 'higher' : 'lower' } as const;
        const { state } = messages(duel(String(own), String(other)), { champion });
        expect(state).toBe((isHigher ? own >= other : own <= other) ? 'promoted' : 'refused');
      }),
    );
  });

  test('compares counts of rows as shares', () => {
    const calls = [call({ others: { production: [accuracy('9', { of: 10, share: '0.9' })] } })];
    const judged = (value: string) => run([accuracy(value, { of: 100, share: '0.9' })], { calls });
    expect(messages(judged('90'), higher).state).toBe('promoted');
    expect(messages(judged('89'), higher).state).toBe('refused');
  });

  test.for([
    [
      'a metric that nothing measures',
      run([ofTrips()]),
      { metric: 'accuracy' },
      "title 'accuracy'",
    ],
    ['a tag that does not exist', duel('1', '1'), { than: 'prod' }, "no tag 'prod'"],
    [
      'a metric without a number',
      run([accuracy('1', { value: null })], {}),
      {},
      'has no number in the candidate',
    ],
    ['a champion without a number', run([accuracy('1')]), {}, 'has no number in trips@production'],
    [
      'a champion that could not be measured',
      run([accuracy('1')], {
        calls: [call({ others: { production: { problem: 'it is gone.' } } })],
      }),
      {},
      'could not be measured: it is gone.',
    ],
  ] as const)('can not be judged by %s', ([, judged, changes, message]) => {
    const champion = { metric: 'accuracy', better: 'higher', ...changes } as const;
    const { state, said } = messages(judged, { champion });
    expect(state).toBe('unjudged');
    expect(said.join('\n')).toContain(message);
  });

  test('has nothing to beat at first, and says so', () => {
    expect(messages(run([accuracy('1')], { tags: new Set(['candidate']) }), higher)).toEqual({
      state: 'promoted',
      said: ['There is no trips@production yet to be compared in accuracy.'],
    });
  });

  test('is for the dataset that it names', () => {
    const champion = { metric: 'none', better: 'higher', dataset: 'predictions' } as const;
    expect(messages(run([ofTrips()]), { champion }).state).toBe('promoted');
  });
});

test('a promotion without a key is refused where it has to be signed', () => {
  const policy = { signed: true };
  expect(messages(run([ofTrips()]), policy)).toEqual({
    state: 'refused',
    said: ['signed: The evidence has to be signed: name a private key by --key.'],
  });
  expect(messages(run([ofTrips()], { keys: ['a key'] }), policy).state).toBe('promoted');
});

describe('approvers', () => {
  const policy = { approvers: { names: ['ana', { name: 'ben', key: 'ben.pem' }], atLeast: 1 } };
  const by = (approvedBy: readonly string[], signedBy: readonly string[] = []) =>
    run([ofTrips()], { approvedBy, signedBy: new Set(signedBy) });

  test('a snapshot is refused that too few approve', () => {
    expect(messages(by([]), policy)).toEqual({
      state: 'refused',
      said: ['approvers: 1 of ana, ben must approve, and nobody did: name them by --approved-by.'],
    });
    expect(messages(by(['ana']), policy).state).toBe('promoted');
    expect(messages(by(['ana', 'ana']), { approvers: { names: ['ana', 'ben'] } }).state).toBe(
      'refused',
    );
  });

  test('a person with a key approves by a signature', () => {
    expect(messages(by(['ben']), policy).said[0]).toContain('not signed by the key of ben');
    expect(messages(by(['ben'], ['ben']), policy).state).toBe('promoted');
    expect(messages(by(['ana', 'ben']), policy).state).toBe('refused');
  });
});

describe('mutationScore', () => {
  const policy = { mutationScore: '80%' } as const;
  const scored = (mutants: GatedCall['mutants']) =>
    run([ofTrips()], { calls: [call({ mutants })] });

  test('refuses a low score, and does not judge an unknown one', () => {
    expect(messages(scored({ score: 0.9, problem: null }), policy).state).toBe('promoted');
    expect(messages(scored({ score: 0.7, problem: 'It is low.' }), policy).state).toBe('refused');
    expect(messages(scored({ score: null, problem: 'It is unknown.' }), policy).state).toBe(
      'unjudged',
    );
    expect(messages(scored(null), policy).state).toBe('unjudged');
  });
});

test('no set of policies promotes more than none does, but for what notWorseThan excuses', () => {
  const outcomes = fc.array(fc.constantFrom(ofTrips(), failed, warned, errored, skipped), {
    maxLength: 4,
  });
  const policies = fc.record(
    {
      failOnWarnings: fc.boolean(),
      mutationScore: fc.constant('80%' as const),
      approvers: fc.constant({ names: ['ana'] }),
      champion: fc.constant({ metric: 'x', better: 'higher' } as const),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(outcomes, policies, (some, policy) => {
      const isRed =
        some.length === 0 || some.some((one) => one !== warned && one.state !== 'passed');
      if (isRed) expect(messages(run(some), policy).state).not.toBe('promoted');
    }),
  );
});

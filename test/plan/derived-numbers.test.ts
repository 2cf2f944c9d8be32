import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { declare, expectation } from '../../src/contract/expectation.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { count } from '../../src/metric/counts.ts';
import type { Derivation } from '../../src/metric/derivation.ts';
import { deriving } from '../../src/metric/deriving.ts';
import { column as columnOf } from '../../src/metric/expression.ts';
import { everywhere, type Metric, metricKey, type Scope } from '../../src/metric/metric.ts';
import { median, moment } from '../../src/metric/numbers.ts';
import type { Subject } from '../../src/metric/subject.ts';
import { distinct } from '../../src/metric/values.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { deriveNumbers, observedOfAll } from '../../src/plan/derive-numbers.ts';
import type { Measured } from '../../src/plan/measure-request.ts';
import { measureMetrics, questionsOf, type Timed } from '../../src/plan/plan-passes.ts';
import type { MeasuredReference, References } from '../../src/plan/references.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { type Bound, bound } from '../../src/value/bound.ts';
import { approximate } from '../../src/value/numeric.ts';
import { onContext } from '../support/context.ts';
import { asMuch, type Measuring, measureAll, now } from '../support/measured.ts';
import { parquetFiles } from '../support/parquet-files.ts';

const files = parquetFiles();

const subject = (name: string, scope: Scope = everywhere): Subject => ({
  scope,
  label: `column('${name}')`,
  value: columnOf(name),
  columns: [name],
});
const mean = moment(subject('x'), 'mean');

/** The change from the reference, as a share of it: a formula that is not shipped. */
const change: Derivation = {
  name: 'change',
  compares: true,
  derive: ([current], reference) => {
    const [after, before] = [current, reference?.[0]].map((one) => one?.value ?? null);
    if (after == null || before == null || approximate(before) === 0) return null;
    return (approximate(after) - approximate(before)) / approximate(before);
  },
};
const changeOf = (metric: Metric) => deriving([metric], { name: 'change' }, 'ratio', change);

/** One mean over another, in the same data. */
const proportion: Derivation = {
  name: 'proportion',
  compares: false,
  derive: ([one, other], reference) => {
    expect(reference).toBeNull();
    return one?.value == null || other?.value == null
      ? null
      : approximate(one.value) / approximate(other.value);
  },
};

const within = bound('between', ['-10%', '10%'], 'ratio');
const schema = z.object({ x: z.number().nullable() });
const holding = (metric: Metric, to: Bound = within, terms: { readonly allowEmpty?: true } = {}) =>
  contract('derived', { schema, ...terms }, () => [expectation(declare(metric, to))]);

const write = (name: string, select: string) => files.write(name, select);
const rowsOf = (...values: readonly string[]) =>
  `select unnest([${values.join(', ')}]::double[]) as x`;

/** What a dataset holds of the metrics, as a reference for others. */
const referenceOf = (dataset: Dataset, ...metrics: readonly Metric[]): Promise<MeasuredReference> =>
  onContext(dataset, holding(changeOf(mean)), async ({ context }) => ({
    kind: 'dataset',
    name: dataset.label,
    ...observedOfAll(
      await measureMetrics(
        metrics.map((metric) => ({ metric, bounds: [], isExact: true })),
        context,
      ),
    ),
  }));

const referenceTo = (reference: MeasuredReference | null): References =>
  new Map(reference === null ? [] : [[null, reference]]);

async function outcomeOf(
  dataset: Dataset,
  metric: Metric,
  reference: MeasuredReference | null,
  how: Measuring & { readonly to?: Bound; readonly allowEmpty?: true } = {},
): Promise<Outcome> {
  const { to = within, allowEmpty, ...measuring } = how;
  const held = holding(metric, to, allowEmpty ? { allowEmpty } : {});
  const references = referenceTo(reference);
  const outcomes = await measureAll(held, dataset, { few: asMuch, references, ...measuring });
  const found = outcomes.find(({ origin }) => origin === 'declared');
  if (!found) throw new Error('The test declares one.');
  return found;
}

describe('a number that is derived from the data and a reference', () => {
  const writtenBefore = () => write('before', rowsOf('10', '10', '10', 'null'));
  const parts = async (name: string, more: string) => [
    await write(`${name}-1`, rowsOf('8', '9')),
    await write(`${name}-2`, rowsOf(more)),
  ];
  const cache = (name: string) =>
    ({ folder: join(files.folder, name), identity: 'footer' }) as const;

  test.each<[string, () => Measuring]>([
    ['without a cache', () => ({})],
    ['with a cache', () => ({ cache: cache('facts') })],
  ])('is held to its bound over files, %s, twice', async (name, how) => {
    const [held, missed] = [await parts(`held ${name}`, '10'), await parts(`missed ${name}`, '7')];
    const reference = await referenceOf(parquet(await writtenBefore()), mean);
    for (const _ of [1, 2]) {
      const outcome = await outcomeOf(parquet(held), changeOf(mean), reference, how());
      expect(outcome).toMatchObject({
        metric: "column('x').mean().change()",
        rule: 'column.mean.change',
        kind: 'measure',
        unit: 'ratio',
        state: 'passed',
        observed: '-10%',
        expected: 'between -10% and 10%',
        of: 3,
        share: null,
        reference: { kind: 'dataset', name: reference.name, value: '10' },
        evidence: { exactness: 'exact', by: 'duckdb', pass: 'fused', interval: null, notes: [] },
        sql: null,
        problem: null,
      });
      expect(await outcomeOf(parquet(missed), changeOf(mean), reference, how())).toMatchObject({
        state: 'failed',
        observed: '-20%',
        value: '-0.2',
      });
    }
  });

  test('is 0 of equal data', async () => {
    const path = await writtenBefore();
    const reference = await referenceOf(parquet(path), mean);
    const outcome = await outcomeOf(parquet(path), changeOf(mean), reference, {
      to: bound('equals', ['0%'], 'ratio'),
    });
    expect(outcome).toMatchObject({ state: 'passed', observed: '0%', value: '0' });
  });

  test('is red without a reference, or where it lacks the metric, and asks no row for it', async () => {
    const trace = startTrace();
    const path = await writtenBefore();
    expect(await outcomeOf(parquet(path), changeOf(mean), null, { trace })).toMatchObject({
      state: 'errored',
      value: null,
      reference: null,
      problem: {
        code: 'REFERENCE_MISSING',
        message: 'it compares with a reference, and this run has none: give the run one.',
      },
    });
    const asked = trace
      .measurement({ contract: '', dataset: '' })
      .passes.flatMap((pass) => pass.metrics);
    expect(asked).not.toContain(mean.label);
    const other = await referenceOf(parquet(path), moment(subject('x'), 'max'));
    expect(await outcomeOf(parquet(path), changeOf(mean), other)).toMatchObject({
      state: 'errored',
      problem: {
        code: 'REFERENCE_MISSING',
        message: `its reference '${other.name}' has no column('x').mean(): measure the reference anew.`,
      },
    });
  });

  test.each([
    ['of no rows', 'select 1::double as x limit 0'],
    ['of NULL alone', rowsOf('null', 'null')],
  ])('is red where the reference is %s', async (name, select) => {
    const reference = await referenceOf(parquet(await write(name, select)), mean);
    expect(
      await outcomeOf(parquet(await writtenBefore()), changeOf(mean), reference),
    ).toMatchObject({
      state: 'errored',
      problem: { code: 'REFERENCE_EMPTY' },
    });
  });

  test('is none, and red, where the reference is 0', async () => {
    const reference = await referenceOf(parquet(await write('zero', rowsOf('0', '0'))), mean);
    const outcome = await outcomeOf(parquet(await writtenBefore()), changeOf(mean), reference);
    expect(outcome).toMatchObject({
      state: 'failed',
      observed: null,
      value: null,
      reference: { value: '0' },
      evidence: { notes: ['there are too few values for change()'] },
    });
  });

  test.each([
    ['NULL alone', rowsOf('null'), ['there are no values to measure']],
    ['NaN', rowsOf('1', "'nan'::double"), []],
    ['no rows', 'select 1::double as x limit 0', ['there are no values to measure']],
  ])('is red of data with %s', async (name, select, notes) => {
    const reference = await referenceOf(parquet(await writtenBefore()), mean);
    const path = await write(`current ${name}`, select);
    expect(await outcomeOf(parquet(path), changeOf(mean), reference)).toMatchObject({
      state: 'failed',
      evidence: { notes },
    });
  });

  test('passes over no rows only where the contract allows that', async () => {
    const reference = await referenceOf(parquet(await writtenBefore()), mean);
    const empty = parquet(await write('empty', 'select 1::double as x limit 0'));
    const outcome = await outcomeOf(empty, changeOf(mean), reference, { allowEmpty: true });
    expect(outcome.state).toBe('passed');
  });

  test.each([
    ['a median', median(subject('x'), false), 'exact'],
    ['distinct values', distinct(subject('x'), false), 'proof'],
  ])(
    'is made of the number itself, where a bound alone would be decided: %s',
    async (_, metric, exactness) => {
      const path = await write('many', 'select range::double / 7 as x from range(20000)');
      const reference = await referenceOf(parquet(path), metric);
      const outcome = await outcomeOf(parquet(path), changeOf(metric), reference);
      expect(outcome).toMatchObject({
        state: 'passed',
        value: '0',
        evidence: { exactness, interval: null },
      });
    },
  );

  test('is checked as those that it is made of are', async () => {
    const path = await writtenBefore();
    const reference = await referenceOf(parquet(path), mean);
    const codeOf = async (metric: Metric, data = path) => {
      const observed = new Map([[metricKey(metric), { value: 1, of: 1, state: null }]]);
      const known = { ...reference, observed };
      return (await outcomeOf(parquet(data), changeOf(metric), known)).problem?.code;
    };
    expect(await codeOf(moment(subject('y'), 'mean'))).toBe('COLUMN_MISSING');
    expect(await codeOf(count({ where: ['y > 1'], per: [] }))).toBe('EXPRESSION_INVALID');
    const nan = await write('nan', rowsOf('1', "'nan'::double"));
    expect(await codeOf(count({ where: ['x > 0'], per: [] }), nan)).toBe('NAN_COMPARED');
  });

  test('shows neither number where a value of the column may not be shown', async () => {
    const path = await writtenBefore();
    const masked = contract(
      'masked',
      { schema: z.object({ x: z.number().nullable().meta({ classification: 'restricted' }) }) },
      () => [expectation(declare(changeOf(moment(subject('x'), 'max')), within))],
    );
    const one = await referenceOf(parquet(path), moment(subject('x'), 'max'));
    const outcomes = await measureAll(masked, parquet(path), { references: referenceTo(one) });
    expect(outcomes.find(({ origin }) => origin === 'declared')).toMatchObject({
      state: 'passed',
      value: null,
      observed: '•••',
      reference: { value: null },
    });
  });
});

describe('a number that is derived from several of the same data', () => {
  const pair = deriving(
    [moment(subject('x'), 'max'), moment(subject('x'), 'mean')],
    { name: 'over', args: ['mean'] },
    'number',
    proportion,
  );
  const to = bound('atMost', [2], 'number');

  test('needs no reference', async () => {
    const path = await write('pair', rowsOf('1', '2', '6'));
    expect(pair.label).toBe("column('x').max().over('mean')");
    expect(await outcomeOf(parquet(path), pair, null, { to })).toMatchObject({
      state: 'passed',
      value: '2',
      reference: null,
    });
  });

  test('may itself be derived from', async () => {
    const path = await write('pair', rowsOf('1', '2', '6'));
    const twice = deriving([pair, pair], { name: 'again' }, 'number', proportion);
    expect(await outcomeOf(parquet(path), twice, null, { to })).toMatchObject({ value: '1' });
  });
});

describe('what is asked', () => {
  const atMost = bound('atMost', [20], 'number');

  test('are the metrics in place of what is derived, equal ones once and in full', () => {
    const held = [
      { metric: mean, bound: atMost },
      { metric: changeOf(mean), bound: within },
      { metric: changeOf(moment(subject('x'), 'max')), bound: within },
    ];
    expect(questionsOf(held)).toEqual([
      { metric: mean, bounds: [atMost], isExact: true },
      { metric: moment(subject('x'), 'max'), bounds: [], isExact: true },
    ]);
    expect(questionsOf([{ metric: mean, bound: atMost }])).toEqual([
      { metric: mean, bounds: [atMost] },
    ]);
  });

  test('takes no query more than the metrics alone', async () => {
    const path = await write('queries', rowsOf('1', '2'));
    const reference = await referenceOf(parquet(path), mean);
    const queriesOf = async (...metrics: readonly (readonly [Metric, Bound])[]) => {
      const trace = startTrace();
      const held = contract('queries', { schema }, () =>
        metrics.map(([metric, limit]) => expectation(declare(metric, limit))),
      );
      Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
      await measureAll(held, parquet(path), {
        few: asMuch,
        references: referenceTo(reference),
        trace,
      });
      return trace
        .measurement({ contract: '', dataset: '' })
        .passes.map(({ name, sql }) => [
          name,
          sql.map((text) => text.replaceAll(/__assay_\d+/g, 'rows')),
        ]);
    };
    const alone = await queriesOf([mean, atMost]);
    expect(await queriesOf([mean, atMost], [changeOf(mean), within])).toEqual(alone);
    expect(await queriesOf([changeOf(mean), within])).toEqual(alone);
  });
});

describe('what passes found decides how certain a derived number is', () => {
  const metrics = [moment(subject('x'), 'max'), mean] as const;
  const pair = deriving(metrics, { name: 'over' }, 'number', proportion);
  const found = (
    exactness: Measured['exactness'],
    by: string,
    notes: readonly string[],
  ): Timed => ({
    result: {
      segments: [{ segment: [], value: 4, of: 2 }],
      by,
      exactness,
      notes,
      sql: null,
      met: null,
    },
    pass: `pass of ${by}`,
    durationMs: 1,
  });
  const derivedOf = (one: Timed, other: Timed) => {
    const all = new Map([one, other].map((timed, at) => [metricKey(metrics[at] ?? mean), timed]));
    return deriveNumbers([{ metric: pair }], all, { references: new Map(), now }).get(
      metricKey(pair),
    );
  };

  test('the least certain does', () => {
    const exact = found('exact', 'duckdb', ['a', 'b']);
    expect(derivedOf(exact, found('sampled', 'zod', ['b', 'c']))).toMatchObject({
      result: { exactness: 'sampled', by: 'zod', notes: ['a', 'b', 'c'] },
      pass: 'pass of zod',
    });
    expect(derivedOf(found('proof', 'duckdb', []), exact)).toMatchObject({
      result: { exactness: 'proof' },
    });
  });

  test('what is bounded, or not measured, gives no number', () => {
    const exact = found('exact', 'duckdb', []);
    expect(derivedOf(exact, found('bounded', 'duckdb', []))?.result).toEqual({
      problem: {
        code: 'NOT_MEASURABLE',
        message: 'a number that it is made of is only known to lie within bounds.',
      },
    });
    const problem = { code: 'COLUMN_TYPE', message: 'it is text.' };
    const unmeasured: Timed = { result: { problem }, pass: null, durationMs: 3 };
    expect(derivedOf(exact, unmeasured)).toEqual({
      result: { problem },
      pass: null,
      durationMs: 3,
    });
  });
});

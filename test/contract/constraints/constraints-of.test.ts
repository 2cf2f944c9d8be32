import { describe, expect, test } from 'vitest';
import { constraintsOf } from '../../../src/contract/constraints/constraints-of.ts';
import { contract } from '../../../src/contract/contract.ts';
import { z } from '../../../src/index.ts';
import { type Declare, schema } from '../example.ts';

const of = (declare: Declare) => constraintsOf(contract('example', { schema }, declare));
const titles = (by: readonly { readonly title: string }[]) => by.map(({ title }) => title);
const ofSchema = <Shape extends z.ZodRawShape>(shape: Shape) =>
  constraintsOf(contract('example', { schema: z.object(shape) }));

describe('what the schema and the conditions say of a column is one constraint', () => {
  test('the tightest limits win, and each part names its rules', () => {
    const { columns } = constraintsOf(
      contract(
        'flights',
        { schema: z.object({ delay: z.int().min(-1440).nullable() }) },
        ({ column }) => [
          column('delay').atMost(2880),
          column('delay').between(-2000, 100.5),
          column('delay').nulls().atMost('2%'),
        ],
      ),
    );
    const { delay } = columns;
    expect(delay.minimum?.value).toEqual({ value: -1440, exclusive: false });
    expect(titles(delay.minimum?.by ?? [])).toEqual(["column('delay') is at least -1440"]);
    expect(delay.maximum?.value).toEqual({ value: 100, exclusive: false });
    expect(titles(delay.maximum?.by ?? [])).toEqual([
      "column('delay') is an integer",
      "column('delay').between(-2000, 100.5)",
    ]);
    expect(delay.required).toBeNull();
    expect(delay.integer?.value).toBe(true);
    expect(delay.complete).toBe(true);
    expect(delay.minimum?.by[0]?.place?.file).toBe(import.meta.filename);
  });

  test.for<[string, Declare, string, object]>([
    ['notNull', ({ column: c }) => [c('delay').notNull()], 'delay', { required: { value: true } }],
    ['unique', ({ column: c }) => [c('id').unique()], 'id', { unique: { value: true } }],
    [
      'increasing',
      ({ column: c }) => [c('id').increasing()],
      'id',
      { increasing: { value: true } },
    ],
    [
      'in and notIn',
      ({ column: c }) => [c('origin').in(['a', 'b', 'c']), c('origin').notIn(['b'])],
      'origin',
      { enum: { value: ['a', 'c'] }, notEnum: { value: ['b'] } },
    ],
    [
      'matches and notMatches',
      ({ column: c }) => [c('origin').matches(/^a/), c('origin').notMatches(/(?<=a)b/i)],
      'origin',
      {
        pattern: [{ value: { source: '^a', flags: '', regular: true } }],
        notPattern: [{ value: { source: '(?<=a)b', flags: 'i', regular: false } }],
      },
    ],
    [
      'length',
      ({ column: c }) => [c('origin').length(2, 4), c('origin').length(3, 9)],
      'origin',
      { minLength: { value: 3 }, maxLength: { value: 4 } },
    ],
    [
      'format, of a pattern',
      ({ column: c }) => [c('email').format('isoDate')],
      'email',
      { format: [{ value: 'isoDate' }], pattern: [{}], complete: true },
    ],
    [
      'format, of code',
      ({ column: c }) => [c('email').format('iban')],
      'email',
      { format: [{ value: 'iban' }], pattern: [], complete: false },
    ],
    [
      'above and below',
      ({ column: c }) => [c('fare').above(0.5), c('fare').below(9)],
      'fare',
      {
        minimum: { value: { value: 0.5, exclusive: true } },
        maximum: { value: { value: 9, exclusive: true } },
        notNaN: { value: true },
      },
    ],
    [
      'equals, within a tolerance',
      ({ column: c }) => [c('fare').equals(5, 0.5)],
      'fare',
      { minimum: { value: { value: 4.5 } }, maximum: { value: { value: 5.5 } } },
    ],
    ['equals', ({ column: c }) => [c('fare').equals(5)], 'fare', { enum: { value: [5] } }],
    [
      'integer, with exclusive limits',
      ({ column: c }) => [c('fare').integer(), c('fare').above(2), c('fare').below(7)],
      'fare',
      { minimum: { value: { value: 3, exclusive: false } }, maximum: { value: { value: 6 } } },
    ],
    [
      'before and after',
      ({ column: c }) => [c('date').after('2024-01-01'), c('date').before('2025-01-01')],
      'date',
      {
        minimum: { value: { value: new Date('2024-01-01'), exclusive: true } },
        maximum: { value: { value: new Date('2025-01-01'), exclusive: true } },
      },
    ],
    [
      'measures that say the same of each row',
      ({ column: c }) => [
        c('delay').nulls().equals(0),
        c('delay').min().atLeast(3),
        c('delay').max().below(8),
        c('delay').share([5]).atMost('0%'),
        c('delay').duplicates().below(1),
      ],
      'delay',
      {
        required: { value: true },
        minimum: { value: { value: 3 } },
        maximum: { value: { value: 8, exclusive: true } },
        notEnum: { value: [5] },
        unique: { value: true },
      },
    ],
    [
      'lengths and sentinels by measure',
      ({ column: c }) => [
        c('origin').minLength().atLeast(2),
        c('origin').maxLength().equals(3),
        c('origin').missing(['x']).equals(0),
        c('origin').blank().equals(0),
      ],
      'origin',
      { minLength: { value: 2 }, maxLength: { value: 3 }, required: {}, notPattern: [{}, {}] },
    ],
    [
      'a condition in every segment',
      ({ rows }) => [rows.per('origin').column('fare').atLeast(1)],
      'fare',
      { minimum: { value: { value: 1 } } },
    ],
    [
      'types that declared measures need',
      ({ column: c }) => [c('fare').mean().atMost(5)],
      'fare',
      { type: { value: ['decimal', 'float', 'integer'] } },
    ],
  ])('%s', ([, declare, column, expected]) => {
    expect(of(declare).columns[column as 'fare']).toMatchObject(expected);
  });

  test.for<[string, z.ZodType, object]>([
    ['optional', z.string().optional(), { optional: true, required: null }],
    ['nullable', z.string().nullable(), { optional: false, required: null }],
    ['defaults', z.string().default('x'), { optional: true, required: null }],
    ['brands', z.string().min(2).brand('id'), { minLength: { value: 2 }, complete: true }],
    ['readonly', z.int().min(2).readonly(), { minimum: { value: { value: 2 } }, complete: true }],
    ['literals', z.literal([3, 1]), { enum: { value: [1, 3] }, complete: true }],
    [
      'unions of constants',
      z.union([z.literal('b'), z.enum(['a', 'c'])]).nullable(),
      { enum: { value: ['a', 'b', 'c'] }, required: null, complete: true },
    ],
    [
      'intersections',
      z.intersection(z.string().min(2), z.string().max(5)),
      { minLength: { value: 2 }, maxLength: { value: 5 }, complete: true },
    ],
    [
      'templates',
      z.templateLiteral(['a', z.enum(['b', 'c'])]),
      { pattern: [{ value: { regular: true } }], complete: true },
    ],
    [
      'what comes before a transform',
      z.string().min(2).transform(Number).pipe(z.number().max(5)),
      { minLength: { value: 2 }, maximum: null, complete: false },
    ],
    ['multiples', z.int().min(4).multipleOf(3), { minimum: { value: { value: 6 } } }],
    [
      'bigints',
      z.bigint().gt(2n ** 60n),
      { minimum: { value: { value: 2n ** 60n, exclusive: true } } },
    ],
    ['formats', z.iso.datetime(), { format: [{ value: 'isoDatetime' }] }],
    ['formats of code', z.ipv6(), { format: [{ value: 'ipv6' }], complete: false }],
    ['NaN', z.nan(), { onlyNaN: { value: true } }],
    ['nothing', z.null(), { never: { value: true }, required: null }],
  ])('%s in the schema', ([, field, expected]) => {
    expect(ofSchema({ x: field }).columns.x).toMatchObject(expected);
  });

  test('a column of any name has its own', () => {
    const { columns } = ofSchema({ ['__proto__']: z.string(), constructor: z.int() });
    expect(Object.keys(columns)).toEqual(['__proto__', 'constructor']);
    expect(Object.getOwnPropertyDescriptor(columns, '__proto__')?.value.type.value).toEqual([
      'text',
    ]);
  });
});

describe('rules of rows', () => {
  test('keys require their columns, and a key of one is unique', () => {
    const { keys, columns } = of(({ rows }) => [rows.key('date', 'origin'), rows.key('id')]);
    expect(keys.map(({ value }) => value)).toEqual([['date', 'origin'], ['id']]);
    expect(columns.id.unique?.value).toBe(true);
    expect(columns.date.unique).toBeNull();
    expect(titles(columns.date.required?.by ?? [])).toEqual([
      "column('date') has no NULL",
      "rows.key('date', 'origin')",
    ]);
  });

  test('columns are compared with each other', () => {
    const { relations } = of(({ column: c }) => [
      c('tip').atMost(c('fare')),
      c('fare').atLeast(c('tip')),
    ]);
    expect(relations.map(({ value }) => value)).toEqual([{ left: 'fare', op: '>=', right: 'tip' }]);
    expect(relations[0]?.by.length).toBe(2);
  });

  test('the columns that there are, and their order', () => {
    const fields = z.object({ b: z.int(), a: z.int() });
    const { closed, ordered } = constraintsOf(contract('x', { schema: fields, strict: 'ordered' }));
    expect([closed?.value, ordered?.value]).toEqual([
      ['b', 'a'],
      ['b', 'a'],
    ]);
    expect(constraintsOf(contract('x', { schema: fields })).closed).toBeNull();
  });
});

describe('what does not bind every row is listed apart', () => {
  test('with its tolerance, severity and scope', () => {
    const { soft, columns } = of(({ rows, column: c }) => [
      c('fare').atLeast(0).except('1%'),
      c('fare').atMost(9).except(3),
      c('fare').above(1).warn(),
      rows.where('tip > 0').column('fare').above(2),
      rows.per('origin').column('id').unique(),
    ]);
    expect(columns.fare).toMatchObject({ minimum: null, maximum: null });
    expect(columns.id.unique).toBeNull();
    expect(
      soft.map(({ severity, tolerance, scope }) => [severity, tolerance?.kind, scope]),
    ).toEqual([
      ['error', 'share', { where: [], per: [] }],
      ['error', 'number', { where: [], per: [] }],
      ['warn', undefined, { where: [], per: [] }],
      ['error', undefined, { where: ['tip > 0'], per: [] }],
      ['error', undefined, { where: [], per: ['origin'] }],
    ]);
    expect(soft[0]?.says).toEqual([
      {
        kind: 'column',
        column: 'fare',
        constraint: { kind: 'minimum', value: { value: 0, exclusive: false } },
      },
    ]);
  });
});

describe('what can not be merged is listed with the reason', () => {
  test.for<[string, z.ZodType, readonly string[]]>([
    ['a refinement', z.string().refine(Boolean), ['refinement']],
    ['z.custom', z.custom<string>(() => true), ['refinement']],
    ['a transform', z.string().transform(Number), ['transform']],
    ['a change of the text', z.string().trim().min(2), ['transform']],
    ['z.preprocess', z.preprocess(String, z.string()), ['transform']],
    ['coercion', z.coerce.number().min(1), ['coercion']],
    ['a union', z.union([z.string(), z.number()]), ['union']],
    ['an object', z.object({ a: z.int() }).optional(), ['nested']],
    ['a list', z.array(z.string()), ['nested']],
    ['a record', z.record(z.string(), z.int()), ['nested']],
    ['constants of several types', z.literal(['a', 1]), ['values']],
    ['a format by code', z.jwt(), ['format']],
    ['a URL with a refinement', z.url().refine(Boolean), ['format', 'refinement']],
  ])('%s', ([, field, reasons]) => {
    const { unmerged, columns } = ofSchema({ x: field });
    expect(unmerged.map((one) => [one.columns, one.reasons])).toEqual([[['x'], reasons]]);
    expect(unmerged[0]?.sentence).not.toBe('');
    expect(columns.x?.complete).toBe(false);
  });

  test('SQL, JSON Schemas, sums, formats and whole rows', () => {
    const { unmerged } = constraintsOf(
      contract('x', { schema: schema.refine(() => true) }, ({ rows, column: c }) => [
        rows.satisfy('fare > tip'),
        c('payload').json({ type: 'object' }),
        c('fare').plus(c('tip')).atLeast(0),
        c('email').format('iban'),
        c('fare').between(0, c('tip')),
      ]),
    );
    expect(unmerged.map(({ reasons }) => reasons)).toEqual([
      ['row'],
      ['sql'],
      ['jsonSchema'],
      ['expression'],
      ['format'],
      ['expression'],
    ]);
  });
});

describe('contradictions name both rules', () => {
  test.for<[string, Declare, string, readonly string[]]>([
    [
      'range',
      ({ column: c }) => [c('fare').atLeast(10), c('fare').atMost(5)],
      "column('fare'): no value is at least 10 and at most 5.",
      ["column('fare').atLeast(10)", "column('fare').atMost(5)"],
    ],
    [
      'range',
      ({ column: c }) => [c('delay').above(1), c('delay').below(2), c('delay').integer()],
      "column('delay'): no value is above 1 and below 2 and a whole number, so that only NULL is left.",
      ["column('delay').above(1)", "column('delay').below(2)", "column('delay').integer()"],
    ],
    [
      'range',
      ({ column: c }) => [c('date').after('2024-01-01'), c('date').before('2023-01-01')],
      "column('date'): no value is above '2024-01-01' and below '2023-01-01'.",
      ["column('date').after('2024-01-01')", "column('date').before('2023-01-01')"],
    ],
    [
      'length',
      ({ column: c }) => [c('origin').length(3), c('origin').length(4, 5)],
      "column('origin'): no value is text of at least 4 code points and text of at most 3 code points.",
      ["column('origin').length(3)", "column('origin').length(4, 5)"],
    ],
    [
      'members',
      ({ column: c }) => [c('origin').in(['a', 'b']), c('origin').in(['c'])],
      "column('origin'): no value is one of ['a', 'b'] and one of ['c'].",
      ["column('origin').in(['a', 'b'])", "column('origin').in(['c'])"],
    ],
    [
      'members',
      ({ column: c }) => [c('status').matches(/^x/)],
      "column('status'): no value is one of ['late', 'ok'] and a match of /^x/.",
      ["column('status') is one of 'ok', 'late'", "column('status').matches(/^x/)"],
    ],
    [
      'members',
      ({ column: c }) => [c('fare').between(5, 5), c('fare').notIn([5])],
      "column('fare'): no value is one of [5] and at least 5 and at most 5 and none of [5].",
      ["column('fare').between(5, 5)", "column('fare').notIn([5])"],
    ],
    [
      'pattern',
      ({ column: c }) => [c('origin').matches(/^a/), c('origin').notMatches(/^a/)],
      "column('origin'): no value is a match of /^a/ and no match of /^a/.",
      ["column('origin').matches(/^a/)", "column('origin').notMatches(/^a/)"],
    ],
    [
      'type',
      ({ column: c }) => [c('fare' as 'origin').length(3)],
      "column('fare'): no value is a number and text of at least 3 code points.",
      ["column('fare') is a number", "column('fare').length(3)"],
    ],
    [
      'relation',
      ({ column: c }) => [c('tip').above(c('fare')), c('tip').atMost(c('fare'))],
      'No row without a NULL in them keeps fare < tip and fare >= tip.',
      ["column('tip').above(column('fare'))", "column('tip').atMost(column('fare'))"],
    ],
  ])('%s %#', ([kind, declare, sentence, rules]) => {
    const { contradictions } = of(declare);
    const found = contradictions.find((one) => one.kind === kind);
    expect(found?.sentence).toBe(sentence);
    expect(titles(found?.rules ?? [])).toEqual(rules);
  });

  test('between a column that is always NULL and one that never is', () => {
    const { contradictions } = constraintsOf(
      contract('x', { schema: z.object({ x: z.null() }) }, ({ column }) => [
        (column('x') as unknown as { notNull(): never }).notNull(),
      ]),
    );
    expect(contradictions).toMatchObject([
      { kind: 'null', onlyNull: false, sentence: "column('x') can only be NULL, and may not be." },
    ]);
  });

  test('leave no value in the column, and do not stop the contract', () => {
    const { columns, contradictions } = of(({ column: c }) => [
      c('fare').atLeast(10),
      c('fare').atMost(5),
    ]);
    expect(columns.fare.never?.by).toEqual(contradictions[0]?.rules);
  });

  test('are none where rules only overlap', () => {
    const { contradictions } = of(({ column: c }) => [
      c('fare').atLeast(5),
      c('fare').atMost(5),
      c('origin').matches(/^a/),
      c('origin').matches(/b$/),
      c('tip').above(c('fare')),
    ]);
    expect(contradictions).toEqual([]);
  });
});

test('all of it is frozen', () => {
  const found = of(({ rows }) => [rows.key('id'), rows.satisfy('fare > 1')]);
  const thawed = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    (!Object.isFrozen(value) || Object.values(value).some(thawed));
  expect(thawed(found)).toBe(false);
});

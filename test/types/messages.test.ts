import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from './compiler.ts';

// What the compiler itself says, since its sentences are what a user reads.

const prelude = `
import {
  type AnyColumn, type CategoryColumn, contract, type Literal, type Measure, type NumberColumn, type Share, type TextColumn,
  type TimeColumn, z,
} from 'assay';
const schema = z.object({
  id: z.bigint(), date: z.date(), delay: z.number().nullable(), distance: z.int(),
  fare: z.number(), tip: z.number(), origin: z.string(), destination: z.string(),
  email: z.string(), payload: z.string(), status: z.enum(['ok', 'late']),
});
const fields = z.object({
  any: z.any(), unknown: z.unknown(), flag: z.boolean(), list: z.array(z.string()),
  mixed: z.union([z.string(), z.number()]), numbers: z.union([z.int(), z.nan()]),
  coerced: z.coerce.number(), defaulted: z.date().default(new Date()), email: z.email().optional(),
  length: z.string().transform((text) => text.length), grade: z.literal(['A', 'B']).nullish(),
  branded: z.string().brand<'Id'>(), never: z.never(), json: z.object({ version: z.int() }),
});
declare const text: string; declare const share: Share; declare const number: number;
declare const change: Measure<'ratio'>; declare const edges: readonly number[];
declare const early: '1%' | '2%'; declare const names: readonly ('id' | 'origin')[];
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <Expected>() => <Actual>(_actual: Actual, _same: Same<Actual, Expected>) => {};
`;

const listed = (item: string) => `contract('x', { schema }, ({ rows, column }) => [${item}]);`;
const typed = (name: string, type: string) =>
  `contract('x', { schema: fields }, ({ column }) => { is<${type}>()(column('${name}'), true); return []; });`;

const problem = (sentence: string) =>
  `Argument of type '.*' is not assignable to parameter of type '(?:.* \\| )?TypeProblem<["\`]${escaped(sentence)}["\`]>'`;
const escaped = (sentence: string) => sentence.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const unknown = (name: string) => problem(`The schema has no column '${name}'`);
const shareOutside = (written: string) =>
  problem(`A share of rows lies between 0% and 100%, and '${written}' does not`);
const count = (written: string) =>
  problem(`A count is held to a number or a share, such as 10 or '2%', and not to ${written}`);
const whole = (written: string) =>
  problem(`A count is whole and not negative, and ${written} is not; a share is written '2%'`);
const all = (written: string) =>
  problem(`The count of all rows is held to a number such as 1000, and not to ${written}`);
const numeric = (written: string) =>
  problem(`A number is held to a number such as 15, and not to ${written}`);
const ofRow = (written: string) =>
  problem(`A number is held to a number or a column of numbers, and not to ${written}`);
const duration = (written: string) =>
  problem(`A duration is written like '24h' or '7d', and not like ${written}`);
const instant = (written: string) =>
  problem(`A point in time is held to a date such as '2026-01-31', and not to ${written}`);
const dateOfRow = (written: string) =>
  problem(
    `A date is held to a date such as '2026-01-31' or a column of dates, and not to ${written}`,
  );
const noBound = escaped(
  `Type 'TypeProblem<"A measure needs a bound, such as .atLeast(1), to become an expectation">'`,
);

const tooFewEdges = `to parameter of type 'readonly .* & TypeProblem<"${escaped('A histogram has two edges or more, such as [0, 10, 20]')}">'`;

const refused: readonly (readonly [item: string, message: string])[] = [
  // A wrong column.
  ["column('dely').notNull()", unknown('dely')],
  ["rows.key('id', 'dely')", unknown('dely')],
  ["rows.duplicates('dely').atMost(1)", unknown('dely')],
  ["rows.per('dely').count().atLeast(1)", unknown('dely')],
  ["rows.where('true').column('dely').notNull()", unknown('dely')],
  [
    'column(text).notNull()',
    problem('The name of a column is written as a literal, so that the compiler knows it'),
  ],
  // A measure of another type.
  [
    "column('origin').mean().atMost(1)",
    "Property 'mean' does not exist on type 'TextColumn<string>'",
  ],
  [
    "column('status').sum().atMost(1)",
    `Property 'sum' does not exist on type 'TextColumn<"late" | "ok">'`,
  ],
  [
    "column('delay').matches(/a/)",
    "Property 'matches' does not exist on type 'NumberColumn<number>'",
  ],
  [
    "column('date').quantile(0.5).atMost(1)",
    "Property 'quantile' does not exist on type 'TimeColumn'",
  ],
  [
    "column('delay').age().atMost('1d')",
    "Property 'age' does not exist on type 'NumberColumn<number>'",
  ],
  // A limit of another unit.
  ["column('delay').mean().atMost('24h')", numeric("'24h'")],
  ["column('delay').mean().between(0, '24h')", numeric("'24h'")],
  ["column('delay').mean().not.equals('2%')", numeric("'2%'")],
  ["column('delay').mean().atMost(null)", numeric('this')],
  ["column('delay').atMost('24h')", ofRow("'24h'")],
  ["column('delay').between('2%', 5)", ofRow("'2%'")],
  [
    "column('tip').atMost(column('origin'))",
    `Property '__problem' is missing in type 'TextColumn<string>' but required in type 'TypeProblem<"A number is held to a number or a column of numbers, and not to this">'`,
  ],
  ["column('delay').nulls().atMost('24h')", count("'24h'")],
  ["column('delay').nulls().atMost(text)", count(`'\${string}'`)],
  ["rows.count().atLeast('1%')", all("'1%'")],
  ["column('date').age().atMost(24)", duration('24')],
  ["column('date').age().atMost('24 hours')", duration("'24 hours'")],
  ["column('date').gaps('-1h').equals(0)", problem("A step is not negative, and '-1h' is")],
  ["column('date').gaps('1 day').equals(0)", duration("'1 day'")],
  ["column('date').newest().atLeast('yesterday')", instant("'yesterday'")],
  ["column('date').newest().atLeast(2026)", instant('2026')],
  ["column('date').before('yesterday')", dateOfRow("'yesterday'")],
  ["column('date').between('2026-01-31', 5)", dateOfRow('5')],
  // A ratio is no plain number.
  ['change.atMost(10)', problem("A ratio is written like '-10%' or '250%', and not like 10")],
  [
    "change.below('much')",
    problem("A ratio is written like '-10%' or '250%', and not like 'much'"),
  ],
  // A share outside 0% to 100%.
  ["column('delay').nulls().atMost('150%')", shareOutside('150%')],
  ["column('delay').nulls().atMost('100.5%')", shareOutside('100.5%')],
  ["column('delay').nulls().atMost('150.0%')", shareOutside('150.0%')],
  ["column('delay').nulls().atMost('100.01%')", shareOutside('100.01%')],
  ["column('delay').nulls().atMost('-1%')", shareOutside('-1%')],
  ["column('delay').nulls().atMost('1e1%')", shareOutside('1e1%')],
  ["column('delay').nulls().between('0%', '101%')", shareOutside('101%')],
  ["column('origin').notNull().except('1000%')", shareOutside('1000%')],
  ["rows.where('true').count().not.equals('200%')", shareOutside('200%')],
  // A count that is none.
  ["column('delay').nulls().atMost(0.02)", whole('0.02')],
  ["column('delay').nulls().atMost(-5)", whole('-5')],
  ['rows.count().above(-1)', whole('-1')],
  // A forgotten bound.
  ['rows.count()', noBound],
  ["column('delay').mean()", noBound],
  ["column('date').age()", noBound],
  ["rows.count().atLeast(1), column('delay').nulls()", noBound],
  ["column('delay').mean().warn()", "Property 'warn' does not exist on type 'Measure<\"number\">'"],
  ["column('delay').mean().equals()", 'Expected 1 arguments, but got 0'],
  [
    "column('id')",
    "Property 'node' is missing in type 'NumberColumn<bigint>' but required in type 'Declared'",
  ],
  // Constants of another type.
  ["column('status').in(['lte'])", `Type '"lte"' is not assignable to type .*"late"`],
  ["column('id').in([5])", "Type 'number' is not assignable to type 'bigint'"],
  [
    "column('email').format('e-mail')",
    `Argument of type '"e-mail"' is not assignable to parameter of type '"base64"`,
  ],
  ["column('fare').drift('pis').atMost(0.1)", 'No overload matches this call'],
  ["column('status').drift('ks').atMost(0.1)", 'No overload matches this call'],
  ["column('fare').drift('psi')", "Type 'DriftMeasure' is not assignable"],
  ["column('fare').drift('psi').pValue().atLeast(0.1)", "Property 'pValue' does not exist on type"],
  ["column('date').newest().change().above('1%')", 'has no change in percent'],
  ["column('status').drift('psi', { bins: 5 }).atMost(0.1)", "'bins' does not exist in type"],
  ["column('fare').drift('psi', { bin: 5 }).atMost(0.1)", "'bin' does not exist in type"],
  ["column('fare').drift('psi', { nulls: 'keep' }).atMost(0.1)", `"keep"' is not assignable`],
  [
    "column('fare').drift('ks').pValue({ correct: false }).atLeast(0.1)",
    "'correct' does not exist",
  ],
  ["column('fare').drift('psi').atMost('10%')", numeric("'10%'")],
  [
    "rows.drift({ except: ['nope'] }).atMost('20%')",
    `Type '"nope"' is not assignable to type '"date"`,
  ],
  ["rows.drift({ expect: ['id'] }).atMost('20%')", "'expect' does not exist in type"],
  ["column('fare').histogram([1]).below().atMost(1)", tooFewEdges],
  ["column('date').histogram([]).above().atMost(1)", tooFewEdges],
  ["column('fare').histogram([0, 10]).bin(2).atMost(1)", problem('The histogram has no bin 2')],
  [
    "column('date').histogram([0, 10]).bin(0).atMost(1)",
    "'number' is not assignable to type 'Instant'",
  ],
  [
    "column('fare').histogram(['2026-01-01', '2026-02-01']).bin(0).atMost(1)",
    "'string' is not assignable to type 'number",
  ],
  ["column('fare').histogram([0, 10]).bin(0)", noBound],
  [
    "column('fare').pearson(column('origin')).atMost(0.9)",
    "Type 'TextColumn<string>' is missing the following properties from type 'NumberColumn",
  ],
  [
    "column('origin').spearman(column('fare')).atMost(0.9)",
    "Property 'spearman' does not exist on type 'TextColumn<string>'",
  ],
  [
    "column('fare').cramersV('status').atMost(0.9)",
    "'string' is not assignable to parameter of type 'AnyColumn",
  ],
  [
    "column('date').newValues({ form: 'train' }).equals(0)",
    "'form' does not exist in type 'Comparing'",
  ],
  [
    "column('fare').mean().change({ from: 5 }).above('1%')",
    "'number' is not assignable to type 'string'",
  ],
  [
    "column('fare').mean().change().atMost(0.1)",
    problem("A ratio is written like '-10%' or '250%', and not like 0.1"),
  ],
  ['rows.count().anomaly({ windows: 7 })', "Did you mean to write 'window'"],
  ['rows.count().anomaly().atLeast(1)', "Property 'atLeast' does not exist on type 'Anomaly'"],
  ["rows.key('id').atMost(5)", "Property 'atMost' does not exist on type 'Condition'"],
].map(([item = '', message = '']) => [item, message] as const);

const accepted = [
  "change.between('-10%', '250%')",
  "change.above('-0.5%')",
  // The contract of DESIGN.md, line by line.
  'rows.count().between(2_000_000, 5_000_000)',
  "rows.duplicates('date', 'origin', 'destination').atMost('1%').warn()",
  "rows.satisfy('origin <> destination')",
  "column('destination').matches(/^[A-Z]{3}$/).except('0.1%')",
  "column('delay').nulls().atMost('0.1%')",
  "column('delay').mean().between(0, 15).because('the schedule promises it')",
  "column('delay').quantile(0.95).atMost(120)",
  "column('date').age().atMost('26h')",
  "rows.where('distance > 2000').count().atLeast('1%')",
  "rows.per('origin').count().atLeast(50)",
  // Shares, as literals and as values.
  ...['0%', '5%', '99.5%', '100%', '100.0%', '0.001%'].map(
    (written) => `column('delay').nulls().atMost('${written}')`,
  ),
  "column('delay').nulls().atMost(share)",
  "column('delay').nulls().atMost(early)",
  "column('delay').nulls().between(share, '50%')",
  // Other limits.
  "column('delay').nulls().atMost(number)",
  "column('delay').nulls().atMost(5n)",
  "column('delay').mean().atMost(-0.5)",
  "column('delay').between(-0.5, 5n)",
  "column('id').atLeast(0n)",
  "column('tip').atMost(column('fare').plus(column('delay'), column('distance')))",
  "column('date').newest().between('2026-01-31', new Date())",
  "column('date').oldest().not.equals('2026-01-31T08:00:00Z')",
  "column('date').after(column('date'))",
  "column('origin').notNull().except(10).allowEmpty().warn().because('a').named('b').tagged('c')",
  '...names.map((name) => column(name).notNull())',
  'rows.key(...names)',
  "column('status').in(['ok'])",
  // Against a reference.
  "column('fare').drift('psi', { from: 'train', bins: 20 }).atMost(0.2).confident().warn()",
  "column('fare').drift('ks').pValue().atLeast(0.01)",
  "column('status').drift('chi2').pValue({ corrected: false }).atLeast(0.01)",
  "column('origin').drift().atMost(0.1)",
  "column('date').drift('wasserstein', { edges: [0, 1] }).below(5)",
  "column('fare').histogram([0, 10, 20n]).bin(1).atMost('5%')",
  "column('fare').histogram(edges).bin(7).above(1)",
  "column('date').histogram(['2026-01-01', new Date()]).above().equals(0)",
  "column('fare').pearson(column('tip')).above(0.5)",
  "column('status').cramersV(column('fare')).below(0.5)",
  "column('origin').newValues().equals(0)",
  "rows.drift({ except: ['id'] }).atMost('20%')",
  "rows.count().change().atLeast('-20%')",
  "column('date').newest().difference().atLeast('1d')",
];

const columnTypes: readonly (readonly [name: string, type: string])[] = [
  ['any', 'CategoryColumn<Literal>'],
  ['unknown', 'CategoryColumn<Literal>'],
  ['flag', 'CategoryColumn<boolean>'],
  ['list', 'AnyColumn<never>'],
  ['json', 'AnyColumn<never>'],
  ['mixed', 'CategoryColumn<string | number>'],
  ['numbers', 'NumberColumn<number>'],
  ['coerced', 'NumberColumn<number>'],
  ['defaulted', 'TimeColumn'],
  ['email', 'TextColumn<string>'],
  ['length', 'TextColumn<string>'],
  ['grade', "TextColumn<'A' | 'B'>"],
  ['branded', 'TextColumn<string>'],
  ['never', 'AnyColumn<never>'],
];

let said: ReadonlyMap<string, string>;

beforeAll(async () => {
  const lines = [
    ...[...refused.map(([item]) => item), ...accepted].map(listed),
    ...columnTypes.map(([name, type]) => typed(name, type)),
  ];
  const found = await compile(prelude, lines);
  said = new Map(lines.map((written, at) => [written, found[at] ?? '']));
}, 120_000);

describe('does not compile, and says why', () => {
  test.for(refused)('%s', ([item, message]) => {
    expect(said.get(listed(item))).toMatch(new RegExp(message));
  });
});

describe('compiles', () => {
  test.for(accepted)('%s', (item) => {
    expect(said.get(listed(item))).toBe('');
  });
});

describe('a column offers what its schema takes', () => {
  test.for(columnTypes)('%s: %s', ([name, type]) => {
    expect(said.get(typed(name, type))).toBe('');
  });
});

import { contract, z } from 'assay';
import type { Kind } from './tokens.ts';

const pii = { classification: 'pii' } as const;
/** Said of every value: no. Once at once, once later. */
const never = () => false;
const later = async () => false;

const schema = z.object({
  email: z.string().refine(never),
  card: z.int().refine(later),
  ssn: z.string().max(1),
  phone: z.enum(['none']),
  iban: z.string().refine((value) => {
    throw new Error(`a refinement that quotes ${value}`);
  }),
  ip: z.ipv6(),
  name: z.string().refine(never).meta(pii),
  address: z
    .string()
    .regex(/^(?!.)/)
    .meta({ classification: 'confidential' }),
  mrn: z.string().refine(never).meta({ classification: 'phi' }),
  born: z.date().refine(never).meta(pii),
  issued: z.string().refine(never),
  spelled: z.string().max(1),
});

const texts = [
  'email',
  'ssn',
  'phone',
  'iban',
  'ip',
  'name',
  'address',
  'mrn',
  'issued',
  'spelled',
] as const satisfies Kind[];
const all = [...texts, 'card', 'born'] as const satisfies Kind[];

/** SQL that DuckDB refuses for the value that it meets, and quotes. */
const failing = (name: string) => [
  `cast("${name}" as int) > 0`,
  `cast("${name}" as date) > date '2000-01-01'`,
  `cast("${name}" as uuid) is not null`,
  `cast("${name}" as decimal(4, 2)) > 0`,
  `cast("${name}" as interval) is null`,
  `cast("${name}" as boolean)`,
  `strptime("${name}", '%Y') is null`,
  `strftime(date '2000-01-01', "${name}") = ''`,
  `date_part("${name}", date '2000-01-01') = 1`,
  `date_trunc("${name}", date '2000-01-01') is null`,
  `regexp_matches('x', '(' || "${name}")`,
  `json_extract('{}', '$.[' || "${name}") is null`,
  `json_extract("${name}", '$.a') is null`,
  `unhex("${name}") is null`,
  `from_base64("${name}") is null`,
  `printf('%d', "${name}") = ''`,
  `timezone("${name}", timestamp '2000-01-01') is null`,
  `cast(["${name}"] as int[]) is null`,
  `cast("${name}" as time) is null`,
  `cast("${name}" as blob) is null`,
  `cast("${name}" as bit) is null`,
  `"${name}"::json is null`,
  `chr(-cast(length("${name}") as int)) = ''`,
  `repeat("${name}", 1000000000000) = ''`,
  `list_value("${name}")[1]::double = 1`,
];

/** Every kind of expectation, on every kind of value, and all of it missed. */
export const planted = contract('planted', { schema, owner: 'privacy' }, ({ rows, column }) => [
  rows.count().atMost(1),
  ...all.flatMap((name) => [
    rows.key(name),
    rows.duplicates(name).atMost(0).warn(),
    rows.satisfy(`"${name}" is null`),
    rows.where(`"${name}" is not null`).satisfy(`"${name}" is null`),
    rows.where(`"${name}" is not null`).count().atMost(1),
    rows.per(name).count().atLeast(1000),
    rows.per(name).satisfy('card < 0'),
    rows.per(name).key('email'),
    column(name).unique(),
    column(name).distinct().atMost(1),
    column(name).distinct({ exact: true }).atMost(1),
    column(name).duplicates().atMost(0),
    column(name).mode().atMost(0),
    column(name).entropy().equals(0.5),
    column(name)
      .cramersV(column(name === 'card' ? 'email' : 'card'))
      .equals(0.5),
  ]),
  ...texts.flatMap((name) => [
    column(name).matches(/^[!]$/),
    column(name).matches(/^(?!.)/),
    column(name).notMatches(/./s),
    column(name).format('uuid'),
    column(name).length(1),
    column(name).json({ type: 'number' }),
    column(name).minLength().atLeast(1000),
    column(name).in(['none']),
    column(name).share(['none']).atLeast('1%'),
    rows.per(name).where(`length("${name}") > 0`).satisfy('card < 0'),
  ]),
  ...(['email', 'name', 'issued', 'spelled'] as const).flatMap((name) =>
    failing(name).map((sql) => rows.satisfy(sql)),
  ),
  column('card').min().atMost(0),
  column('card').max().atMost(0),
  column('card').median().atMost(0),
  column('card').median({ exact: true }).atMost(0),
  column('card').quantile(0.25).atMost(0),
  column('card').quantile(0.25).atLeast(1),
  column('card').sum().atMost(0),
  column('card').mean().atMost(0),
  column('card').stddev().atMost(0),
  column('card').skewness().equals(0.5),
  column('card').kurtosis().equals(0.5),
  column('card').outliersByIqr(0.01).equals(0),
  column('card').outliersByRobustZ(0.01).equals(0),
  column('card').histogram([0, 1]).above().equals(0),
  column('card').atMost(0),
  column('card').between(0, 1),
  rows.per('ssn').where('card >= 0').satisfy('card < 0'),
  rows.satisfy('cast(card as tinyint) > 0'),
  rows.satisfy('card * card * card > 0'),
  column('born').newest().atMost('1900-01-01'),
  column('born').oldest().atLeast('2000-01-01'),
  column('born').age().atMost('1d'),
  column('born').gaps('1d').equals(0),
  column('born').increasing(),
  column('born').after('2000-01-01'),
  column('born').future().atLeast(1),
]);

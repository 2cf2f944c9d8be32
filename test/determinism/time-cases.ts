import type { TimeColumn } from '../../src/contract/words/time-column.ts';
import type { Expectation } from '../../src/index.ts';
import { iso, moment, written } from './calendar.ts';
import { type Odd, odd } from './times.ts';

/** A column of the data: how many microseconds it tells apart, and between which it reaches. */
export interface Kind {
  readonly name: string;
  readonly type: string;
  readonly step: bigint;
  readonly reaches: (at: bigint) => boolean;
  /** SQL of a moment. */
  readonly sql: (at: bigint) => string;
}

const anywhere = () => true;
/** Nanoseconds since 1970 fit 64 bits. */
const isNear = (at: bigint) => at > moment('1677-09-22') && at < moment('2262-04-11');
const day = 86_400_000_000n;

export const kinds: readonly Kind[] = [
  {
    name: 'micro',
    type: 'timestamp',
    step: 1n,
    reaches: anywhere,
    sql: (at) => `make_timestamp(${at})`,
  },
  {
    name: 'zoned',
    type: 'timestamptz',
    step: 1n,
    reaches: anywhere,
    sql: (at) => `timezone('UTC', make_timestamp(${at}))`,
  },
  {
    name: 'nano',
    type: 'timestamp_ns',
    step: 1n,
    reaches: isNear,
    sql: (at) => `make_timestamp_ns(${at * 1000n})`,
  },
  {
    name: 'milli',
    type: 'timestamp_ms',
    step: 1000n,
    reaches: anywhere,
    sql: (at) => `make_timestamp(${at})`,
  },
  {
    name: 'second',
    type: 'timestamp_s',
    step: 1_000_000n,
    reaches: anywhere,
    sql: (at) => `make_timestamp(${at})`,
  },
  { name: 'day', type: 'date', step: day, reaches: anywhere, sql: (at) => `make_timestamp(${at})` },
];

/** Text that says the same moment, as files of text have it; years of four digits. */
export const texts: Readonly<Record<string, (at: bigint) => string>> = {
  plain: written,
  zulu: (at) => `${written(at)}Z`,
  east: (at) => `${written(at + (5n * 60n + 45n) * 60_000_000n)}+05:45`,
  west: (at) => `${written(at - 4n * 3_600_000_000n)}-04:00`,
};

const floored = (at: bigint, by: bigint) => at - (((at % by) + by) % by);
const date = (at: bigint) => new Date(Number(floored(at, 1000n) / 1000n));

/** An expectation, and what integers say of it. */
export interface Asked {
  readonly write: (column: TimeColumn) => Expectation;
  readonly holds: boolean;
  readonly value: string;
}

/** All that is asked of a column of these moments, which are in order. */
function askedOf(moments: readonly bigint[], now: bigint): readonly Asked[] {
  const newest = moments.at(-1) ?? 0n;
  const [oldest = 0n] = moments;
  const age = now - newest;
  const counted = (write: Asked['write'], count: number): Asked => ({
    write,
    holds: count === 0,
    value: String(count),
  });
  const having = (test: (at: bigint) => boolean) => moments.filter(test).length;
  const some = [moments[0] ?? 0n, moments[Math.floor(moments.length / 2)] ?? 0n, newest];
  const limits = [...new Set(some.map((at) => floored(at, 1000n)))];
  const extremes = limits.flatMap((limit): readonly Asked[] => [
    { write: (c) => c.newest().equals(date(limit)), holds: newest === limit, value: iso(newest) },
    { write: (c) => c.newest().above(date(limit)), holds: newest > limit, value: iso(newest) },
    { write: (c) => c.oldest().atMost(date(limit)), holds: oldest <= limit, value: iso(oldest) },
    counted(
      (c) => c.before(date(limit)),
      having((at) => at >= limit),
    ),
    counted(
      (c) => c.after(date(limit)),
      having((at) => at <= limit),
    ),
    counted(
      (c) => c.in([date(limit)]),
      having((at) => at !== limit),
    ),
    counted(
      (c) => c.between(date(limit), date(newest)),
      having((at) => at < limit || at > floored(newest, 1000n)),
    ),
  ]);
  const steps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0n));
  const gaps = [...new Set(steps.map((step) => step / 1000n))]
    .filter((step) => step > 0n)
    .map((step) =>
      counted(
        (c) => c.gaps(`${Number(step)}ms`).equals(0),
        steps.filter((one) => one > step * 1000n).length,
      ),
    );
  const ages = [age / 1000n, age / 1000n + 1n]
    .filter((limit) => limit >= 0n && age >= 0n)
    .flatMap((limit): readonly Asked[] => [
      {
        write: (c) => c.age().atMost(`${Number(limit)}ms`),
        holds: age <= limit * 1000n,
        value: decimal(age),
      },
      {
        write: (c) => c.age().below(`${Number(limit)}ms`),
        holds: age < limit * 1000n,
        value: decimal(age),
      },
    ]);
  return [
    ...extremes,
    ...gaps,
    ...ages,
    { write: (c) => c.age().atMost('0ms'), holds: age === 0n, value: decimal(age) },
    { write: (c) => c.age().atMost('-1ms'), holds: age <= -1000n, value: decimal(age) },
    counted(
      (c) => c.future().equals(0),
      having((at) => at > now),
    ),
    counted((c) => c.increasing(), steps.filter((step) => step <= 0n).length),
  ];
}

/** Milliseconds, as text without a double. */
function decimal(microseconds: bigint): string {
  const size = microseconds < 0n ? -microseconds : microseconds;
  const part = String(size % 1000n)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${microseconds < 0n ? '-' : ''}${size / 1000n}${part === '' ? '' : `.${part}`}`;
}

/** A column of one of the stretches, at one moment that is now. */
export interface Case {
  readonly name: string;
  /** Its file, without an ending. */
  readonly file: string;
  readonly column: string;
  readonly now: Date;
  /** Whether now lies amid moments at which clocks or calendars change. */
  readonly isAmid: boolean;
  readonly asked: readonly Asked[];
}

const hasFour = (at: bigint) => at >= moment('0001-01-02') && at < moment('9999-12-31');

export const momentsOf = ({ moments }: Odd): readonly bigint[] => moments.map(moment);

/** The columns that a stretch has in a file, and the moments that they tell. */
export function columnsOf(
  one: Odd,
): readonly { readonly name: string; readonly step: bigint; readonly isText: boolean }[] {
  const moments = momentsOf(one);
  const typed = kinds.filter(({ reaches }) => moments.every(reaches));
  const isText = moments.every(hasFour);
  return [
    ...typed.map(({ name, step }) => ({ name, step, isText: false })),
    ...(isText ? Object.keys(texts).map((name) => ({ name, step: 1n, isText: true })) : []),
  ];
}

/** Now is one moment amid the others, the newest to a millisecond after it, and a millisecond before that. */
function nowsOf(moments: readonly bigint[]): readonly bigint[] {
  const newest = floored((moments.at(-1) ?? 0n) + 999n, 1000n);
  return [floored(moments[1] ?? 0n, 1000n), newest, newest - 1000n];
}

export const cases: readonly Case[] = odd.flatMap((one, at): readonly Case[] => {
  const moments = momentsOf(one);
  return nowsOf(moments).flatMap((now, place) =>
    columnsOf(one).flatMap(({ name, step, isText }): readonly Case[] => {
      const asked = askedOf(
        moments.map((moment) => floored(moment, step)),
        now,
      );
      const made = {
        column: name,
        now: date(now),
        isAmid: place === 0 && one.isOfClocks === true,
        asked,
      };
      const files = isText
        ? [`stretch-${at}.csv`, `stretch-${at}.json`]
        : [`stretch-${at}.parquet`];
      return files.map((file) => ({ ...made, file, name: `${one.name}, ${name} of ${file}` }));
    }),
  );
});

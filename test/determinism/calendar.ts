/** Time as integers count it: an oracle that knows no zone, no `Date` and no double. */

const microsecondsOfDay = 86_400_000_000n;

const floored = (value: bigint, by: bigint) => (value - (((value % by) + by) % by)) / by;

const isLeap = (year: bigint) => (year % 4n === 0n && year % 100n !== 0n) || year % 400n === 0n;

const daysBefore = (year: bigint) => {
  const past = year - 1n;
  return past * 365n + floored(past, 4n) - floored(past, 100n) + floored(past, 400n);
};

const lengths = (year: bigint) => [
  31,
  isLeap(year) ? 29 : 28,
  31,
  30,
  31,
  30,
  31,
  31,
  30,
  31,
  30,
  31,
];

const epochDay = daysBefore(1970n);

/** Microseconds from 1970 to a moment in UTC; year 0 is the one before year 1. */
export function moment(text: string): bigint {
  const match = /^(-?\d+)-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text);
  if (!match) throw new TypeError(`${text} is no moment.`);
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', part = ''] =
    match;
  const months = lengths(BigInt(year)).slice(0, Number(month) - 1);
  const days =
    daysBefore(BigInt(year)) - epochDay + BigInt(months.reduce((sum, one) => sum + one, 0));
  const seconds = (BigInt(hour) * 60n + BigInt(minute)) * 60n + BigInt(second);
  return (
    (days + BigInt(day) - 1n) * microsecondsOfDay +
    seconds * 1_000_000n +
    BigInt(part.padEnd(6, '0'))
  );
}

/** A moment as ISO 8601 has it, `'2026-03-08T07:00:00.000001'`. */
export function written(at: bigint): string {
  const days = floored(at, microsecondsOfDay);
  let rest = at - days * microsecondsOfDay;
  let year = floored(days, 365n) + 1970n;
  while (daysBefore(year) - epochDay > days) year -= 1n;
  while (daysBefore(year + 1n) - epochDay <= days) year += 1n;
  let day = Number(days - (daysBefore(year) - epochDay));
  let month = 0;
  for (const length of lengths(year)) {
    if (day < length) break;
    day -= length;
    month += 1;
  }
  const clock = [3_600_000_000n, 60_000_000n, 1_000_000n].map((unit) => {
    const count = rest / unit;
    rest %= unit;
    return String(count).padStart(2, '0');
  });
  const date = [String(year).padStart(4, '0'), month + 1, day + 1]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  return `${date}T${clock.join(':')}.${String(rest).padStart(6, '0')}`;
}

/** As an outcome tells it: without the parts that are zero, a year beyond four digits with its sign. */
export function iso(at: bigint): string {
  const [date = '', clock = ''] = written(at).split('T');
  const [, sign, year = '', rest] = /^(-?)(\d+)(-\d\d-\d\d)$/.exec(date) ?? [];
  const isPlain = sign === '' && year.length === 4;
  const shown = isPlain ? year : `${sign === '' ? '+' : '-'}${year.padStart(6, '0')}`;
  if (clock === '00:00:00.000000') return `${shown}${rest}`;
  return `${shown}${rest}T${clock
    .replace(/\.000000$/, '')
    .replace(/(\.\d{3})000$/, '$1')
    .replace(/(\.\d{3}\d*?)0+$/, '$1')}Z`;
}

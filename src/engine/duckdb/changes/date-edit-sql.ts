import type { EditOf } from '../../../value/edit.ts';
import { type ColumnDescription, Declined } from '../../engine.ts';
import { identifier } from '../dialect/expressions.ts';

const day = 86_400_000;

/** The instants that JavaScript has, in microseconds from 1970. */
const last = 8_640_000_000_000_000_000n;

/** Moves instants; those that would be too early or late for a `Date` stay. */
export function instantShiftSql(
  { by }: EditOf<'shift'>,
  { name, family, type }: ColumnDescription,
): string {
  const value = identifier(name);
  if (family === 'date' && by % day !== 0)
    throw new Declined('dates move by whole days, and it moves by less');
  if (type === 'TIMESTAMP_S' && by % 1000 !== 0)
    throw new Declined('the column has whole seconds, and it moves by less');
  const moved = `${type === 'TIMESTAMP_NS' ? value : `cast(${value} as timestamp)`} + to_microseconds(${BigInt(by) * 1000n})`;
  const at = `cast(epoch_us(${value}) as hugeint) + ${BigInt(by) * 1000n}`;
  return `case when isfinite(${value}) and ${at} between ${-last} and ${last} then coalesce(try_cast(${moved} as ${type}), ${value}) else ${value} end`;
}

/** Exchanges day and month of instants. The other forms are no instants. */
export function instantFormatSql(
  { to }: EditOf<'dateFormat'>,
  { name, type }: ColumnDescription,
): string {
  if (to !== 'year-day-month') throw new Declined('it would make text or numbers of instants');
  const value = identifier(name);
  const plain = `cast(${value} as timestamp)`;
  const swapped = `make_date(year(${plain}), day(${plain}), month(${plain})) + (${type === 'TIMESTAMP_NS' ? value : plain} - date_trunc('day', ${plain}))`;
  return `case when isfinite(${value}) and year(${plain}) between 0 and 9999 and day(${plain}) <= 12 then cast(${swapped} as ${type}) else ${value} end`;
}

const pattern =
  '^([0-9]{4})-([0-9]{2})-([0-9]{2})([T ]([0-9]{2}:[0-9]{2}:[0-9]{2})([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$';

/** The parts of a text that is a date or an instant, and the second that it is. */
function partsOf(value: string) {
  const part = (group: number) => `regexp_extract(${value}, '${pattern}', ${group})`;
  const whole = (text: string, from: number) => `cast(substr(${text}, ${from}, 2) as integer)`;
  const [year, month, ofMonth, rest, clock, zone] = [1, 2, 3, 4, 5, 7].map(part) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const [hours, minutes, seconds] = [whole(clock, 1), whole(clock, 4), whole(clock, 7)];
  const time = `(case when ${clock} = '' then 0 else ${hours} * 3600 + ${minutes} * 60 + ${seconds} end)`;
  const date = `(cast(epoch(make_date(cast(${year} as integer), cast(${month} as integer), 1)) as bigint) + (cast(${ofMonth} as integer) - 1) * 86400)`;
  // JavaScript lets a day of 31 pass in every month, and 24:00:00.
  const isClock = `(${clock} = '' or ${clock} = '24:00:00' or (${hours} < 24 and ${minutes} < 60 and ${seconds} < 60))`;
  const isDate = `regexp_matches(${value}, '${pattern}') and cast(${month} as integer) between 1 and 12 and cast(${ofMonth} as integer) between 1 and 31 and ${isClock}`;
  const offset = `(case when ${zone} in ('', 'Z') then 0 else (case when ${zone} like '-%' then -1 else 1 end) * (${whole(zone, 2)} * 3600 + ${whole(zone, 5)} * 60) end)`;
  const isZone = `(${zone} in ('', 'Z') or (${whole(zone, 2)} < 24 and ${whole(zone, 5)} < 60))`;
  return {
    year,
    month,
    day: ofMonth,
    rest,
    clock,
    zone,
    at: `(${date} + ${time})`,
    offset,
    isDate,
    isZone,
  };
}

/** The seconds of the years 0 to 9999. */
const [firstSecond, lastSecond] = [-62_167_219_200, 253_402_300_799];

/** Moves the wall clock of texts, which keep their fraction and zone. */
export function textShiftSql({ by }: EditOf<'shift'>, value: string): string {
  const { clock, at, isDate } = partsOf(value);
  const [days, seconds] = [Math.trunc(by / day) * 86_400, Math.trunc(by / 1000)];
  const moved = `(${at} + case when ${clock} = '' then ${days} else ${seconds} end)`;
  const isWritable = `${at} between ${firstSecond} and ${lastSecond} and ${moved} between ${firstSecond} and ${lastSecond}`;
  const instant = `to_timestamp(${moved})`;
  const written = `strftime(cast(${instant} as timestamp), '%Y-%m-%d')`;
  const withClock = `${written} || substr(${value}, 11, 1) || strftime(cast(${instant} as timestamp), '%H:%M:%S') || substr(${value}, 20)`;
  return `case when ${isDate} then case when ${isWritable} then case when ${clock} = '' then ${written} else ${withClock} end else ${value} end else ${value} end`;
}

/** Writes texts that are dates or instants in another form. */
export function textFormatSql({ to }: EditOf<'dateFormat'>, value: string): string {
  const { year, month, day: ofMonth, rest, zone, at, offset, isDate, isZone } = partsOf(value);
  const forms: Readonly<Record<EditOf<'dateFormat'>['to'], string>> = {
    'day/month/year': `${ofMonth} || '/' || ${month} || '/' || ${year} || ${rest}`,
    'month/day/year': `${month} || '/' || ${ofMonth} || '/' || ${year} || ${rest}`,
    'day.month.yy': `${ofMonth} || '.' || ${month} || '.' || substr(${year}, 3) || ${rest}`,
    'year-day-month': `${year} || '-' || ${ofMonth} || '-' || ${month} || ${rest}`,
    epoch: `cast(${at} - ${offset} as varchar)`,
    'without zone': `left(${value}, length(${value}) - length(${zone}))`,
  };
  return `case when ${isDate} then case when ${isZone} then ${forms[to]} else ${value} end else ${value} end`;
}

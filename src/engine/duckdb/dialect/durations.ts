import type { DuckDBIntervalValue } from '@duckdb/node-api';

/**
 * The ISO 8601 text of an INTERVAL, as SQL: months, days and microseconds stay apart, for none is so many of another.
 * `P1Y2M3DT4H5M6.7S`; nothing is `PT0S`, and a part below zero keeps its sign.
 */
export function durationSql(value: string): string {
  const part = (name: string) => `date_part('${name}', ${value})`;
  const written = (name: string, letter: string) =>
    `case when ${part(name)} <> 0 then ${part(name)} || '${letter}' end`;
  const micros = part('microseconds');
  // 2500000 is 2.5: the zeros at its end say nothing.
  const fraction = `rtrim(lpad(cast(abs(${micros}) % 1000000 as varchar), 6, '0'), '0')`;
  const seconds = `case when ${micros} <> 0 then concat(case when ${micros} < 0 then '-' end, abs(${micros}) // 1000000, case when ${fraction} <> '' then '.' end, ${fraction}, 'S') end`;
  const days = [written('year', 'Y'), written('month', 'M'), written('day', 'D')].join(', ');
  const clock = `concat(${written('hour', 'H')}, ${written('minute', 'M')}, ${seconds})`;
  return `case when ${value} is null then null when concat(${days}, ${clock}) = '' then 'PT0S' else concat('P', ${days}, case when ${clock} <> '' then 'T' end, ${clock}) end`;
}

/** The ISO 8601 text of an INTERVAL that was read, as {@link durationSql} writes it. */
export function durationText({ months, days, micros }: DuckDBIntervalValue): string {
  const part = (count: bigint | number, letter: string) =>
    Number(count) === 0 ? '' : `${count}${letter}`;
  const minute = 60_000_000n;
  const [hours, minutes, rest] = [
    micros / (60n * minute),
    (micros / minute) % 60n,
    micros % minute,
  ];
  const size = rest < 0n ? -rest : rest;
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const seconds =
    rest === 0n
      ? ''
      : `${rest < 0n ? '-' : ''}${size / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}S`;
  const date = `${part(Math.trunc(months / 12), 'Y')}${part(months % 12, 'M')}${part(days, 'D')}`;
  const clock = `${part(hours, 'H')}${part(minutes, 'M')}${seconds}`;
  if (date + clock === '') return 'PT0S';
  return `P${date}${clock === '' ? '' : `T${clock}`}`;
}

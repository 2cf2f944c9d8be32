import type { DateFormat, EditOf } from '../../value/edit.ts';

const day = 86_400_000;

/** A date in parts, with what follows it in a text. */
interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** The separator and the time; empty for a date alone. */
  readonly rest: string;
}

const isoText =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?<rest>[T ](?<clock>\d\d:\d\d:\d\d)(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/** Moves an instant; one that would be too early or late for a date stays. */
export function shiftInstant({ by }: EditOf<'shift'>, instant: Date): Date {
  const shifted = new Date(instant.getTime() + by);
  return Number.isNaN(shifted.getTime()) ? instant : shifted;
}

/** Moves the wall clock of a text, which keeps its fraction and its zone. */
export function shiftText({ by }: EditOf<'shift'>, text: string): string {
  const found = isoText.exec(text)?.groups;
  if (found === undefined) return text;
  const { clock } = found;
  const at = Date.parse(`${text.slice(0, 10)}T${clock ?? '00:00:00'}Z`);
  const shifted = at + Math.trunc(by / (clock ? 1000 : day)) * (clock ? 1000 : day);
  if (!isWritable(at) || !isWritable(shifted)) return text;
  const iso = new Date(shifted).toISOString();
  return clock
    ? `${iso.slice(0, 10)}${text[10]}${iso.slice(11, 19)}${text.slice(19)}`
    : iso.slice(0, 10);
}

/** Writes an instant in another form. */
export function formatInstant({ to }: EditOf<'dateFormat'>, instant: Date): unknown {
  const at = instant.getTime();
  if (!isWritable(at)) return instant;
  if (to === 'epoch') return Math.floor(at / 1000);
  const iso = instant.toISOString();
  if (to === 'without zone') return iso.slice(0, 19);
  if (to === 'year-day-month') return swapped(instant);
  const clock = iso.slice(11, 19);
  return dateForms[to]({
    year: iso.slice(0, 4),
    month: iso.slice(5, 7),
    day: iso.slice(8, 10),
    rest: clock === '00:00:00' ? '' : ` ${clock}`,
  });
}

/** Writes a text that is a date or an instant in another form. */
export function formatText({ to }: EditOf<'dateFormat'>, text: string): string {
  const found = isoText.exec(text)?.groups;
  if (found === undefined) return text;
  const { year = '', month = '', day: ofMonth = '', rest = '', clock, zone } = found;
  const at = Date.parse(`${text.slice(0, 10)}T${clock ?? '00:00:00'}${zone ?? 'Z'}`);
  if (Number.isNaN(at)) return text;
  if (to === 'epoch') return String(Math.floor(at / 1000));
  if (to === 'without zone') return zone === undefined ? text : text.slice(0, -zone.length);
  return dateForms[to]({ year, month, day: ofMonth, rest });
}

const dateForms: Readonly<
  Record<Exclude<DateFormat, 'epoch' | 'without zone'>, (parts: DateParts) => string>
> = {
  'day/month/year': ({ year, month, day, rest }) => `${day}/${month}/${year}${rest}`,
  'month/day/year': ({ year, month, day, rest }) => `${month}/${day}/${year}${rest}`,
  'day.month.yy': ({ year, month, day, rest }) => `${day}.${month}.${year.slice(2)}${rest}`,
  'year-day-month': ({ year, month, day, rest }) => `${year}-${day}-${month}${rest}`,
};

/** The instant with day and month exchanged; the same where the day is no month. */
function swapped(instant: Date): Date {
  const [month, ofMonth] = [instant.getUTCMonth(), instant.getUTCDate()];
  if (ofMonth > 12) return instant;
  const changed = new Date(instant);
  changed.setUTCMonth(ofMonth - 1, month + 1);
  return changed;
}

const [first, last] = [Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** True for instants whose year has four digits. */
const isWritable = (at: number) => at >= first && at <= last;

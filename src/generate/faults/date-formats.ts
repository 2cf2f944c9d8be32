import type { Edit } from '../../value/edit.ts';
import { changesOf, constant } from './claims.ts';
import { holdsDateText, holdsInstants, holdsInstantText } from './column-kinds.ts';
import type { Fault, FaultColumn } from './fault.ts';

const hour = 3_600_000;

/** Dates and instants that are written in another form, or in another time zone. */
export const dateFormats: Fault = {
  kind: 'fault',
  name: 'date formats',
  description: 'dates with day and month swapped, two-digit years, 31/12/2024, other time zones',
  changes: (column) => changesOf(column, edits(column)),
};

const edits = (column: FaultColumn): readonly Edit[] => [
  ...(holdsDateText(column) || holdsInstants(column) ? [swap] : []),
  ...(holdsDateText(column) ? texts : []),
  ...(holdsInstantText(column) ? [...zones, ...gaps] : []),
  ...(holdsInstants(column) ? zones : []),
];

const swap: Edit = { kind: 'dateFormat', to: 'year-day-month' };

const texts = (
  ['day/month/year', 'month/day/year', 'day.month.yy', 'epoch', 'without zone'] as const
).map((to): Edit => ({ kind: 'dateFormat', to }));

/** An hour as at a change of clocks, and the distance of a zone. */
const zones = [hour, -5 * hour].map((by): Edit => ({ kind: 'shift', by }));

/** Local times that no clock shows, in New York and in Berlin. */
const gaps = ['2024-03-10T02:30:00', '2024-03-31T02:30:00'].map(constant);

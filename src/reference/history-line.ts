import { z } from 'zod';
import { exactNumber, type Numeric, parseDecimal } from '../value/numeric.ts';
import { instantOf } from '../value/quantity.ts';

/** The format of a line. Raise it with any change to the meaning of a line. */
const format = 'assay-history-1';

/** The values of one run over one dataset. */
export interface HistoryLine {
  readonly contract: string;
  /** The label of the dataset. */
  readonly dataset: string;
  /** The time that counted as "now", in milliseconds. */
  readonly at: number;
  /** Identifies the state of the data; null if the data has no identity. */
  readonly snapshot: string | null;
  /** The values by the ids of what was measured; those of instants and durations are in milliseconds. */
  readonly values: ReadonlyMap<string, Numeric>;
}

/** Returns a line as it is written, without its end. */
export const printHistoryLine = ({
  at,
  values,
  contract,
  dataset,
  snapshot,
}: HistoryLine): string =>
  JSON.stringify({
    format,
    now: new Date(at).toISOString(),
    contract,
    dataset,
    snapshot,
    values: Object.fromEntries(
      [...values]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([id, value]) => [id, exactNumber(value)]),
    ),
  });

const number = z.string().regex(/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/);

const lineSchema = z.strictObject({
  format: z.literal(format),
  now: z.iso.datetime(),
  contract: z.string(),
  dataset: z.string(),
  snapshot: z.string().nullable(),
  values: z.record(z.string().regex(/^[a-z\d][a-z\d-]*$/), number),
});

/** The reason why a text is no line of a history. */
export interface HistoryFault {
  readonly fault: string;
}

/** Reads a line as it was written, or returns why it can't be read. */
export function readHistoryLine(text: string): HistoryLine | HistoryFault {
  if (/^(?:<{7}|\|{7}|={7}|>{7})/.test(text))
    return {
      fault:
        'a marker of a merge in conflict: keep the lines of both sides, and remove the markers',
    };
  const parsed = lineSchema.safeParse(parsedJson(text));
  if (!parsed.success) return { fault: faultOf(parsedJson(text)) };
  const { now, values, contract, dataset, snapshot } = parsed.data;
  return {
    contract,
    dataset,
    at: instantOf(now) ?? Number.NaN,
    snapshot,
    values: new Map(Object.entries(values).map(([id, value]) => [id, readNumber(value)])),
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf(json: unknown): string {
  if (typeof json !== 'object' || json === null)
    return 'not a whole line: restore it from version control, or remove it';
  const isOther = 'format' in json && json.format !== format;
  return isOther
    ? 'of another version of assay: use that version, or remove the line'
    : 'not as assay wrote it: restore it from version control, or remove it';
}

/** Reads a number that {@link exactNumber} printed: a double where its digits are those of one. */
function readNumber(text: string): Numeric {
  const double = Number(text);
  if (String(double) === text) return double;
  return /^-?\d+$/.test(text) ? BigInt(text) : parseDecimal(text);
}

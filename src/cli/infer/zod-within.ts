import { namesPerson } from '../../privacy/personal-names.ts';
import {
  isFloat,
  isTime,
  type Within,
  type WithinPart,
  type WithinPlain,
} from '../../profile/within.ts';
import { approximate } from '../../value/numeric.ts';
import { propertyName } from './infer-names.ts';
import { isSafe } from './number-text.ts';

/** The longest code of an object that stands in one line, and the values from which their length is no chance. */
const [longestLine, enough] = [80, 20] as const;

/**
 * Returns the code of a zod type that all values of a column of objects, lists or maps have; `indent` is the white space before the
 * line that it stands in.
 */
export function zodWithin(values: Within, indent: string): string {
  switch (values.kind) {
    case 'object':
      return objectType(values.fields, indent);
    case 'list':
      return `z.array(${partType(values.part, indent)})`;
    case 'map':
      return `z.map(${values.hasTextKeys ? 'z.string()' : 'z.unknown()'}, ${partType(values.part, indent)})`;
    case 'plain':
      return 'z.unknown()';
  }
}

function objectType(parts: ReadonlyMap<string, WithinPart>, indent: string): string {
  if (parts.size === 0) return 'z.unknown()';
  const inner = `${indent}  `;
  const fields = [...parts].map(([name, part]) => {
    const personal = namesPerson(name) === null ? '' : ".meta({ classification: 'pii' })";
    return `${propertyName(name)}: ${partType(part, inner)}${personal}`;
  });
  const line = `z.object({ ${fields.join(', ')} })`;
  if (line.length <= longestLine && !line.includes('\n')) return line;
  return `z.object({\n${fields.map((field) => `${inner}${field},\n`).join('')}${indent}})`;
}

/** SQL has one NULL for a key that is absent and for one whose value is null. */
function partType({ held, nulls, values }: WithinPart, indent: string): string {
  // There is no value to know the type of.
  if (held === nulls) return 'z.unknown().nullish()';
  const type =
    values.kind === 'plain' ? plainType(values, held - nulls) : zodWithin(values, indent);
  return `${type}${nulls > 0 ? '.nullish()' : ''}`;
}

function plainType(values: WithinPlain, filled: number): string {
  const { type } = values;
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) {
    const isExact = isSafe(values.least) && isSafe(values.greatest);
    return `${isExact ? 'z.int()' : 'z.bigint()'}${sign(values, isExact)}`;
  }
  if (isFloat(type)) {
    const isNaNToo = values.unusual > values.infinite;
    return `z.number()${sign(values, true)}${isNaNToo ? '.or(z.nan())' : ''}${orInfinite(values)}`;
  }
  if (type.startsWith('DECIMAL')) return `z.number()${sign(values, true)}`;
  if (type === 'VARCHAR') return textType(values, filled);
  if (isTime(type)) return `z.date()${orInfinite(values)}`;
  return named[type] ?? 'z.unknown()';
}

/** Returns the call that admits infinite values, which zod takes for no number and no date. */
const orInfinite = ({ infinite }: WithinPlain): string =>
  infinite > 0 ? '.or(z.literal([Infinity, -Infinity]))' : '';

const named: Readonly<Record<string, string>> = {
  BOOLEAN: 'z.boolean()',
  UUID: 'z.guid()',
};

const sign = ({ least }: WithinPlain, isExact: boolean): string =>
  isExact && least !== null && approximate(least) >= 0 ? '.nonnegative()' : '';

function textType({ least, greatest }: WithinPlain, filled: number): string {
  if (least === null || greatest === null) return 'z.string()';
  const [shortest, longest] = [approximate(least), approximate(greatest)];
  if (filled >= enough && shortest === longest && shortest > 0)
    return `z.string().length(${shortest})`;
  return `z.string()${shortest > 0 ? '.min(1)' : ''}`;
}

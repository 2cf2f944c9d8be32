import { z } from '../../src/index.ts';
import type { Check, ColumnType } from './case.ts';

/** Whether it is the schema that judges a check. */
export const isOfSchema = ({ kind, inSchema }: Check): boolean =>
  kind === 'schema' || kind === 'rule in code' || inSchema === true;

/** A column of the schema; the check is the one that is about it, if it is one of the schema. */
export function columnSchema(type: ColumnType, check: Check | null): z.ZodType {
  if (check === null || !isOfSchema(check)) return zodTypes[type]().nullable();
  const ruled = ruledSchema(type, check);
  return check.kind === 'not null' ? ruled : ruled.nullable();
}

const zodTypes: Readonly<Record<ColumnType, () => z.ZodType>> = {
  integer: () => z.int(),
  bigint: () => z.bigint(),
  number: () => z.number(),
  text: () => z.string(),
  boolean: () => z.boolean(),
  date: () => z.date(),
  timestamp: () => z.date(),
};

function ruledSchema(type: ColumnType, check: Check): z.ZodType {
  switch (check.kind) {
    case 'rule in code':
      return z.string().refine(rules[check.rule]);
    case 'accepted values':
      return z.enum(check.values as readonly string[]);
    case 'matches pattern':
      return z.string().regex(new RegExp(check.pattern));
    case 'format':
      return { email: z.email, uuid: z.uuid, ipv4: z.ipv4 }[check.format]();
    case 'length between':
      return z.string().min(check.min).max(check.max);
    case 'values between':
      return z.number().min(Number(check.min)).max(Number(check.max));
    case 'not null':
    case 'schema':
      return zodTypes[type]();
    default:
      throw new Error(`The schema has no rule for ${check.kind}.`);
  }
}

const rules = {
  palindrome: (text: string) => text === [...text].reverse().join(''),
  throws: () => {
    throw new Error('The rule is broken, not the data.');
  },
} as const;

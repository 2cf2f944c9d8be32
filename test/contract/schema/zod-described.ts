import fc from 'fast-check';
import type { z } from 'zod';

/** A schema in few words, for a counterexample. */
export function described(schema: z.core.$ZodType): string {
  const {
    innerType,
    in: first,
    left,
    options,
    checks,
    ...def
  } = schema._zod.def as unknown as {
    readonly [Name in 'innerType' | 'in' | 'left']?: z.core.$ZodType;
  } & {
    options?: readonly z.core.$ZodType[];
    checks?: readonly z.core.$ZodCheck[];
    type: string;
    format?: string;
  };
  const inside = [innerType, first, left, ...(options ?? [])]
    .filter((one) => one !== undefined)
    .map(described);
  const tests = (checks ?? []).map((check) => fc.stringify(check._zod.def));
  return `${def.type}${fc.stringify(def.format ?? '')}(${inside.join(', ')})[${tests.join(', ')}]`;
}

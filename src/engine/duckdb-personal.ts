import { anyPattern, cardPattern, surePattern } from '../outcome/personal.ts';
import { literal } from './duckdb-expressions.ts';

const text = (value: string) => literal(value);

/** Luhn's check digit, over the digits of a card from the right. */
const hasCheckDigit = (digits: string) =>
  `list_sum(list_transform(range(1, length(${digits}) + 1), lambda i: case when i % 2 = 1 then cast(${digits}[-i] as integer) else cast(${digits}[-i] as integer) * 2 - case when cast(${digits}[-i] as integer) > 4 then 9 else 0 end end)) % 10 = 0`;

/**
 * SQL, true where a text looks personal: `looksPersonal` in the engine. One pattern decides most texts, and only where
 * it fits are the others asked.
 */
export const personalSql = (value: string): string =>
  `case when not regexp_matches(${value}, ${text(anyPattern)}) then false when regexp_matches(${value}, ${text(surePattern)}) then true else len(list_filter(regexp_extract_all(${value}, ${text(cardPattern)}, 1), lambda digits: ${hasCheckDigit('digits')})) > 0 end`;

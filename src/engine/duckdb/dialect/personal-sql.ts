import { lookAlikes } from '../../../privacy/look-alikes.ts';
import { cardPattern, surePattern } from '../../../privacy/personal.ts';
import { literal } from './expressions.ts';

/** Luhn's check digit, over the digits of a card from the right. */
const hasCheckDigit = (digits: string) =>
  `list_sum(list_transform(range(1, length(${digits}) + 1), lambda i: case when i % 2 = 1 then cast(${digits}[-i] as integer) else cast(${digits}[-i] as integer) * 2 - case when cast(${digits}[-i] as integer) > 4 then 9 else 0 end end)) % 10 = 0`;

/** A text as it reads: `asItReads` in the engine. */
const asItReadsSql = (value: string): string =>
  `translate(${value}, ${literal(lookAlikes.from)}, ${literal(lookAlikes.to)})`;

/** SQL, true where a text looks personal: `looksPersonal` in the engine. An engine takes milliseconds for each pattern. */
export function personalSql(value: string): string {
  const plain = asItReadsSql(value);
  return `(regexp_matches(${plain}, ${literal(surePattern)}) or len(list_filter(regexp_extract_all(${plain}, ${literal(cardPattern)}, 1), lambda digits: ${hasCheckDigit('digits')})) > 0)`;
}

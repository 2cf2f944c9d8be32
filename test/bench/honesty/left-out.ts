import type { Case } from '../../never-green/case.ts';
import { tableOf } from '../../never-green/line.ts';

/** In the words of the corpus: a text that is the name of a column, or two constants. */
const constant = /^(?:'state' |'a' = 'a'|1 = 1 or )/;

/**
 * Why a case says something about Assay's own terms and nothing about another tool's; null where it is fair to ask all.
 * Here `z.number()` is finite and `z.int()` is safe in JavaScript, which is what those words mean in zod. A column of
 * floating-point numbers elsewhere has NaN and infinities among its values, and one of 64-bit integers has them all.
 * Which files of a folder are a table, and what the names of its folders mean, each reader has rules of its own for.
 */
export function leftOut({ check, data, decides }: Case): string | null {
  if (tableOf(data).folder)
    return 'how a folder of files is read is said in the options of each reader';
  const written = check.kind === 'satisfies sql' ? check.predicate : check.where;
  if (written !== undefined && constant.test(written))
    return 'SQL that says the same of every row is a condition as well';
  if (check.where !== undefined && /nan/i.test(data))
    return "how SQL orders NaN is each engine's own";
  const isOfTypes = check.kind === 'schema';
  const isOfNumbers = check.kind === 'satisfies sql' && decides === 'contract' && /nan/i.test(data);
  if (!isOfTypes && !isOfNumbers) return null;
  if (/nan|infinit/i.test(data))
    return 'a type of numbers that has NaN and infinities is not wrong';
  return data === 'beyond a safe integer' ? 'an integer of 64 bits is one' : null;
}

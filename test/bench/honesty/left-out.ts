import type { Case } from '../../never-green/case.ts';
import { tableOf } from '../../never-green/line.ts';

/** In the words of the corpus: a text that is the name of a column, or two constants. */
const constant = /^(?:'state' |'a' = 'a'|1 = 1 or )/;

/** What happens in or around Vitest, or by a second command, so that no other tool has anything like it. */
const ofVitest: ReadonlySet<string> = new Set([
  'one file',
  'no contract file beside others',
  'check skipped',
  'another singled out',
  'dataset disabled beside another',
  'loop over no files',
  'result lost',
  'result late',
  'result inverted',
  'setup throws',
  'error after the end',
]);

/** Times in spellings that not each reader has, or has to refuse. */
const spelled =
  /^(times without seconds|times in nanoseconds|digits beyond nanoseconds|week of a year)$/;

/** Parquet that breaks its format, or is of a form or width that few writers make today. */
const oddParquet =
  /^(a number of more than 8 bits|a decimal of more digits than its type|a list before any has begun|a checksum that does not fit|a list without LIST|a timestamp as INT96)$/;

/**
 * Why a case says something about Assay's own terms and nothing about another tool's; null where it is fair to ask all.
 * Here `z.number()` is finite and `z.int()` is safe in JavaScript, which is what those words mean in zod. A column of
 * floating-point numbers elsewhere has NaN and infinities among its values, reads 1e400 as one, and one of 64-bit
 * integers has them all. Which files of a folder are a table, and what the names of its folders mean, each reader has
 * rules of its own for.
 */
export function leftOut({ check, data, decides, run }: Case): string | null {
  if (run.kind === 'process' && ofVitest.has(run.situation))
    return 'a situation of a test runner, which no other tool has';
  if (tableOf(data).folder)
    return 'how a folder of files is read is said in the options of each reader';
  if (run.kind === 'plain' && run.version !== undefined)
    return 'versions of data are kept by each tool in its own way, or not at all';
  if (check.kind === 'no erased subjects')
    return 'a ledger of erasures is a term of its own, which no other tool has';
  if (check.kind === 'like earlier runs')
    return 'earlier runs are kept by each tool in a store of its own, or by none';
  if ('reference' in check)
    return 'none of these tools compares two datasets; Evidently does, and is asked in a section of its own';
  const written = check.kind === 'satisfies sql' ? check.predicate : check.where;
  if (written !== undefined && constant.test(written))
    return 'SQL that says the same of every row is a condition as well';
  if (check.where !== undefined && /nan/i.test(data))
    return "how SQL orders NaN is each engine's own";
  if (oddParquet.test(data))
    return 'what is made of Parquet that breaks its format, or is of an old form, is up to the reader';
  if (spelled.test(data))
    return 'which spellings of ISO 8601 are read, and how finely, is said by each reader';
  const isOfTypes = check.kind === 'schema';
  const isOfNumbers = check.kind === 'satisfies sql' && decides === 'contract' && /nan/i.test(data);
  if (!isOfTypes && !isOfNumbers) return null;
  if (/nan|infinit/i.test(data))
    return 'a type of numbers or times that has NaN or infinities is not wrong';
  if (data === 'beyond a double')
    return 'a double makes an infinity of 1e400, as its standard says';
  return data === 'beyond a safe integer' ? 'an integer of 64 bits is one' : null;
}

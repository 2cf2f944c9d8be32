import { JudgeFailed } from '../../metric/row-judge.ts';
import type { Schema } from './zod-core.ts';
import type { RawIssue } from './zod-messages.ts';

/** True, or the issues of what is refused. */
export type Answer = true | readonly RawIssue[];

/** Rows are judged one value at a time; only a schema with async code in it makes a promise. */
export type Verdict = Answer | Promise<Answer>;

/** The second verdict counts where the first refuses. If both do, the issues are those of the first. */
export function either(first: Verdict, second: () => Verdict): Verdict {
  if (first instanceof Promise) return first.then((answer) => either(answer, second));
  if (first === true) return first;
  const other = second();
  return other instanceof Promise
    ? other.then((answer) => answer === true || first)
    : other === true || first;
}

/** Checks a value. Where code of the schema throws or rejects, `otherwise` has the answer; unless given, it throws {@link JudgeFailed}. */
type Run = (value: unknown, otherwise?: (reason: unknown) => Verdict) => Verdict;

/**
 * Returns a function that checks a value like `safeParseAsync`, but returns a promise only if zod meets async code. A
 * first try without it would start that code and drop its promise: if it rejects, the process ends, with the value in
 * the message.
 */
export function runner(schema: Schema, subject: string): Run {
  const fail = (reason: unknown): never => {
    throw broken(subject, reason);
  };
  const answered = ({ issues }: { readonly issues: readonly RawIssue[] }): Answer =>
    issues.length === 0 || issues;
  return (value, otherwise = fail) => {
    let result: ReturnType<Schema['_zod']['run']>;
    try {
      result = schema._zod.run({ value, issues: [] }, { async: true });
    } catch (reason) {
      return otherwise(reason);
    }
    return result instanceof Promise ? result.then(answered, otherwise) : answered(result);
  };
}

/** Returns the error for user code that threw. It leaves out the message, which may quote the value. */
function broken(subject: string, reason: unknown): JudgeFailed {
  // Not its `name`, which code may write with a value in it.
  const kind = reason instanceof Error ? reason.constructor.name : typeof reason;
  const place = reason instanceof Error ? firstFrame(reason) : undefined;
  return new JudgeFailed(
    `${subject}: its zod schema threw ${kind}${place ? ` at ${place}` : ''} instead of judging a value. A refinement answers false, or adds an issue.`,
  );
}

/** The innermost place in the user's own code: below zod's frames, above ours. */
function firstFrame({ stack = '', message }: Error): string | undefined {
  const frames = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^\s*at /.test(line));
  const ours = frames.findIndex((line) => /[\\/]zod-run\.[jt]s/.test(line));
  return frames
    .slice(0, Math.max(ours, 0))
    .find((line) => !/node_modules[\\/]zod|\bnode:|<anonymous>\)?$/.test(line))
    ?.replace(/^\s*at (?:.*\()?/, '')
    .replace(/\)$/, '');
}

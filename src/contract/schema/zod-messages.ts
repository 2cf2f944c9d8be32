import type { JudgeRefusal } from '../../metric/row-judge.ts';
import type { Schema } from './zod-core.ts';
import { type IssueFacts, issueWords } from './zod-issue-words.ts';
import { isDeclaredPath } from './zod-path.ts';

/** A definition of zod's that may have a message of the user's. */
interface Messaged {
  readonly error?: unknown;
}

/**
 * Returns the message that a user gave to a check or a type, `'too short'` of `z.string().min(3, 'too short')`; null if there is
 * none. A function that takes the issue is not called: it may write a value into its message.
 */
export function fixedMessage({ error }: Messaged): string | null {
  if (!isErrorMap(error) || error.length > 0) return null;
  return answerOf(error, undefined);
}

/** A function that makes a message for an issue. */
type ErrorMap = (...given: never) => unknown;

const isErrorMap = (error: unknown): error is ErrorMap => typeof error === 'function';

/** An issue as zod's checks push it, before its message is made. */
export interface RawIssue extends IssueFacts {
  readonly message?: unknown;
  readonly path?: readonly PropertyKey[] | undefined;
  readonly inst?: { readonly _zod: { readonly def: Messaged } } | undefined;
  readonly schema?: { readonly _zod: { readonly def: Messaged } } | undefined;
}

/**
 * Returns what is said of an issue of a schema: the user's message, or where there is none and the issue lies within the
 * value, what the schema expects there. The value itself is judged by a rule whose name says as much.
 */
export function refusalOf(issue: RawIssue, schema: Schema): JudgeRefusal | null {
  const path = (issue.path ?? []).map(String);
  const said = userMessage(issue) ?? (path.length > 0 ? expectation(issue) : null);
  return said && { ...said, path, isDeclared: isDeclaredPath(schema, path) };
}

type Said = Pick<JudgeRefusal, 'message' | 'isFixed'>;

function expectation(issue: RawIssue): Said | null {
  const message = issueWords(issue);
  return message === null ? null : { message, isFixed: true };
}

function userMessage(issue: RawIssue): Said | null {
  if (typeof issue.message === 'string') return { message: issue.message, isFixed: false };
  for (const owner of [issue.inst, issue.schema]) {
    const def = owner?._zod.def;
    if (def === undefined) continue;
    const fixed = fixedMessage(def);
    if (fixed !== null) return { message: fixed, isFixed: true };
    const made = isErrorMap(def.error) ? answerOf(def.error, issue) : null;
    if (made !== null) return { message: made, isFixed: false };
  }
  return null;
}

/** Calls a function of the user's that makes a message. One that throws has none: the verdict stands without it. */
function answerOf(error: ErrorMap, issue: unknown): string | null {
  try {
    const answer: unknown = Reflect.apply(error, undefined, [issue]);
    const text =
      typeof answer === 'object' && answer !== null && 'message' in answer
        ? answer.message
        : answer;
    return typeof text === 'string' && text.trim() !== '' ? text : null;
  } catch {
    return null;
  }
}

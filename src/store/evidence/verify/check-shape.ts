import type { z } from 'zod';
import { EvidenceError, type EvidenceErrorCode } from '../evidence-error.ts';
import { shownKey } from './read-json.ts';

/** The reasons of schemas, which give the code as their error; each in a sentence about a place. */
const sentences = {
  EVIDENCE_VALUE: (place: string) => `${place} is no value that it can have.`,
  EVIDENCE_PAYLOAD_TYPE: (place: string) =>
    `${place} is not application/vnd.in-toto+json: it is no envelope of an in-toto statement.`,
  EVIDENCE_STATEMENT_TYPE: (place: string) =>
    `${place} is not https://in-toto.io/Statement/v1: it is no in-toto statement of version 1.`,
  EVIDENCE_PREDICATE_TYPE: (place: string) =>
    `${place} is not urn:assay:promotion:1: the statement is about something else, or of a version that this program does not know.`,
  EVIDENCE_SUBJECTS: (place: string) => `${place} is not exactly one snapshot.`,
  EVIDENCE_DIGEST: (place: string) => `${place} is no SHA-256 digest in small hexadecimal digits.`,
  EVIDENCE_COUNTS: (place: string) => `${place} is no whole number from 0.`,
  EVIDENCE_SIGNATURE_FORM: (place: string) => `${place} is no signature by Ed25519.`,
} satisfies Partial<Record<EvidenceErrorCode, (place: string) => string>>;

type ShapeCode = keyof typeof sentences;

const isShapeCode = (text: string): text is ShapeCode => Object.hasOwn(sentences, text);

/** The keys that say what a document is. One of another type has other keys as well, which is no reason of its own. */
const typeKeys: ReadonlySet<PropertyKey> = new Set(['payloadType', '_type', 'predicateType']);

/**
 * Returns a value that has the keys and types of a schema, and no others. `what` names it in messages.
 *
 * @throws {EvidenceError}
 */
export function checkShape<T>(value: unknown, schema: z.ZodType<T>, what: string): T {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const issues = error.issues;
  const issue = issues.find(({ path: [key] }) => key && typeKeys.has(key)) ?? issues[0];
  throw issue === undefined ? refused('EVIDENCE_VALUE', what) : refusal(issue, value, what);
}

function refusal(issue: z.core.$ZodIssue, value: unknown, what: string): EvidenceError {
  const place = [what, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys')
    return new EvidenceError(
      'EVIDENCE_UNKNOWN_KEY',
      `${place} has the unknown key ${issue.keys.map(shownKey).join(', ')}.`,
    );
  if (issue.path.length > 0 && valueAt(value, issue.path) === undefined)
    return new EvidenceError('EVIDENCE_MISSING_KEY', `${place} is missing.`);
  return refused(isShapeCode(issue.message) ? issue.message : 'EVIDENCE_VALUE', place);
}

const refused = (code: ShapeCode, place: string) => new EvidenceError(code, sentences[code](place));

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, key)?.value : at,
    value,
  );

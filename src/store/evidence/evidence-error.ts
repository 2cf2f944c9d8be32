import { CodedError } from '../../value/coded-error.ts';

/** The reasons for which evidence, or a key for it, is refused. */
export type EvidenceErrorCode =
  /** The file is no UTF-8 text, begins with a byte order mark, is empty or too large. */
  | 'EVIDENCE_TEXT'
  /** The file, or its payload, is no whole JSON document. */
  | 'EVIDENCE_JSON'
  /** A key is given twice. */
  | 'EVIDENCE_DOUBLE_KEY'
  /** A key is missing. */
  | 'EVIDENCE_MISSING_KEY'
  /** A key is not known. */
  | 'EVIDENCE_UNKNOWN_KEY'
  /** A value is not of its type. */
  | 'EVIDENCE_VALUE'
  /** The file, or its payload, is not written as canonical JSON. */
  | 'EVIDENCE_NOT_CANONICAL'
  /** The payload or a signature is no canonical base64. */
  | 'EVIDENCE_BASE64'
  /** The envelope has a payload of another type. */
  | 'EVIDENCE_PAYLOAD_TYPE'
  /** The payload is no in-toto Statement v1. */
  | 'EVIDENCE_STATEMENT_TYPE'
  /** The statement is about something else than a promotion. */
  | 'EVIDENCE_PREDICATE_TYPE'
  /** The statement has no subject, or several. */
  | 'EVIDENCE_SUBJECTS'
  /** The subject is not the snapshot that the predicate is about. */
  | 'EVIDENCE_OTHER_SUBJECT'
  /** A digest is not `sha256:` and 64 small hexadecimal digits. */
  | 'EVIDENCE_DIGEST'
  /** The counts are no whole numbers, or a gate does not promote with them. */
  | 'EVIDENCE_COUNTS'
  /** There is no signature. */
  | 'EVIDENCE_UNSIGNED'
  /** A signature is not 64 bytes, its key's name is no digest, or signatures are doubled or out of order. */
  | 'EVIDENCE_SIGNATURE_FORM'
  /** A signature is by a key that was not given. */
  | 'EVIDENCE_FOREIGN_KEY'
  /** A signature does not fit the payload. */
  | 'EVIDENCE_SIGNATURE'
  /** A signature is from before its key was valid. */
  | 'EVIDENCE_KEY_NOT_YET_VALID'
  /** A signature is from after its key was valid. */
  | 'EVIDENCE_KEY_EXPIRED'
  /** A key is no Ed25519 key, or can't be read as one. */
  | 'EVIDENCE_KEY'
  /** No key was given. */
  | 'EVIDENCE_NO_KEY'
  /** The evidence is about another dataset than the one that was asked for. */
  | 'EVIDENCE_OTHER_NAME'
  /** The log has no promotion under the number that the evidence names. */
  | 'EVIDENCE_NO_RECORD'
  /** The log names other evidence for the promotion. */
  | 'EVIDENCE_REPLAYED'
  /** The log's promotion is of another snapshot. */
  | 'EVIDENCE_OTHER_SNAPSHOT'
  /** The log's promotion differs from the evidence in something else. */
  | 'EVIDENCE_OTHER_RECORD'
  /** The store has no outcome document of that digest. */
  | 'EVIDENCE_NO_OUTCOME'
  /** The outcome document has another digest. */
  | 'EVIDENCE_OTHER_OUTCOME'
  /** The outcome document has other counts. */
  | 'EVIDENCE_OTHER_COUNTS';

/** The error for evidence that is refused. Its message says why, and never quotes a key. */
export class EvidenceError extends CodedError<EvidenceErrorCode> {
  override readonly name = 'EvidenceError';
}

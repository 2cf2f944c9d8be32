import { canonicalJson } from '../../canonical-json.ts';
import { EvidenceError } from '../evidence-error.ts';
import type { Promotion } from '../promotion.ts';
import type { Statement } from '../statement.ts';
import { checkShape } from './check-shape.ts';
import { readJson } from './read-json.ts';
import { statementSchema } from './statement-schema.ts';

/**
 * Returns the statement that a payload is.
 *
 * @throws {EvidenceError} for anything but a statement about a promotion that a gate makes
 */
export function readStatement(payload: Uint8Array): Statement {
  const value = readJson(payload, 'The payload', canonicalJson);
  const statement: Statement = checkShape(value, statementSchema, 'statement');
  checkSubject(statement);
  checkCounts(statement.predicate);
  checkSequence(statement.predicate);
  return statement;
}

function checkSubject({ subject: [{ name, digest }], predicate }: Statement): void {
  if (name === predicate.name && `sha256:${digest.sha256}` === predicate.snapshot) return;
  throw new EvidenceError(
    'EVIDENCE_OTHER_SUBJECT',
    'The subject of the statement is not the snapshot that its predicate says was promoted.',
  );
}

/**
 * A gate promotes by a policy what misses a bound, but nothing that it could not judge. What did not run is what its
 * contract files check of other data.
 */
function checkCounts({ outcome: { counts } }: Promotion): void {
  const judged = counts.passed + counts.warned + counts.failed;
  if (judged > 0 && counts.errored === 0) return;
  throw new EvidenceError(
    'EVIDENCE_COUNTS',
    'The counts of the statement say that nothing was judged, or that something could not be, which no gate promotes.',
  );
}

function checkSequence({ log: { sequence, previous } }: Promotion): void {
  if ((sequence === 1) === (previous === null)) return;
  throw new EvidenceError(
    'EVIDENCE_VALUE',
    'The log of the statement does not fit: the first record, and no other, has none before it.',
  );
}

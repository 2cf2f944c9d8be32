import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentBytes } from '../../../src/store/canonical-json.ts';
import { digestOf } from '../../../src/store/digest.ts';
import type { Promotion } from '../../../src/store/evidence/promotion.ts';
import { promotionStatement } from '../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../src/store/evidence/seal-evidence.ts';
import type { Digest } from '../../../src/store/log/record.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';

const counts = { passed: 2, warned: 1, failed: 0, errored: 0, notRun: 0 };

/** The outcome document of a gate, in so far as evidence speaks of it. */
export const outcome = documentBytes({
  counts,
  contracts: [{ outcomes: ['passed', 'passed', 'warned'].map((state) => ({ state })) }],
});

/** A promotion that a folder has a store of. */
export interface Promoted {
  readonly store: Store;
  readonly snapshot: Digest;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/**
 * Makes a snapshot of a file in a folder, and promotes it as a gate does: the folder has `.assay`, `evidence.json`,
 * `release.pem` and, for openssl, `private.pem` then.
 */
export async function promoteIn(folder: string): Promise<Promoted> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'trips.csv'), 'id,fare\n1,7.5\n2,9\n');
  writeFileSync(join(folder, 'release.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(join(folder, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const store = await openStore('.assay', { root: folder, env: {} });
  const { digest: snapshot } = await store.create('trips', 'trips.csv', { tag: 'candidate' });
  await store.putDocument('outcomes', outcome);
  await store.append('trips', async ({ head, tags }) => {
    const promotion: Promotion = {
      name: 'trips',
      tag: 'production',
      source: 'candidate',
      snapshot,
      replaces: tags.get('production')?.snapshot ?? null,
      outcome: { digest: digestOf(outcome), counts },
      contracts: ['trips'],
      policies: { approvers: ['ada'] },
      approvers: ['ada'],
      commit: null,
      at: '2026-12-01T10:00:00.000Z',
      log: {
        sequence: (head?.sequence ?? 0) + 1,
        previous: head && digestOf(documentBytes(head)),
      },
      tool: { name: 'assay', version: '1.2.3' },
    };
    const evidence = sealEvidence(promotionStatement(promotion), [privateKey]);
    writeFileSync(join(folder, 'evidence.json'), evidence);
    const { replaces, policies, approvers, source } = promotion;
    return {
      kind: 'promote',
      snapshot,
      source,
      moves: [{ tag: 'production', to: snapshot, from: replaces }],
      outcome: promotion.outcome.digest,
      counts,
      evidence: await store.putDocument('evidence', evidence),
      approvers,
      policies,
    };
  });
  return { store, snapshot, publicKey, privateKey };
}

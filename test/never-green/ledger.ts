import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { eraseSubjects } from '../../src/store/erase/erase-subjects.ts';
import { ledgerKey } from '../../src/store/erase/ledger-key.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Check } from './case.ts';
import { ledgerName } from './expectation.ts';

const key = '00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210';
const otherKey = '1032547698badcfeefcdab89674523010123456789abcdeffedcba9876543210';
const variables = ['ASSAY_STORE', 'ASSAY_LEDGER_KEY'] as const;

/** Makes the ledger that a check asks, and names it in the environment; the returned function takes the names back. */
export async function withLedger(check: Check, folder: string): Promise<() => void> {
  if (check.kind !== 'no erased subjects') return () => {};
  const root = mkdtempSync(join(folder, 'ledger-'));
  const location = join(root, '.assay');
  await makeLedger(check, root);
  const before = variables.map((name) => [name, process.env[name]] as const);
  process.env.ASSAY_STORE = location;
  if (check.ledger !== 'no key')
    process.env.ASSAY_LEDGER_KEY = check.ledger === 'another key' ? otherKey : key;
  if (check.ledger === 'no store') rmSync(location, { recursive: true });
  if (check.ledger === 'log edited') {
    const path = join(location, 'log', ledgerName, '00000002/record.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"ticket"', '"tickets"'));
  }
  return () => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
}

async function makeLedger(
  { column, erased }: Extract<Check, { kind: 'no erased subjects' }>,
  root: string,
): Promise<void> {
  const store = await openStore('.assay', { root, env: {} });
  writeFileSync(join(root, 'all.csv'), [column, ...erased, 'somebody', 'nobody', ''].join('\n'));
  await store.create(ledgerName, 'all.csv', { tag: 'candidate', copy: true });
  if (erased.length === 0) return;
  const subjects = erased.map((value) => ({ column, value }));
  await eraseSubjects(store, [ledgerName], subjects, {
    reason: 'ticket',
    key: ledgerKey(key, 'the corpus'),
  });
}

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

import { dataset } from '../planner-data.ts';
import { type Terms, termsOf } from '../planner-expectations.ts';
import { peerCommand, presentPeers, readPeer, writeTerms } from '../planner-peers.ts';

/**
 * Break every expectation of every peer that is set up, one at a time, and see that its program ends red: a tool that is
 * green on anything would be fast.
 *
 *     node test/bench/peers/refute.ts
 */
const rows = 10_000;
const terms = termsOf(rows);

const broken: Readonly<Record<string, Partial<Terms>>> = {
  types: { columns: { ...terms.columns, quantity: 'VARCHAR' } },
  rows: { rows: rows + 1 },
  ...Object.fromEntries(
    terms.notNull.map((column, at) => [
      `${column} not null`,
      { notNull: terms.notNull.with(at, ['amount', 'email', 'discount'][at % 3] ?? '') },
    ]),
  ),
  ...each(terms.nullShares, 'nulls', () => 0.0001, 'nullShares'),
  'id unique': { unique: 'customer' },
  ...each(terms.accepted, 'in', (values) => values.slice(1), 'accepted'),
  ...each(terms.patterns, 'pattern', (pattern) => pattern.replace('^', '^!'), 'patterns'),
  'email tolerance': { patternTolerance: 0 },
  ...each(terms.ranges, 'low', ([low, high]) => [low + (high - low) / 5, high] as const, 'ranges'),
  ...each(
    terms.ranges,
    'high',
    ([low, high]) => [low, high - (high - low) * 0.8] as const,
    'ranges',
  ),
  'mean too low': { mean: [2900, 3000] },
  'mean too high': { mean: [1000, 1100] },
  'stddev too low': { stddev: [2900, 3000] },
  'stddev too high': { stddev: [1000, 1100] },
  'p95 too low': { p95: [8900, 9000] },
  'p95 too high': { p95: [0, 100] },
  customers: { customers: rows },
  freshness: { now: '2026-11-26T00:00:00Z' },
  total: { totalTolerance: 0.0001 },
};

const folder = resolve(import.meta.dirname, '../../../node_modules/.cache/assay-bench');
const files = await dataset(join(folder, 'planner-data'), { rows, files: 1, shuffled: false });
mkdirSync(join(folder, 'refute'), { recursive: true });
const path = join(folder, 'refute/terms.json');
let survived = 0;
for (const peer of presentPeers()) {
  const started = (changed: Partial<Terms>) => {
    writeTerms(path, { ...terms, ...changed }, files);
    const [command = '', ...args] = peerCommand(peer, path);
    return spawnSync(command, args, { encoding: 'utf8' });
  };
  const green = started({});
  if (green.status !== 0) throw new Error(`${peer.name} is red as it is:\n${green.stderr}`);
  const leftOut = readPeer(green.stdout).left_out;
  const asked = Object.entries(broken).filter(
    ([name]) => !leftOut.some((each) => name.startsWith(each)),
  );
  const missed = asked.flatMap(([name, changed]) => {
    const { status, stderr } = started(changed);
    return status === 1 && stderr.includes('red: ') ? [] : [`${name} (${status}): ${stderr}`];
  });
  survived += missed.length;
  const found = asked.length - missed.length;
  console.log([`${peer.name}: ${found} of ${asked.length} found`, ...missed].join('\n  '));
}
process.exitCode = survived > 0 ? 1 : 0;

/** One change for each column of a term. */
function each<Value>(
  term: Readonly<Record<string, Value>>,
  name: string,
  change: (value: Value) => Value,
  key: keyof Terms,
): Readonly<Record<string, Partial<Terms>>> {
  return Object.fromEntries(
    Object.entries(term).map(([column, value]) => [
      `${column} ${name}`,
      { [key]: { ...term, [column]: change(value) } },
    ]),
  );
}

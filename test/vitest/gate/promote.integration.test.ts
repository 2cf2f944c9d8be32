import { expect, onTestFinished, test } from 'vitest';
import { contractOn, gateProject } from './gate-project.ts';

/** Makes a project that is removed at the end of the test. */
async function project(files: Readonly<Record<string, string>> = {}) {
  const made = await gateProject(files);
  onTestFinished(() => made.remove());
  return made;
}

const good = [6, 7, 8];
const bad = [60, 70, 80];
const production = async (made: Awaited<ReturnType<typeof project>>) =>
  (await (await made.store()).state('trips')).tags.get('production')?.snapshot ?? null;
const lastRecord = async (made: Awaited<ReturnType<typeof project>>) =>
  (await (await made.store()).log('trips')).at(-1);

test('a snapshot whose contracts hold is promoted, with evidence that names it', async () => {
  const made = await project();
  const digest = await made.record(good, 'candidate');
  const { code, output } = await made.promote();
  expect(output).toContain(`trips@production is trips@${digest.slice(7, 19)} now; it is new`);
  expect(output).toContain('checked by trips: 9 passed');
  expect(code).toBe(0);
  expect(await production(made)).toBe(digest);
  const store = await made.store();
  const record = await lastRecord(made);
  if (record?.kind !== 'promote' || !record.evidence || !record.outcome)
    throw new Error('no promotion');
  const envelope = JSON.parse(
    String(Buffer.from((await store.document('evidence', record.evidence)) ?? [])),
  );
  const statement = JSON.parse(String(Buffer.from(envelope.payload, 'base64')));
  expect(statement.subject).toEqual([{ name: 'trips', digest: { sha256: digest.slice(7) } }]);
  expect(statement.predicate).toMatchObject({
    outcome: { digest: record.outcome, counts: record.counts },
    contracts: ['trips'],
    log: { sequence: record.sequence, previous: record.previous },
  });
  const report = JSON.parse(
    String(Buffer.from((await store.document('outcomes', record.outcome)) ?? [])),
  );
  expect(report).toMatchObject({ format: 'assay-report', state: 'passed', counts: record.counts });
  expect(await store.verify()).toEqual([]);
  expect(await made.has('assay-report/contracts.json')).toBe(true);
  expect(await made.has('own-ran')).toBe(false);
});

test('a snapshot that breaks a contract is refused, with the reasons in the log', async () => {
  const made = await project();
  const digest = await made.record(good, 'candidate');
  await made.promote();
  const broken = await made.record(bad, 'candidate');
  const { code, output } = await made.promote();
  expect(output).toContain(`trips@${broken.slice(7, 19)} is refused: trips@production stays`);
  expect(code).toBe(1);
  expect(await production(made)).toBe(digest);
  expect(await lastRecord(made)).toMatchObject({
    kind: 'refuse',
    snapshot: broken,
    tag: 'production',
    evidence: null,
    reasons: ["trips on trips: column('fare').mean() is between 5 and 10, and it is 70."],
  });
});

test('a warning is promoted, and refused with failOnWarnings', async () => {
  const made = await project();
  await made.record([2, 3, 21], 'candidate');
  expect((await made.promote()).code).toBe(0);
  await made.write(
    'assay.config.ts',
    'export default { gates: { production: { failOnWarnings: true } } };',
  );
  const { code, output } = await made.promote();
  expect(output).toContain('failOnWarnings: trips on trips:');
  expect(code).toBe(1);
  expect(await lastRecord(made)).toMatchObject({
    kind: 'refuse',
    policies: { failOnWarnings: true },
  });
});

test('a misspelt policy is an error before anything runs', async () => {
  const made = await project();
  await made.record(good, 'candidate');
  await made.write(
    'assay.config.ts',
    'export default { gates: { production: { failOnWarning: true } } };',
  );
  const { code, output } = await made.promote();
  expect(output).toContain("Did you mean 'failOnWarnings'?");
  expect(code).toBe(64);
  expect(await production(made)).toBeNull();
});

const moves = `
import { openStore } from 'assay/store';
await (await openStore()).create('trips', 'data/other.csv', { tag: 'production', copy: true });
`;

test('a tag that another process moves while the contracts run is a conflict', async () => {
  const made = await project({
    'contracts/trips.contract.ts': contractOn("snapshot('trips')") + moves,
    'data/other.csv': 'id,fare\n1,1\n',
  });
  const digest = await made.record(good, 'candidate');
  const { code, output } = await made.promote();
  expect(output).toContain('while the contracts ran');
  expect(code).toBe(3);
  const now = await production(made);
  expect(now).not.toBeNull();
  expect(now).not.toBe(digest);
  expect(await lastRecord(made)).toMatchObject({ kind: 'create' });
});

test('a tag that moves away and back meanwhile is a conflict too', async () => {
  const back = `
import { openStore } from 'assay/store';
const store = await openStore();
await store.create('trips', 'data/other.csv', { tag: 'production', copy: true });
await store.create('trips', 'data/trips.csv', { tag: 'production', copy: true });
`;
  const made = await project({
    'contracts/trips.contract.ts': contractOn("snapshot('trips')") + back,
    'data/other.csv': 'id,fare\n1,1\n',
  });
  const digest = await made.record(good, 'production');
  await made.record(good, 'candidate');
  expect((await made.promote()).code).toBe(3);
  expect(await production(made)).toBe(digest);
});

test('data that changes while the contracts run is not promoted', async () => {
  const made = await project({
    'contracts/trips.contract.ts': `${contractOn("snapshot('trips')")}
import { appendFileSync } from 'node:fs';
appendFileSync('data/trips.csv', '9,6\\n');`,
  });
  await made.write('data/trips.csv', 'id,fare\n1,6\n2,7\n');
  await (await made.store()).create('trips', 'data/trips.csv', { tag: 'candidate' });
  const { code, output } = await made.promote();
  expect(output).toContain('data/trips.csv is not the file of the snapshot');
  expect(code).toBe(2);
  expect(await production(made)).toBeNull();
});

test('data that changed before is found by reading it, though its size and times are as they were', async () => {
  const made = await project();
  const file = 'data/trips.csv';
  await made.write(file, 'id,fare\n1,6\n2,7\n');
  await (await made.store()).create('trips', file, { tag: 'candidate' });
  const { stat, utimes, writeFile } = await import('node:fs/promises');
  const { atime, mtime } = await stat(`${made.root}/${file}`);
  await writeFile(`${made.root}/${file}`, 'id,fare\n1,6\n2,8\n');
  await utimes(`${made.root}/${file}`, atime, mtime);
  const { code, output } = await made.promote();
  expect(output.replace(/\s+/g, ' ')).toContain('its bytes are not those that were recorded');
  expect(code).toBe(2);
});

test.for([
  [
    'no contract checks it',
    { 'contracts/trips.contract.ts': contractOn("csv('data/other.csv')") },
    "write verify(contract, snapshot('trips')) in a contract file",
  ],
  [
    'a contract file fails to load',
    { 'contracts/broken.contract.ts': 'throw new Error("it is broken");' },
    'it is broken',
  ],
  [
    'all is skipped',
    { 'contracts/trips.contract.ts': contractOn("snapshot('trips')", { verify: 'verify.skip' }) },
    'was not run: it is skipped in its file.',
  ],
  [
    'another contract is marked .only',
    {
      'contracts/trips.contract.ts': `${contractOn("snapshot('trips')")}${contractOn(
        "snapshot('trips')",
        { name: 'again', verify: 'verify.only' },
      )
        .replace(/import.*\n/, '')
        .replaceAll('const it', 'const again')
        .replace('(it,', '(again,')}`,
    },
    'another one in its file is marked .only',
  ],
  [
    'the config filters by name',
    {
      'filter.ts':
        "import config from './vitest.config.ts';\nexport default { ...config, test: { ...config.test, testNamePattern: 'mean' } };",
    },
    'it was left out by -t "mean"',
    ['--config', 'filter.ts'],
  ],
  [
    'the config has no contracts',
    { 'plain.ts': 'export default { test: {} };' },
    'runs no contracts: add the plugin contracts()',
    ['--config', 'plain.ts'],
  ],
  [
    'the config can not be loaded',
    { 'broken.ts': 'throw new Error("a bad config");' },
    'a bad config',
    ['--config', 'broken.ts'],
  ],
  [
    'an expectation can not be measured',
    {
      'contracts/trips.contract.ts': contractOn("snapshot('trips')", {
        expect: "rows.satisfy('fare > nothing')",
      }),
    },
    'could not be judged',
  ],
] as const)('a snapshot is not judged where %s', async ([, files, message, args = []]) => {
  const made = await project({ 'data/other.csv': 'id,fare\n1,6\n', ...files });
  await made.record(good, 'candidate');
  const { code, output } = await made.promote(...args);
  expect(output.replaceAll(/\s+/g, ' ')).toContain(message);
  expect(code).toBe(2);
  expect(await production(made)).toBeNull();
  expect(await lastRecord(made)).toMatchObject({ kind: 'create' });
});

test('contracts on other data neither cost nor block', async () => {
  const made = await project({
    'contracts/gone.contract.ts': contractOn("csv('data/gone.csv')", { name: 'gone' }),
    'contracts/old.contract.ts': contractOn("snapshot('trips@production')", { name: 'old' }),
    'contracts/other.contract.ts': contractOn("snapshot('other')", { name: 'other' }),
    'contracts/files.contract.ts': contractOn("csv('data/trips.csv', { delimiter: ',' })", {
      name: 'options',
    }),
  });
  await made.record(bad, 'production');
  const digest = await made.record(good, 'candidate');
  const { code, output } = await made.promote();
  expect(output).toContain('4 contracts on other data left out');
  expect(code).toBe(0);
  expect(await production(made)).toBe(digest);
});

test('a contract on the files of the snapshot checks it, and other files beside them do not matter', async () => {
  const made = await project({
    'contracts/trips.contract.ts': contractOn("csv('data/trips.csv')"),
  });
  await made.write('data/trips.csv', 'id,fare\n1,6\n2,7\n');
  await (await made.store()).create('trips', 'data/trips.csv', { tag: 'candidate' });
  const { code, output } = await made.promote();
  expect(output).toContain('checked by trips: 9 passed');
  expect(code).toBe(0);
});

test('the snapshot is what is checked, though the candidate is another one by then', async () => {
  const made = await project();
  const digest = await made.record(good, 'candidate');
  await made.record(bad, 'candidate');
  const { code, output } = await made.assay(
    'promote',
    'trips',
    '--from',
    digest,
    '--to',
    'production',
  );
  expect(output).toContain('checked by trips: 9 passed');
  expect(code).toBe(0);
  expect(await production(made)).toBe(digest);
});

test('contract files are chosen by globs, and a glob that matches none is an error', async () => {
  const made = await project({
    'contracts/broken.contract.ts': 'throw new Error("it is broken");',
  });
  await made.record(good, 'candidate');
  expect((await made.promote('--contracts', 'contracts/trips.*')).code).toBe(0);
  const { code, output } = await made.promote('--contracts', 'contract/*.ts');
  expect(output).toContain('No contract file matches contract/*.ts');
  expect(code).toBe(64);
});

test('a snapshot that still holds erased rows is refused, and one whose data was deleted is unreadable', async () => {
  const made = await project();
  const snapshot = (await made.record(good, 'candidate')) as `sha256:${string}`;
  const store = await made.store();
  const next = (await made.record([6, 7], 'other')) as `sha256:${string}`;
  await store.append('trips', ({ snapshots }) => ({
    kind: 'erase',
    subjects: [],
    key: 'k',
    reason: 'asked for',
    created: [{ snapshot: next, descriptor: snapshots.get(next) ?? next, replaces: snapshot }],
    moves: [],
    deprecated: [{ snapshot, deadline: '2027-01-01T00:00:00.000Z', files: [] }],
  }));
  const deprecated = await made.promote();
  expect(deprecated.output).toContain('still holds rows that were erased');
  expect(deprecated.code).toBe(1);
  expect(await lastRecord(made)).toMatchObject({ kind: 'refuse', outcome: null });
  await store.append('trips', () => ({ kind: 'purge', snapshots: [snapshot], files: [] }));
  const purged = await made.promote();
  expect(purged.output).toContain('was deleted');
  expect(purged.code).toBe(2);
  expect(await production(made)).toBeNull();
});

test('what is not there is told by exit codes of its own', async () => {
  const made = await project();
  expect((await made.promote()).code).toBe(5);
  await made.record(good, 'candidate');
  const typo = await made.assay('promote', 'trips', '--from', 'candidat', '--to', 'production');
  expect(typo.output).toContain("Did you mean 'candidate'?");
  expect(typo.code).toBe(5);
  expect((await made.assay('promote', 'trips', '--from', 'candidate')).code).toBe(64);
  expect((await made.promote('--unknown')).code).toBe(64);
  expect((await made.assay('promote', 'trips', '--from', 'x', '--to', 'x')).code).toBe(64);
});

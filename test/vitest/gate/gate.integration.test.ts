import { generateKeyPairSync } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { contractOn, type GateProject, gateProject } from './gate-project.ts';

/** Makes a project with these policies of its production. It is removed at the end of the test. */
async function project(files: Readonly<Record<string, string>> = {}): Promise<GateProject> {
  const made = await gateProject(files);
  onTestFinished(() => made.remove());
  return made;
}

const policy = (made: GateProject, policies: object) =>
  made.write(
    'assay.config.ts',
    `export default { gates: { production: ${JSON.stringify(policies)} } };`,
  );

const logOf = async (made: GateProject) => (await made.store()).log('trips');

test('notWorseThan excuses what production misses at least as much, and nothing else', async () => {
  const made = await project();
  await made.record([60, 70, 80], 'production');
  await made.record([59, 70, 80], 'candidate');
  expect((await made.promote()).code).toBe(1);
  await policy(made, { notWorseThan: true });
  const excused = await made.promote();
  expect(excused.output.replaceAll(/\s+/g, ' ')).toContain(
    'trips@production misses it at least as much.',
  );
  expect(excused.code).toBe(0);
  expect((await logOf(made)).at(-1)).toMatchObject({
    kind: 'promote',
    policies: { notWorseThan: true },
  });
  await policy(made, {});
  await made.record([60, 70, 81], 'candidate');
  await policy(made, { notWorseThan: true });
  expect((await made.promote()).code).toBe(1);
});

test('a champion is beaten or stays, and is compared on its own snapshot', async () => {
  const made = await project({
    'contracts/trips.contract.ts': contractOn("snapshot('trips')", {
      expect: "column('fare').mean().atLeast(0).named('accuracy')",
    }),
  });
  await made.record([0.9, 0.92], 'production');
  await made.record([0.89, 0.92], 'candidate');
  await policy(made, { champion: { metric: 'accuracy', better: 'higher' } });
  const worse = await made.promote();
  expect(worse.output.replaceAll(/\s+/g, ' ')).toContain(
    'accuracy is 0.905, and 0.91 in trips@production: it has to be higher or the same.',
  );
  expect(worse.code).toBe(1);
  await policy(made, { champion: { metric: 'accuracy', better: 'lower', by: 0.005 } });
  expect((await made.promote()).code).toBe(0);
  await policy(made, { champion: { metric: 'acuracy', better: 'lower' } });
  expect((await made.promote()).code).toBe(2);
});

test('contracts that catch too few mutants of the candidate refuse it', async () => {
  const made = await project();
  await made.record([6, 7, 8, 9], 'candidate');
  await policy(made, { mutationScore: '100%' });
  const { code, output } = await made.promote();
  expect(output).toContain("mutationScore: The contract 'trips' catches");
  expect(code).toBe(1);
  await policy(made, { mutationScore: '1%' });
  expect((await made.promote()).code).toBe(0);
});

test('approvers are counted, and one with a key has to sign the evidence', async () => {
  const made = await project();
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const spki = { type: 'spki', format: 'pem' } as const;
  const [ben, eve] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  await made.write('keys/ben.pub.pem', String(ben.publicKey.export(spki)));
  await made.write('keys/ben.pem', String(ben.privateKey.export(pem)));
  await made.write('keys/eve.pem', String(eve.privateKey.export(pem)));
  await made.record([6, 7, 8], 'candidate');
  await policy(made, { approvers: { names: ['ana', { name: 'ben', key: 'keys/ben.pub.pem' }] } });
  const nobody = await made.promote();
  expect(nobody.output).toContain('2 of ana, ben must approve, and nobody did');
  expect(nobody.code).toBe(1);
  const both = ['--approved-by', 'ana', '--approved-by', 'ben'];
  expect((await made.promote(...both)).code).toBe(1);
  expect((await made.promote(...both, '--key', 'keys/eve.pem')).code).toBe(1);
  const stranger = await made.promote('--approved-by', 'benn');
  expect(stranger.output).toContain("Did you mean 'ben'?");
  expect(stranger.code).toBe(64);
  const noKey = await made.promote(...both, '--key', 'keys/ben.pub.pem');
  expect(noKey.output).toContain('no Ed25519 private key');
  expect(noKey.code).toBe(64);
  const signed = await made.promote(...both, '--key', 'keys/ben.pem');
  expect(signed.code).toBe(0);
  const record = (await logOf(made)).at(-1);
  expect(record).toMatchObject({ kind: 'promote', approvers: ['ana', 'ben'] });
  if (record?.kind !== 'promote' || !record.evidence) throw new Error('no evidence');
  const evidence = await (await made.store()).document('evidence', record.evidence);
  await made.write('evidence.json', String(Buffer.from(evidence ?? [])));
  const verified = await made.assay(
    'verify-evidence',
    'evidence.json',
    '--key',
    'keys/ben.pub.pem',
  );
  expect(verified.output).not.toContain('assay:');
  expect(verified.code).toBe(0);
});

test('references of a contract are pinned to what the gate saw when it began', async () => {
  const made = await project({
    'contracts/trips.contract.ts': `import { openStore } from 'assay/store';
${contractOn("snapshot('trips')", {
  expect: "column('fare').mean().change().between('-5%', '5%')",
  options: "{ reference: snapshot('trips@production') }",
})}
await (await openStore()).create('trips', 'data/other.csv', { tag: 'production', copy: true });`,
    'data/other.csv': 'id,fare\n1,1000\n',
  });
  await made.record([6, 7, 8], 'production');
  await made.record([6, 7, 8.1], 'candidate');
  // The contracts hold against the old production; the new one makes a conflict of it.
  const { code, output } = await made.promote();
  expect(output).toContain('while the contracts ran');
  expect(code).toBe(3);
});

const asScript = (body: string) => `
import { gate } from 'REPOSITORY/src/vitest/gate/gate-api.ts';
import { holdGate } from 'REPOSITORY/src/vitest/gate/hold-gate.ts';
import { inFolder, storeOn } from 'REPOSITORY/src/store/open-store.ts';
import { StoreError } from 'REPOSITORY/src/store/store-error.ts';
const trips = { name: 'trips', from: 'candidate', to: 'production', reporters: [] };
${body}`;

test('a program looks at the result itself, and a refusal does not decide its exit code', async () => {
  const made = await project();
  await made.record([60], 'candidate');
  const { code, output } = await made.script(
    asScript(`
const first = gate(trips);
const second = gate(trips);
const results = await Promise.all([first, second]);
console.log(JSON.stringify(results.map(({ state, report, reasons }) => [state, report.counts.failed, reasons.length])));
console.log(process.exitCode, process.env.VITEST);
await gate({ ...trips, form: 'x' }).catch(({ code, message }) => console.log(code, message));
`),
  );
  expect(output).toContain('[["refused",1,1],["refused",1,1]]');
  expect(output).toContain('undefined undefined');
  expect(output).toContain('STORE_USAGE gate() has no option form. Did you mean from?');
  expect(code).toBe(0);
});

/** A store whose reply is lost when a promotion is written, after it landed or before. */
const lost = (lands: boolean) => `
const backend = inFolder('.assay', process.cwd());
const store = storeOn({
  ...backend,
  create: async (key, bytes) => {
    const isPromotion = Buffer.from(bytes).includes('"kind":"promote"');
    if (!isPromotion || ${lands}) await backend.create(key, bytes);
    if (isPromotion) throw new StoreError('STORE_UNKNOWN', 'The reply was lost.');
    return true;
  },
}, process.cwd());
await holdGate(store, trips, {}).then(
  ({ state, record }) => console.log('ended', state, record.sequence),
  ({ code }) => console.log('threw', code),
);`;

test('a promotion whose reply was lost is read back: it landed, or nobody knows', async () => {
  const made = await project();
  await made.record([6, 7], 'candidate');
  expect((await made.script(asScript(lost(false)))).output).toContain('threw STORE_UNKNOWN');
  expect((await (await made.store()).state('trips')).tags.has('production')).toBe(false);
  expect((await made.script(asScript(lost(true)))).output).toContain('ended promoted 2');
  expect((await (await made.store()).state('trips')).tags.has('production')).toBe(true);
  expect(await (await made.store()).verify()).toEqual([]);
});

test('processes that promote at once: one lands, the others get a conflict', async () => {
  const made = await project();
  const digest = await made.record([6, 7], 'candidate');
  const ends = await Promise.all(Array.from({ length: 3 }, () => made.promote()));
  expect(
    ends.map(({ code }) => code).toSorted(),
    ends.map(({ output }) => output).join('\n'),
  ).toEqual([0, 3, 3]);
  const records = await logOf(made);
  expect(records.filter(({ kind }) => kind === 'promote')).toHaveLength(1);
  expect(records.at(-1)).toMatchObject({ kind: 'promote', snapshot: digest });
});

test('a promotion takes no contract for kept of which an expectation is skipped or marked .only()', async () => {
  const made = await project();
  await made.record([1, 2], 'candidate');
  const contract = (expect: string) =>
    made.write('contracts/trips.contract.ts', contractOn("snapshot('trips')", { expect }));
  await contract("column('fare').mean().atLeast(90).skip('the scale is off')");
  const skipped = await made.promote();
  expect(skipped.output.replaceAll(/\s+/g, ' ')).toContain(
    'was not run: its contract skips it: the scale is off.',
  );
  expect(skipped.code).toBe(2);
  await contract("column('fare').mean().atLeast(1).only()");
  expect((await made.promote()).code).not.toBe(0);
});

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csv, type Dataset, json, parquet } from '../../../src/index.ts';
import { eraseSubjects } from '../../../src/store/erase/erase-subjects.ts';
import { purgeDeprecated } from '../../../src/store/erase/purge-deprecated.ts';
import { subjectRows } from '../../../src/store/erase/subject-rows.ts';
import { verifyErasures } from '../../../src/store/erase/verify-erasures.ts';
import { withSession } from '../../../src/store/erase/with-session.ts';
import { datasetOfSnapshot } from '../../../src/store/snapshot/snapshot-dataset.ts';
import { makeProject, type Project } from './project.ts';

const people = 10_000;
const subject = { column: 'who', value: 'person-04711@example.org' } as const;
const whoOf = (at: number) => `person-${String(at % people).padStart(5, '0')}@example.org`;

/** The datasets, each made from the one before, in several formats and several files. */
const names = ['raw', 'clean', 'features', 'train', 'scored'] as const;

let project: Project;
const made = new Map<string, string>();

beforeAll(async () => {
  project = await makeProject();
  let input: string | null = null;
  for (const [at, name] of names.entries()) {
    const snapshot = await project.store.create(name, await data(name, at), {
      tag: 'production',
      copy: true,
      step: `${name}.py`,
      ...(input !== null && { inputs: [input] }),
    });
    made.set(name, snapshot.digest);
    input = `${name}@production`;
  }
}, 120_000);
afterAll(() => project.remove());

async function data(name: string, at: number): Promise<Dataset> {
  const parts = [0, 1, 2, 3].map((part) =>
    Array.from({ length: people / 4 }, (_, row) => {
      const id = part * (people / 4) + row;
      return { who: whoOf(id), n: id * (at + 1) };
    }),
  );
  const path = (part: number, ending: string) => `data/${name}-${part}.${ending}`;
  const asCsv = (rows: readonly { who: string; n: number }[]) =>
    `who,n\n${rows.map(({ who, n }) => `"${who}",${n}\n`).join('')}`;
  for (const [part, rows] of parts.entries()) {
    if (at % 3 === 1)
      project.write(path(part, 'ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    else project.write(path(part, 'csv'), asCsv(rows));
  }
  const all = (ending: string) => join(project.root, `data/${name}-*.${ending}`);
  if (at % 3 === 1) return json(all('ndjson'));
  if (at % 3 === 0) return csv(all('csv'));
  for (const part of parts.keys())
    await withSession(project.root, csv(join(project.root, path(part, 'csv'))), async (session) => {
      const stored = await session.store?.write(
        `from ${session.relation}`,
        (from) => `from ${from}`,
      );
      await stored?.keep(join(project.root, path(part, 'parquet')));
    });
  return parquet(all('parquet'));
}

/** The rows of a subject, and all rows, in what a tag names. */
async function found(name: string) {
  const snapshot = await project.store.snapshot(`${name}@production`);
  const dataset = await datasetOfSnapshot(project.store, snapshot, name);
  return withSession(project.root, dataset, async (session) => {
    const { rows, found: hits } = await subjectRows(
      session,
      ['who'],
      (_, reading) => reading === `text:${subject.value}`,
    );
    return { rows, hits: hits.length };
  });
}

describe('1 of 10,000 subjects in 5 linked snapshots', () => {
  test('is in all of them before, and nowhere live after', async () => {
    for (const name of names) expect(await found(name)).toEqual({ rows: people, hits: 1 });
    const done = await eraseSubjects(project.store, names, [subject], {
      reason: 'ticket 17',
      key: project.key,
    });
    expect(done.map(({ record }) => record.deprecated.map((one) => one.snapshot))).toEqual(
      names.map((name) => [made.get(name)]),
    );
    // Each but the first was made from one that held the subject; of four files, one was written anew.
    expect(done[0]?.derived.map((one) => one.name)).toEqual([
      'clean',
      'features',
      'train',
      'scored',
    ]);
    for (const name of names) {
      expect(await found(name)).toEqual({ rows: people - 1, hits: 0 });
      expect(await verifyErasures(project.store, name, project.key)).toMatchObject({
        isKept: true,
        subjects: 1,
        deprecated: [{ snapshot: made.get(name), isPast: false }],
      });
      const { files } = await project.store.snapshot(`${name}@production`);
      const before = await project.store.snapshot(`${name}@${made.get(name)}`);
      const kept = files.filter(({ digest }) =>
        before.files.some((file) => file.digest === digest),
      );
      expect(kept).toHaveLength(3);
    }
  }, 120_000);

  test('is in no byte of the store once it is purged, and the log verifies', async () => {
    for (const name of names) await purgeDeprecated(project.store, name);
    expect(project.bytes('.assay')).not.toContain(subject.value);
    expect(project.bytes('node_modules')).not.toContain(subject.value);
    expect(await project.store.verify()).toEqual([]);
    for (const name of names)
      await expect(project.store.snapshot(`${name}@${made.get(name)}`)).rejects.toMatchObject({
        code: 'SNAPSHOT_PURGED',
      });
  }, 120_000);
});

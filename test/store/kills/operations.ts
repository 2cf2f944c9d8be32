import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraseSubjects } from '../../../src/store/erase/erase-subjects.ts';
import { ledgerKey } from '../../../src/store/erase/ledger-key.ts';
import { purgeDeprecated } from '../../../src/store/erase/purge-deprecated.ts';
import type { Store } from '../../../src/store/store.ts';
import { judgedGate, landGate } from '../../support/gate-landing.ts';

/** An operation on a store that is killed, and run again. */
export interface Operation {
  /** The share of all kills. */
  readonly share: number;
  /** Fills a new store, so that the operation can be run any number of times. */
  readonly fill: (store: Store) => Promise<unknown>;
  /** Makes what the next run works on. */
  readonly prepare?: (store: Store, run: number) => Promise<unknown>;
  /** Runs the operation. The same number is the same run: a retry. */
  readonly run: (store: Store, run: number) => Promise<unknown>;
}

const key = ledgerKey('00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef', 'a test');

const persons = 300;

/** Writes data files of a project, and returns their paths. */
function written(store: Store, files: Readonly<Record<string, string>>): string[] {
  mkdirSync(join(store.root, 'data'), { recursive: true });
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(join(store.root, 'data', name), text);
    return `data/${name}`;
  });
}

const trips = (run: number) => `id,n\n1,${run}\n2,0\n`;

const people = (from: number, to: number) =>
  `person,n\n${Array.from({ length: to - from }, (_, at) => `${from + at},1\n`).join('')}`;

async function fillTrips(store: Store): Promise<void> {
  const [first, second] = written(store, { 'a.csv': trips(-1), 'b.csv': trips(-2) });
  await store.create('trips', first ?? '', { tag: 'candidate', copy: true });
  await store.create('trips', second ?? '', { tag: 'candidate' });
}

/** Two tags name different snapshots, of which one is copied and one lies in place; a third has the rest of the files. */
async function fillPeople(store: Store): Promise<void> {
  const [first = '', second = '', third = ''] = written(store, {
    'p1.csv': people(0, persons),
    'p2.csv': people(0, persons / 2),
    'p3.csv': people(persons, persons + 2),
  });
  await store.create('people', [first, third], { tag: 'production', copy: true });
  await store.create('people', [second, third], { tag: 'candidate' });
}

const erasePerson = (store: Store, run: number) =>
  eraseSubjects(store, ['people'], [{ column: 'person', value: String(run % persons) }], {
    reason: 'request',
    key,
  });

/** Moves the tag to the other one of two snapshots, so that there is always one to go to. */
async function rollBackToOther(store: Store): Promise<unknown> {
  const { tags, snapshots } = await store.state('trips');
  const now = tags.get('candidate')?.snapshot;
  const to = [...snapshots.keys()].find((one) => one !== now) ?? '';
  return store.rollback('trips', 'candidate', { to });
}

/** The operations, by name. */
export const operations = {
  create: {
    share: 0.18,
    fill: fillTrips,
    run: (store, run) =>
      store.create('trips', written(store, { [`new-${run}.csv`]: trips(run) }), {
        tag: 'candidate',
      }),
  },
  'create with copies': {
    share: 0.14,
    fill: fillTrips,
    run: (store, run) =>
      store.create(
        'trips',
        written(store, { [`one-${run}.csv`]: trips(run), [`two-${run}.csv`]: trips(-run) }),
        { tag: 'candidate', copy: true },
      ),
  },
  rollback: { share: 0.26, fill: fillTrips, run: rollBackToOther },
  promote: {
    share: 0.26,
    fill: fillTrips,
    run: async (store) => landGate(await judgedGate(store, 'trips', 'candidate', 'production')),
  },
  erase: {
    share: 0.08,
    fill: fillPeople,
    // An erasure searches all snapshots that were not purged: their number stays small.
    prepare: (store) => purgeDeprecated(store, 'people'),
    run: erasePerson,
  },
  purge: {
    share: 0.08,
    fill: fillPeople,
    prepare: erasePerson,
    run: (store) => purgeDeprecated(store, 'people'),
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;

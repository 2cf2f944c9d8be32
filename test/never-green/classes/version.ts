import type { VersionFault } from '../case.ts';
import * as check from '../checks.ts';
import { toKept } from '../checks.ts';
import { cases, kept, type Line, notOn, on } from '../line.ts';

const asKept = 'What is read is what was kept, and it is good.';
const brokenAsKept = 'What is read is what was kept, and it breaks the check.';
const other = 'What could be read is not what was kept.';
const none = 'There is no such version.';
const gone = 'What it is to be compared with is not there as it was kept.';

const files = notOn('rows');
/** SQLite is not read from revisions. */
const texts = on('parquet', 'csv', 'json');
const few = on('csv', 'parquet');

const isBroken: readonly VersionFault[] = [
  'a byte changed',
  'rows were added',
  'file gone',
  'file emptied',
  'file cut short',
];
const ofStores: readonly VersionFault[] = [
  'unknown tag',
  'unknown digest',
  'unknown name',
  'no store',
  'half a store',
  'log cut off',
  'log edited',
  'purged',
];
const ofGit: readonly VersionFault[] = [
  'unknown revision',
  'not in the revision',
  'empty revision',
  'no commit',
  'pointer of LFS',
];
const ofDvc: readonly VersionFault[] = [
  'a byte changed',
  'file gone',
  'file emptied',
  'file cut short',
  'not tracked',
  'tracking file damaged',
];
const easy = check.rowCount(0, 99);

/** The same check over each fault, as data and as what is compared with. */
const faulty = (
  of: 'snapshot' | 'copied snapshot' | 'git' | 'dvc',
  faults: readonly VersionFault[],
  why: string,
): readonly Line[] =>
  faults.flatMap((fault): Line[] => [
    ['good', easy, 'error', null, why, kept(of, fault), few],
    [
      'good',
      check.drift('psi', 'amount', 99, toKept('good', { of, fault })),
      'error',
      null,
      gone,
      on('csv'),
    ],
    [
      'good',
      check.change('count', null, -1, 99, toKept('good', { of, fault })),
      'error',
      null,
      gone,
      on('csv'),
    ],
  ]);

// biome-ignore format: a case is one line.
export const version = cases('version', [
  ['good', check.rowCount(5, 5), 'pass', null, asKept, kept('snapshot'), files],
  ['good', check.rowCount(5, 5), 'pass', null, asKept, kept('copied snapshot'), texts],
  ['good', check.rowCount(5, 5), 'pass', null, asKept, kept('git'), texts],
  ['good', check.rowCount(5, 5), 'pass', null, asKept, kept('dvc'), texts],
  ['good', check.unique('state'), 'fail', null, brokenAsKept, kept('snapshot'), files],
  ['good', check.unique('state'), 'fail', null, brokenAsKept, kept('copied snapshot'), texts],
  ['good', check.unique('state'), 'fail', null, brokenAsKept, kept('git'), texts],
  ['good', check.unique('state'), 'fail', null, brokenAsKept, kept('dvc'), texts],
  ['no rows', check.rowCount(1), 'fail', null, brokenAsKept, kept('snapshot'), few],
  ['no bytes', easy, 'error', null, 'A file without a byte is not of its format.', kept('snapshot'), few],
  ['no bytes', easy, 'error', null, 'A file without a byte is not of its format.', kept('git'), few],
  ['no bytes', easy, 'error', null, 'A file without a byte is not of its format.', kept('dvc'), few],
  ['usual in another order', check.drift('psi', 'amount', 0, toKept('usual', { of: 'snapshot' })), 'pass', null, asKept, few],
  ['usual in another order', check.drift('psi', 'amount', 0, toKept('usual', { of: 'git' })), 'pass', null, asKept, few],
  ['usual in another order', check.drift('psi', 'amount', 0, toKept('usual', { of: 'dvc' })), 'pass', null, asKept, few],
  ['moved', check.drift('psi', 'amount', 0.25, toKept('usual', { of: 'snapshot' })), 'fail', null, 'Nearly all values moved.', few],
  ['moved', check.drift('psi', 'amount', 0.25, toKept('usual', { of: 'git' })), 'fail', null, 'Nearly all values moved.', few],
  ...faulty('snapshot', [...isBroken, ...ofStores], other),
  ...faulty('copied snapshot', isBroken, other),
  ...faulty('git', ofGit, none),
  ...faulty('dvc', ofDvc, other),

  ['good', check.noErased('name', ['Konrad']), 'pass', null, 'Nobody of them is one who was erased.'],
  ['good', check.noErased('name', ['Konrad', 'Grace']), 'fail', null, 'One was erased, and is there.'],
  ['good', check.noErased('id', ['4']), 'fail', null, 'One was erased by the number, and is there.'],
  ['good', check.noErased('day', ['2024-01-03']), 'fail', null, 'One was erased by the day, and is there.', on('parquet', 'csv')],
  ['good', check.where("state = 'open'", check.noErased('name', ['Grace'])), 'pass', null, 'The one who was erased is not among these.', few],
  ['good', check.warning(check.noErased('name', ['Grace'])), 'warn', null, 'The one who was erased is there, which is told.', few],
  ['good', check.noErased('name', []), 'red', null, 'Nobody was erased, so that there is nothing to look for.'],
  ['good', check.noErased('who', ['Grace']), 'error', null, 'The column is not there.'],
  ['no rows', check.noErased('name', ['Grace']), 'red', null, 'There is nothing to look through.'],
  ['all usual null', check.noErased('kind', ['cash']), 'red', null, 'NULL names nobody.'],
  ['good', check.noErased('name', ['Konrad'], 'no key'), 'error', null, 'Without the key nobody can be looked for.'],
  ['good', check.noErased('name', ['Grace'], 'another key'), 'error', null, 'By another key nobody is found.'],
  ['good', check.noErased('name', ['Grace'], 'no store'), 'error', null, 'There is no ledger.'],
  ['good', check.noErased('name', ['Grace'], 'log edited'), 'error', null, 'What is in the ledger is not what was recorded.', few],
]);

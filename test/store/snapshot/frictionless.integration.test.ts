import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { csv } from '../../../src/index.ts';
import { pypiPackages } from '../../support/pypi-packages.ts';
import { makeProject } from '../project.ts';

const run = promisify(execFile);

/** Prints, for a descriptor and the folder of its paths, if frictionless finds it and its data valid, and the errors. */
const script = `
import json, sys
from frictionless import Package
package = Package.from_descriptor(json.load(open(sys.argv[1])), basepath=sys.argv[2])
report = package.validate()
print(json.dumps({'valid': report.valid, 'errors': report.flatten(['type']), 'rows': [task.stats['rows'] for task in report.tasks if 'rows' in task.stats]}))
`;

const trips = 'id;n;day;name\n1;2.5;2026-01-31;Zoë\n2;NA;2026-02-01;"a;b"\n';

let packages = '';
beforeAll(async () => {
  packages = await pypiPackages(['frictionless==5.21.0']);
});

async function validate(descriptor: string, folder: string) {
  const { stdout } = await run('python3', ['-c', script, descriptor, folder], {
    env: { ...process.env, PYTHONPATH: packages },
  });
  return JSON.parse(stdout);
}

describe('frictionless', () => {
  test.each([
    ['in place', false, '.'],
    ['copied', true, '.assay'],
  ])('finds the descriptor and the data of files %s valid', async (_, copy, base) => {
    const { store, root, write } = makeProject({ 'd/a.csv': trips, 'd/b.csv': trips });
    await store.create('trips', csv('d/*.csv', { delimiter: ';', nullText: ['', 'NA'] }), { copy });
    const [descriptor] = await store.backend.list('snapshots/');
    const at = join(root, '.assay', descriptor?.key ?? '');
    expect(await validate(at, join(root, base))).toEqual({ valid: true, errors: [], rows: [2, 2] });
    write(
      copy ? `.assay/${(await store.backend.list('objects/'))[0]?.key}` : 'd/b.csv',
      `${trips}3;1;2026-02-02;x\n`,
    );
    const changed = await validate(at, join(root, base));
    expect(changed).toMatchObject({ valid: false });
    expect(changed.errors.flat()).toContain('hash-count');
  });

  test('reads numbers and booleans as the options say', async () => {
    const { store, root } = makeProject({
      'e/a.csv': 'id;n;paid\n1;2.000,5;ja\n2;;nein\n',
    });
    const options = {
      delimiter: ';',
      decimal: ',',
      thousands: '.',
      booleans: { true: ['ja'], false: ['nein'] },
    } as const;
    await store.create('sums', csv('e/a.csv', options), { copy: false });
    const [descriptor] = await store.backend.list('snapshots/');
    const at = join(root, '.assay', descriptor?.key ?? '');
    expect(await validate(at, root)).toEqual({ valid: true, errors: [], rows: [2] });
  });
});

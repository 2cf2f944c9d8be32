import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { folder } from '../../../dataset/folder.ts';

const index = join(import.meta.dirname, '../../../../src/index.ts');
const engine = join(import.meta.dirname, '../../../../src/engine/duckdb/open-session.ts');

test.for(['SIGINT', 'SIGTERM', 'exit'] as const)(
  'rows that were read from a text file are gone after %s',
  { timeout: 60_000 },
  async (end) => {
    const [spill, root] = [folder(), folder({ 'x.csv': 'a,b\n1,x\n2,y\n' })];
    const program = `
      import { csv } from ${JSON.stringify(index)};
      import { openSession } from ${JSON.stringify(engine)};
      import { readdirSync } from 'node:fs';
      const settings = { root: ${JSON.stringify(root)}, now: new Date(), spillDirectory: ${JSON.stringify(spill)} };
      await openSession(csv('x.csv'), [], settings);
      const files = readdirSync(settings.spillDirectory, { recursive: true });
      console.log('ready', files.filter((name) => name.endsWith('.parquet')).length);
      ${end === 'exit' ? 'process.exit(3);' : 'setInterval(() => {}, 1000);'}`;
    const child = spawn(
      process.execPath,
      ['--conditions=assay-source', '--input-type=module-typescript', '--eval', program],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
      if (end !== 'exit' && output.includes('ready')) child.kill(end);
    });
    const [status, by] = await once(child, 'close');
    expect(output).toBe('ready 1\n');
    expect(end === 'exit' ? status : by).toBe(end === 'exit' ? 3 : end);
    expect(readdirSync(spill)).toEqual([]);
  },
);

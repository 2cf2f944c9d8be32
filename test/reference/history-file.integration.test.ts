import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { readHistory } from '../../src/reference/history-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'histories-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('eight processes that add lines at once lose none and tear none', async () => {
  const path = join(folder, 'history/trips.jsonl');
  const program = join(import.meta.dirname, 'append-process.ts');
  const [processes, each] = [8, 250];
  const running = Array.from({ length: processes }, (_, number) =>
    promisify(execFile)(process.execPath, [program, path, String(number), String(each)]),
  );
  const ended = Promise.all(running).then(() => true);
  const isOver = () =>
    Promise.race([ended, new Promise<false>((resolve) => setTimeout(resolve, 20, false))]);
  let reads = 0;
  while (!(await isOver())) {
    expect(readHistory(path)).not.toHaveProperty('fault');
    reads += 1;
  }
  expect(reads).toBeGreaterThan(0);
  const lines = readHistory(path);
  if ('fault' in lines) throw new Error(lines.fault);
  const found = lines.map(({ snapshot }) => snapshot);
  expect(found).toHaveLength(processes * each);
  expect(new Set(found).size).toBe(processes * each);
  // Those of a process come in its order.
  for (let number = 0; number < processes; number += 1)
    expect(found.filter((one) => one?.startsWith(`${number} `))).toEqual(
      Array.from({ length: each }, (_, at) => `${number} ${at}`),
    );
});

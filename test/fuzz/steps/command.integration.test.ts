import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src/contract/contract.ts';
import { judgeOf } from '../../../src/fuzz/judge/judge-of.ts';
import { type CommandOptions, command } from '../../../src/fuzz/steps/command/command.ts';
import { folder } from '../../dataset/folder.ts';
import { opened, table } from './step-tables.ts';

const node = JSON.stringify(process.execPath);
const input = table({ id: 'integer', zip: 'text', price: 'float', made: 'timestamp' }, [
  { id: 1, zip: '0070', price: 1.5, made: new Date('2026-02-28T10:00:00Z') },
  { id: 2, zip: '', price: null, made: null },
]);

/** Opens a script as a step; `args` follow its path. */
async function openScript(
  script: string,
  args = '',
  options: CommandOptions = {},
  timeout = 20_000,
) {
  const root = folder({ 'clean.mjs': script });
  return { root, step: await opened(command(`${node} clean.mjs ${args}`, options), timeout, root) };
}

const paid = contract('paid', { schema: z.object({ id: z.int(), price: z.number().nullable() }) });

const copy =
  "import { copyFileSync } from 'node:fs'; copyFileSync(process.argv[2], process.argv[3]);";

describe('files', () => {
  test.each(['csv', 'ndjson', 'parquet'] as const)('%s keeps rows and types', async (format) => {
    const { step } = await openScript(copy, '', { format });
    expect((await step.run([input])).rows).toEqual(input.rows);
  });

  test.each([
    ['no rows', ''],
    ['only NULL in a column', '1,\\n'],
  ])('a CSV file with %s breaks no type that the contract asks for', async (_, lines) => {
    const { step } = await openScript(
      `import { writeFileSync } from 'node:fs';
       writeFileSync(process.argv[3], 'id,price\\n${lines}');`,
    );
    const { judge, close } = judgeOf(paid, { now: new Date(0) });
    onTestFinished(close);
    expect(await judge(await step.run([input]))).toEqual(new Map());
  });

  test('several inputs stand under their names', async () => {
    const { step } = await openScript(copy, '{input.customers} {output}');
    const orders = { ...input, name: 'orders', rows: [] };
    expect((await step.run([orders, { ...input, name: 'customers' }])).rows).toHaveLength(2);
    await expect(step.run([orders, { ...input, name: 'people' }])).rejects.toThrow(
      'has the placeholder {input.customers}, and its inputs are {input.orders}, {input.people}.',
    );
  });

  test('the folder of a run, which is TMPDIR, is gone after it', async () => {
    const { step, root } = await openScript(
      `import { writeFileSync } from 'node:fs';
       import { tmpdir } from 'node:os';
       writeFileSync(process.argv[3], 'cwd,temporary\\n' + process.cwd() + ',' + tmpdir() + '\\n');`,
    );
    const [row] = (await step.run([input])).rows;
    expect(row?.cwd).toBe(root);
    expect(row?.temporary).not.toBe(tmpdir());
    expect(existsSync(String(row?.temporary))).toBe(false);
  });
});

describe('a command without a result', () => {
  test.each([
    [
      'an exit code',
      'console.error("no day 31"); process.exit(3)',
      "The step's command ended with the exit code 3. Its last lines on stderr:\nno day 31",
    ],
    [
      'a signal',
      'process.kill(process.pid, "SIGTERM")',
      "The step's command was ended by SIGTERM.",
    ],
    ['no output', '', 'The step wrote no output file.'],
    [
      'an empty output',
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[3], '')",
      'The step wrote an empty output file.',
    ],
  ])('fails: %s', async (_, script, message) => {
    const { step } = await openScript(script);
    await expect(step.run([input])).rejects.toMatchObject({ code: 'STEP_FAILED', message });
  });

  test('fails on garbage in place of Parquet or JSON', async () => {
    const garbage =
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[3], 'garbage, and more of it')";
    for (const format of ['parquet', 'ndjson'] as const) {
      const { step } = await openScript(garbage, '', { format });
      await expect(step.run([input])).rejects.toMatchObject({
        code: 'STEP_FAILED',
        message: expect.stringContaining("The step's output file can't be read: "),
      });
    }
  });

  test('is stopped with all that it started', async () => {
    const { step, root } = await openScript(
      `import { spawn } from 'node:child_process';
       import { writeFileSync } from 'node:fs';
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       writeFileSync('pid-' + child.pid, '');
       setInterval(() => {}, 1000);`,
      '',
      { timeout: 2000 },
    );
    await expect(step.run([input])).rejects.toMatchObject({
      code: 'STEP_TIMEOUT',
      message: "The step's command did not end within 2000 ms, and was stopped.",
    });
    const pids = readdirSync(root).filter((name) => name.startsWith('pid-'));
    expect(pids).toHaveLength(1);
    await expect.poll(() => isAlive(Number(pids[0]?.slice(4)))).toBe(false);
  });

  test('says no secret of its environment', async () => {
    const { step } = await openScript(
      'console.error("key " + process.env.API_TOKEN); process.exit(1)',
      '',
      {
        env: { API_TOKEN: 'abcdefgh12345' },
      },
    );
    await expect(step.run([input])).rejects.toMatchObject({
      message: expect.stringMatching(/stderr:\nkey …$/),
    });
  });
});

/** A process that nobody has asked for its exit code still has an id, and is a zombie in /proc. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test('before any run, a missing script or program is named', async () => {
  const root = folder({ 'steps/clean.py': '' });
  const open = (line: string) => command(line).open({ root, timeout: 1000 });
  await expect(open('python3 steps/claen.py')).rejects.toMatchObject({
    code: 'STEP_MISSING',
    message: expect.stringContaining('Did you mean steps/clean.py?'),
  });
  await expect(open('no-such-program steps/clean.py')).rejects.toMatchObject({
    code: 'STEP_MISSING',
    message:
      "The step's program no-such-program is in no folder of PATH: install it, or write its path.",
  });
  expect(command('python3 steps/clean.py {input} --to {output}').watch).toEqual(['steps/clean.py']);
});

describe('a worker', () => {
  const worker = (answer: string) => `
    import { createInterface } from 'node:readline';
    console.log('{"ready":true}');
    let runs = 0;
    for await (const line of createInterface({ input: process.stdin })) {
      const { id, tables } = JSON.parse(line);
      const [{ columns, rows }] = tables;
      runs += 1;
      ${answer}
    }`;
  const echo = 'console.log(JSON.stringify({ id, columns, rows }));';

  test('keeps types, and one process answers all', async () => {
    const { step } = await openScript(
      worker(
        'console.log(JSON.stringify({ id, columns: [...columns, ["pid", "integer"]], rows: rows.map((row) => [...row, process.pid]) }));',
      ),
      '',
      { worker: true },
    );
    const [first, second] = [await step.run([input]), await step.run([input])];
    const pid = first.rows[0]?.pid;
    expect(first.rows).toEqual(input.rows.map((row) => ({ ...row, pid })));
    expect(second).toEqual(first);
  });

  test.each([
    [
      'ends',
      'STEP_FAILED',
      'console.error("bad row"); process.exit(2);',
      'ended with the exit code 2. Its last lines on stderr:\nbad row',
    ],
    ['hangs', 'STEP_TIMEOUT', 'continue;', 'did not end within 1500 ms, and was stopped.'],
    [
      'writes garbage',
      'STEP_INVALID',
      'console.log("rows: 2");',
      'wrote a line that is no answer: "rows: 2".',
    ],
    [
      'answers another question',
      'STEP_INVALID',
      'console.log(JSON.stringify({ id: 7, columns, rows }));',
      'that is no answer',
    ],
  ])('that %s is %s, and the next run has a new one', async (_, code, act, words) => {
    const { step } = await openScript(
      worker(`if (rows.length === 2) { ${act} } else { ${echo} }`),
      '',
      { worker: true, timeout: code === 'STEP_TIMEOUT' ? 1500 : 20_000 },
    );
    const one = { ...input, rows: input.rows.slice(0, 1) };
    await expect(step.run([input])).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    expect((await step.run([one])).rows).toEqual(one.rows);
  });

  test('that is none is refused before any run', async () => {
    await expect(
      openScript('console.error("usage: clean IN OUT")', '', { worker: true }),
    ).rejects.toMatchObject({
      code: 'STEP_FAILED',
      message:
        "The step's command ended before it took a dataset: a worker is a script with a @step of assay_step. Its last lines on stderr:\nusage: clean IN OUT",
    });
  });
});

describe('assay_step.py', () => {
  const openPython = async (script: string) => {
    const root = folder({ 'clean.py': script });
    return opened(command('python3 clean.py', { worker: true }), 20_000, root);
  };

  test('hands lists of dicts over, with types, and prints to stderr', async () => {
    const step = await openPython(`
import datetime
from assay_step import step

@step
def clean(rows):
    print("cleaning")
    for row in rows:
        assert isinstance(row["id"], int) and isinstance(row["price"], (float, type(None)))
        assert isinstance(row["made"], (datetime.datetime, type(None)))
    return [row | {"day": row["made"] and row["made"].date(), "share": float("nan")} for row in rows if row["id"] < 10]

raise SystemExit("after the step")
`);
    const { rows, columns } = await step.run([input]);
    expect(rows).toEqual([
      { ...input.rows[0], day: new Date('2026-02-28'), share: NaN },
      { ...input.rows[1], day: null, share: NaN },
    ]);
    expect(columns.map(({ family }) => family)).toEqual([
      'integer',
      'text',
      'float',
      'timestamp',
      'date',
      'float',
    ]);
    const large = { ...input, rows: [{ id: 2n ** 60n, zip: 'a', price: Infinity, made: null }] };
    expect((await step.run([large])).rows).toEqual([]);
  });

  test('an error of the step is told with its line, and the worker stays', async () => {
    const step = await openPython(`
from assay_step import step

@step
def clean(rows):
    return [{"id": 6 // row["id"]} for row in rows]
`);
    const of = (id: number) => [table({ id: 'integer' }, [{ id }])];
    await expect(step.run(of(0))).rejects.toMatchObject({
      code: 'STEP_FAILED',
      message: expect.stringMatching(/^The step raised ZeroDivisionError: .* \(clean\.py:6\)\.$/),
    });
    expect((await step.run(of(2))).rows).toEqual([{ id: 3 }]);
  });

  test('several inputs are arguments by name', async () => {
    const step = await openPython(`
from assay_step import step

@step
def clean(orders, customers):
    known = {row["id"] for row in customers}
    return [row for row in orders if row["id"] in known]
`);
    const orders = { ...input, name: 'orders' };
    const customers = table({ id: 'integer' }, [{ id: 2 }], 'customers');
    expect((await step.run([orders, customers])).rows).toEqual([input.rows[1]]);
  });
});

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { makeScratch, removeScratch } from '../../../engine/duckdb/connection/scratch.ts';
import { StepError } from '../../fuzz-error.ts';
import type { OpenStep, StepOutput, StepTable } from '../../step.ts';
import { startChild } from './child.ts';
import { failed, timedOut, withStderr } from './command-error.ts';
import { checkCommand } from './command-files.ts';
import { type FileExchange, openExchange } from './exchange-files.ts';
import type { OpenedCommand } from './opened-command.ts';
import { withPaths } from './placeholders.ts';
import { within } from './within.ts';

/** Opens a command that is started for each dataset, and exchanges files with it. */
export async function openProcesses(command: OpenedCommand): Promise<OpenStep> {
  const { words, root, format } = command;
  const env = { ...process.env, ...command.env };
  checkCommand(words, root, env);
  const scratch = makeScratch();
  const exchange = await openExchange(format, scratch).catch((error: unknown) => {
    removeScratch(scratch);
    throw error;
  });
  let runs = 0;
  return {
    run: async (tables) => {
      runs += 1;
      const folder = join(scratch, String(runs));
      mkdirSync(folder);
      try {
        const temporary = { TMPDIR: folder, TEMP: folder, TMP: folder };
        return await runOnce(
          { ...command, env: { ...env, ...temporary } },
          tables,
          folder,
          exchange,
        );
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    close: async () => {
      await exchange.close();
      removeScratch(scratch);
    },
  };
}

async function runOnce(
  {
    words,
    root,
    env,
    timeout,
    format,
  }: Omit<OpenedCommand, 'env'> & { readonly env: NodeJS.ProcessEnv },
  tables: readonly StepTable[],
  folder: string,
  exchange: FileExchange,
): Promise<StepOutput> {
  const inputs = new Map(tables.map(({ name }) => [name, join(folder, `${name}.${format}`)]));
  const output = join(folder, `output.${format}`);
  for (const table of tables) await exchange.write(table, inputs.get(table.name) ?? '');
  const child = startChild(withPaths(words, inputs, output), root, env);
  child.process.stdin.end();
  child.process.stdout.resume();
  const end = await within(child.ended, timeout).finally(child.kill);
  if (end === 'late') throw timedOut(timeout, child.lastWords());
  if (end !== null) throw failed(end, child.lastWords());
  return exchange.read(output, tables).catch((error: unknown) => {
    throw error instanceof StepError ? withStderr(error, child.lastWords()) : error;
  });
}

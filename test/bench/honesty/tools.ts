import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Case } from '../../never-green/case.ts';
import { peerFolder, peerLabel, peers, requirementsOf } from '../planner-peers.ts';

/** What someone who runs a tool sees; `cannot say` where its documentation has no way to ask. */
export type State = 'green' | 'warned' | 'red' | 'cannot say';

export interface Told {
  readonly state: State;
  readonly detail: string;
}

/** A tool that is held to the corpus. */
export interface Tool {
  readonly name: string;
  /** In a column of a table. */
  readonly short: string;
  /** With the versions that are measured. */
  readonly label: string;
  /** The peer whose environment it runs in; its own name, unless given. */
  readonly peer?: string;
}

export const tools: readonly Tool[] = [
  tool('pandera', 'pandera', { packages: ['pandera', 'pandas'] }),
  tool('pandera-polars', 'pandera on polars', { peer: 'pandera', packages: ['pandera', 'polars'] }),
  tool('soda', 'Soda'),
  tool('datacontract', 'datacontract'),
  tool('great-expectations', 'GX'),
];

function tool(
  name: string,
  short: string,
  { peer = name, packages }: { readonly peer?: string; readonly packages?: readonly string[] } = {},
): Tool {
  const found = peers.find((each) => each.name === peer);
  if (!found) throw new Error(`There is no peer '${peer}'.`);
  return {
    name,
    short,
    peer,
    label: peerLabel({ ...found, packages: packages ?? found.packages }),
  };
}

const peerOf = ({ name, peer }: Tool): string => peer ?? name;

/** The program that holds a tool to cases. */
export const programOf = ({ name }: Tool): string =>
  join(import.meta.dirname, `with_${name.replaceAll('-', '_')}.py`);

export const requirementsOfTool = (one: Tool): string => requirementsOf(peerOf(one));

/** Fail with what to do unless each tool's environment is there, and of the versions that are pinned. */
export function demandEnvironments(): void {
  const missing = tools.filter((one) => {
    const stamp = join(peerFolder(peerOf(one)), 'requirements.txt');
    const wanted = readFileSync(requirementsOfTool(one), 'utf8');
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted;
  });
  if (missing.length === 0) return;
  const names = missing.map(({ short }) => short).join(', ');
  throw new Error(`Not set up, or in other versions: ${names}. Run \`npm run bench:peers\` first.`);
}

/**
 * Hold a tool to the cases of these numbers, in the folder of `cases.json`: in as many processes as there are cores, for
 * importing a tool takes seconds and a case a part of one.
 */
export const judgedBy =
  (tool: Tool) =>
  async (
    folder: string,
    _cases: readonly Case[],
    numbers: readonly number[],
  ): Promise<ReadonlyMap<number, Told>> => {
    const cores = availableParallelism();
    const shares = Array.from({ length: cores }, (_, core) =>
      numbers.filter((_number, at) => at % cores === core),
    );
    const found = await Promise.all(shares.map((share) => shareJudgedBy(tool, folder, share)));
    return new Map(found.flatMap((each) => [...each]));
  };

/**
 * A case that ends the tool's process is red, as it would be for whoever called it, and the rest go on in a new one.
 */
async function shareJudgedBy(
  one: Tool,
  folder: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Told>> {
  const found = new Map<number, Told>();
  for (let left = numbers; left.length > 0; left = left.filter((number) => !found.has(number))) {
    const before = found.size;
    const { begun, ended } = await pass(one, folder, left, found);
    if (begun !== undefined && !found.has(begun)) {
      found.set(begun, { state: 'red', detail: `the process ended: ${ended}` });
    }
    if (found.size === before)
      throw new Error(`The program of ${one.name} judged nothing: ${ended}`);
  }
  return found;
}

async function pass(
  one: Tool,
  folder: string,
  numbers: readonly number[],
  found: Map<number, Told>,
): Promise<{ readonly begun: number | undefined; readonly ended: string }> {
  const python = join(peerFolder(peerOf(one)), 'bin/python');
  const child = spawn(python, [programOf(one), folder, numbers.join(',')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk) => said.push(String(chunk)));
  const ended = new Promise<string>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.on('error', (error) => resolve(error.message));
  });
  let begun: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line);
    if (told.begun !== undefined) begun = told.begun;
    else if (told.state === 'broken') {
      throw new Error(
        `${one.name} refuses what its program wrote for case ${told.case}: ${told.detail}`,
      );
    } else found.set(told.case, { state: told.state, detail: told.detail });
  }
  const words = await ended;
  const last = said.join('').trim().split('\n').at(-1) ?? '';
  return { begun, ended: words === 'exit code 0' ? words : `${words}; ${last}` };
}

import type { Case } from './case.ts';
import { corpus } from './corpus.ts';
import { type AllFound, type Running, runInProcess } from './in-process.ts';
import { runAsCommand } from './process.ts';
import { type Found, type Verdict, verdictOf } from './verdict.ts';

/** A case with what came out of it. */
export interface Judged {
  readonly one: Case;
  readonly found: Found;
  readonly verdict: Verdict;
}

/** Judges each case of the corpus when it is first asked for, over files that were written to a folder. */
export function judging(folder: string, running: Running): (one: Case) => Promise<Judged> {
  const isCommand = ({ run }: Case) => run.kind === 'process';
  const commands = new Map<string, Promise<Found>>();
  let inProcess: Promise<AllFound> | undefined;
  const find = async (one: Case): Promise<Found> => {
    if (isCommand(one)) {
      const found = commands.get(one.id) ?? inLane(() => runAsCommand(one, folder));
      commands.set(one.id, found);
      return await found;
    }
    inProcess ??= runInProcess(
      corpus.filter((each) => !isCommand(each)),
      folder,
      running,
    );
    const found = (await inProcess).get(one.id);
    if (found === undefined) throw new Error(`Nothing came of ${one.id}.`);
    return found;
  };
  return async (one: Case) => {
    const found = await find(one);
    return { one, found, verdict: verdictOf(one.must, found) };
  };
}

/** Two at once, since each is a process that keeps a core busy. */
const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let turn = 0;

function inLane<Result>(act: () => Promise<Result>): Promise<Result> {
  turn = (turn + 1) % lanes.length;
  const result = (lanes[turn] ?? Promise.resolve()).then(act);
  lanes[turn] = result.catch(() => undefined);
  return result;
}

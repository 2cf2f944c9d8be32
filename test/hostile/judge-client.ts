import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Case, Judged } from './judged-file.ts';

export interface Answer extends Judged {
  /** The most memory, in KiB, that the process had taken in the end, whoever read. */
  readonly ended: number;
}

/** KiB by which the other reader raises the mark at most before the next case has a process of its own. */
const mostRaised = 100_000;

/** A process that judges cases, started anew after each that ended it. */
export interface Judge {
  judge(asked: Case): Promise<Answer>;
  stop(): void;
}

/** Milliseconds after which a case hangs: no machine is so slow. */
const patience = 120_000;

const program = join(import.meta.dirname, 'judge-process.ts');

export function startJudge(folder: string): Judge {
  let running: Running | null = null;
  return {
    judge: async (asked) => {
      running ??= start(folder);
      const answer = await ask(running, asked);
      if (typeof answer === 'string') {
        running = null;
        const none = { unread: [], problems: [], kilobytes: 0, ended: 0 };
        return { verdict: 'thrown', faults: [answer], ...none };
      }
      if (answer.ended - answer.kilobytes > mostRaised) {
        running.child.kill();
        running = null;
      }
      return answer;
    },
    stop: () => {
      running?.child.kill();
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly ended: Promise<string>;
}

function start(folder: string): Running {
  const child = spawn(process.execPath, ['--conditions=assay-source', program, folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may have ended: its answer tells.
  child.stdin.on('error', () => {});
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr = `${stderr}${text}`.slice(-2000);
  });
  const ended = new Promise<string>((resolve) => {
    child.on('close', (code, signal) => {
      resolve(`it ended the process: ${signal ?? `exit ${code}`} ${stderr}`);
    });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, lines, ended };
}

/** Its answer, or how the process ended. */
async function ask({ child, lines, ended }: Running, asked: Case): Promise<Answer | string> {
  child.stdin?.write(`${JSON.stringify(asked)}\n`);
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  try {
    const line = await lines.next();
    return line.done ? await ended : (JSON.parse(line.value) as Answer);
  } finally {
    clearTimeout(timer);
  }
}

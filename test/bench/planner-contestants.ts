import { join } from 'node:path';
import process from 'node:process';

import { peerCommand, peerLabel, presentPeers, readPeer } from './planner-peers.ts';
import type { Command } from './planner-process.ts';
import { emptyCache } from './planner-project.ts';

export interface Contestant {
  readonly name: string;
  readonly label: string;
  readonly command: Command;
  /** Seconds in the engine, read from what it printed. */
  readonly engine: (stdout: string) => number;
  /** What it found, where a rival prints that. */
  readonly values?: (stdout: string) => readonly number[];
  /** Made ready before each run, and set right after it. */
  readonly before?: () => void;
  readonly after?: () => void;
}

export interface Setting {
  readonly root: string;
  readonly folder: string;
  readonly rows: number;
  readonly files: readonly string[];
  readonly termsPath: string;
  /** Put other rows in one of the files, and the old ones back. */
  readonly change?: { readonly make: () => void; readonly undo: () => void } | undefined;
}

/** All that can be measured here, in the order of the table. */
export function contestants(setting: Setting): readonly Contestant[] {
  return [...assays(setting), ...rivals(setting), bare(setting), ...tools(setting)];
}

const nothing = () => Number.NaN;

function assays({ root, folder, change }: Setting): readonly Contestant[] {
  const assay = {
    command: {
      command: [...vitest(root), '--project', 'contracts'],
      cwd: join(folder, 'contract'),
      // In CI Assay keeps nothing of a run.
      env: { CI: undefined },
    },
    engine: (stdout: string) => Number(/^engine (.*)$/m.exec(stdout)?.[1] ?? Number.NaN),
  };
  const cold = {
    ...assay,
    name: 'assay',
    label: 'Assay, vitest run --project contracts',
    before: () => emptyCache(folder),
  };
  if (!change) return [cold];
  return [
    cold,
    { ...assay, name: 'unchanged', label: 'Assay again, no file changed' },
    {
      ...assay,
      name: 'changed',
      label: 'Assay again, one file changed',
      before: change.make,
      after: change.undo,
    },
  ];
}

function rivals({ folder, rows, files }: Setting): readonly Contestant[] {
  const rival = (name: string, label: string): Contestant => ({
    name,
    label,
    command: {
      command: [
        process.execPath,
        join(import.meta.dirname, 'planner-rival.ts'),
        name,
        String(rows),
        ...files,
      ],
      cwd: folder,
    },
    engine: (stdout) => readRival(stdout).engine,
    values: (stdout) => readRival(stdout).values,
  });
  return [rival('fused', 'one SELECT by hand'), rival('single', 'one query per expectation')];
}

function bare({ root, folder }: Setting): Contestant {
  const command = { command: vitest(root), cwd: join(folder, 'bare') };
  return { name: 'bare', label: 'Vitest, one trivial test', command, engine: nothing };
}

function tools({ folder, termsPath }: Setting): readonly Contestant[] {
  return presentPeers().map((peer) => ({
    name: peer.name,
    label: peerLabel(peer),
    command: { command: peerCommand(peer, termsPath), cwd: folder },
    engine: (stdout) => readPeer(stdout).seconds,
  }));
}

const vitest = (root: string) => [
  process.execPath,
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
];

function readRival(stdout: string): { readonly engine: number; readonly values: number[] } {
  return JSON.parse(stdout);
}

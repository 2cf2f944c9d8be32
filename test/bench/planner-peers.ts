import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Terms } from './planner-expectations.ts';

/** A tool that says the same contract: its program, and the packages that its label names. */
export interface Peer {
  readonly name: string;
  readonly label: string;
  readonly program: string;
  readonly packages: readonly string[];
}

export const peers: readonly Peer[] = [
  peer('pandera', 'pandera', ['pandera', 'polars']),
  peer('soda', 'Soda', ['soda-core', 'duckdb']),
  peer('pointblank', 'Pointblank', ['pointblank', 'polars']),
  peer('datacontract', 'datacontract-cli', ['datacontract-cli', 'duckdb']),
  peer('great-expectations', 'Great Expectations', ['great_expectations', 'pandas']),
];

const folder = join(import.meta.dirname, 'peers');
const environments = resolve(import.meta.dirname, '../../node_modules/.cache/assay-bench/peers');

function peer(name: string, label: string, packages: readonly string[]): Peer {
  return { name, label, program: `with_${name.replaceAll('-', '_')}.py`, packages };
}

export const peerFolder = (name: string): string => join(environments, name);

export const requirementsOf = (name: string): string => join(folder, `${name}.txt`);

/** The peers that `npm run bench:peers` has set up. */
export const presentPeers = (): readonly Peer[] =>
  peers.filter(({ name }) => existsSync(join(peerFolder(name), 'requirements.txt')));

/** How to start one: its Python, and the program with the file of the terms. */
export function peerCommand({ name, program }: Peer, termsPath: string): readonly string[] {
  return [join(peerFolder(name), 'bin/python'), join(folder, program), termsPath];
}

/** What the tables call it: `Soda (soda-core 4.28.0, duckdb 2.0.1)`. */
export function peerLabel({ name, label, packages }: Peer): string {
  const pinned = readFileSync(requirementsOf(name), 'utf8').split('\n');
  const versions = packages.map((wanted) =>
    (pinned.find((line) => line.startsWith(`${wanted}==`)) ?? wanted).replace('==', ' '),
  );
  return `${label} (${versions.join(', ')})`;
}

export interface PeerReport {
  readonly seconds: number;
  readonly checked: number;
  readonly left_out: readonly string[];
}

export function readPeer(stdout: string): PeerReport {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** Write the contract's terms as the peers' programs read them; the files are Parquet unless a format is given. */
export function writeTerms(
  path: string,
  terms: Terms,
  files: readonly string[],
  format?: string,
): void {
  writeFileSync(path, JSON.stringify({ ...terms, files, format }));
}

import { createHash } from 'node:crypto';
import type { Recall } from '../dataset.ts';
import { contentDigest } from '../files/file-digests.ts';

/** The key of a fact: the files that it is about, and the question that it answers. */
export interface KeptKey {
  readonly files: string;
  readonly question: string;
}

/** A file that facts are kept of. */
export interface KnownFile {
  readonly path: string;
  /** The state of the file when it was opened. */
  readonly state: string;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Returns the key of a fact on files of a format, as they were opened. */
export async function keptKey(
  { identity }: Recall,
  format: string,
  files: readonly KnownFile[],
  question: unknown,
): Promise<KeptKey> {
  const states: string[] = [];
  for (const { path, state } of files)
    states.push(identity === 'content' ? `${path} ${await contentDigest(path)}` : state);
  return {
    files: `${format} ${digest(states.join('\n'))}`,
    question: digest(JSON.stringify(question)),
  };
}

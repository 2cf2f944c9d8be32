import { type BigIntStats, statSync } from 'node:fs';

/**
 * Returns the size of a local file and a text that changes whenever the file is written or replaced. It includes the
 * time of change, which only the system sets; the time of modification alone can be set back with `touch -r`.
 */
export async function fileState(path: string): Promise<{ size: number; text: string }> {
  // In a promise each question to the system takes five times as long, and thousands of files are asked for theirs often.
  const status = statSync(path, { bigint: true });
  return { size: Number(status.size), text: stateText(path, status) };
}

/** Returns the text of {@link fileState} for a status that was asked for already. */
export const stateText = (
  path: string,
  { size, mtimeNs, ctimeNs }: Pick<BigIntStats, 'size' | 'mtimeNs' | 'ctimeNs'>,
): string => `${path} ${size} ${mtimeNs} ${ctimeNs}`;

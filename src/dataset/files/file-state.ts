import { stat } from 'node:fs/promises';

/**
 * The state of a file of this machine, as its file system tells it: equal as long as nobody wrote to it or put another
 * file in its place. Whoever changes bytes can put the time of modification back, with `touch -r`, but not the time of
 * change, which the system sets by itself.
 */
export async function fileState(path: string): Promise<{ size: number; text: string }> {
  const { size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return { size: Number(size), text: `${path} ${size} ${mtimeNs} ${ctimeNs}` };
}

import { stat } from 'node:fs/promises';

/**
 * Returns the size of a local file and a text that changes whenever the file is written or replaced. It includes the
 * time of change, which only the system sets; the time of modification alone can be set back with `touch -r`.
 */
export async function fileState(path: string): Promise<{ size: number; text: string }> {
  const { size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return { size: Number(size), text: `${path} ${size} ${mtimeNs} ${ctimeNs}` };
}

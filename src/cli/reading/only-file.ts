import process from 'node:process';
import type { Dataset } from '../../dataset/dataset.ts';
import type { DataFile } from '../../dataset/files/data-file.ts';

const isRemote = (location: string) => /^[a-z][a-z\d+.-]+:\/\//i.test(location);

/** Returns the file of a dataset that has one file of this machine; null for others. */
export async function onlyFile({ source }: Dataset): Promise<DataFile | null> {
  if (source === undefined || source.locations.some(isRemote)) return null;
  const [file, ...others] = await source.files(process.cwd());
  return file === undefined || others.length > 0
    ? null
    : { ...file, listed: file.shown, remote: false, size: 0 };
}

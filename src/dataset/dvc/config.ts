import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { linesOf } from '../../system/lines.ts';

/** The settings of DVC: section, key, value. Remotes are sections such as `remote "store"`. */
export type DvcConfig = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads the settings of a DVC repository: those of the user, then `.dvc/config`, then `.dvc/config.local`, of which a
 * later one goes before.
 */
export async function dvcConfig(folder: string): Promise<DvcConfig> {
  const user = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  const files = [join(user, 'dvc/config'), join(folder, 'config'), join(folder, 'config.local')];
  const config = new Map<string, Map<string, string>>();
  for (const file of files)
    for (const [section, key, value] of settingsOf(await readFile(file, 'utf8').catch(() => ''))) {
      const known = config.get(section) ?? new Map<string, string>();
      config.set(section, known.set(key, value));
    }
  return config;
}

/** Returns the settings of a file as section, key and value. */
export function settingsOf(text: string): readonly (readonly [string, string, string])[] {
  const settings: (readonly [string, string, string])[] = [];
  let section = '';
  for (const line of linesOf(text)) {
    const name = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (name !== undefined) section = unquoted(name.trim());
    const [, key, value] = /^\s*([^#;=[\]\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined && key !== undefined && value !== undefined)
      settings.push([section, key, unquoted(value)]);
  }
  return settings;
}

/** Remotes are quoted twice: `['remote "store"']`. */
const unquoted = (text: string) => /^(['"])(.*)\1$/.exec(text)?.[2] ?? text;

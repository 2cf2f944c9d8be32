import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { Chalk, supportsColor } from 'chalk';
import { closeEngines } from '../../engine/engines.ts';
import { progressLine } from '../../engine/progress-line.ts';
import type { ProfileDocument } from '../../outcome/profile/profile-document.ts';
import { profileDocument } from '../../profile/summary/profile-document.ts';
import { namesLikeData } from '../reading/headerless.ts';
import { openAsMeant } from '../reading/open-as-meant.ts';
import { readByBytes } from '../reading/read-by-bytes.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { type Source, sourceOf } from '../reading/source.ts';
import { refuseInput } from '../report-argument.ts';
import { complain } from '../say.ts';
import { expectTable } from '../tables/expect-table.ts';
import { UsageError } from '../usage.ts';
import { printProfile } from './print-profile.ts';

/** Options of the command `assay profile`. */
export interface ProfileCommandOptions extends ReadingFlags {
  /** The file for the page. */
  readonly html?: string;
  readonly json?: boolean;
}

/** Profiles a data file, writes the page that is asked for, and returns what is to be printed. */
export async function runProfile(
  file: string,
  { html, json = false, ...flags }: ProfileCommandOptions,
): Promise<string> {
  await expectTable('profile', file, flags);
  const source = sourceOf(file, flags);
  const byBytes = readByBytes(file, source);
  if (byBytes !== null) complain(byBytes);
  if (html !== undefined) await refuseInput(html, `--html ${html}`, [file]);
  try {
    const profile = await profileSource(file, source, flags);
    if (html !== undefined) {
      const { renderProfile } = await import('../../../reporters/html/profile/profile-page.ts');
      await writeFile(html, renderProfile(profile));
    }
    if (json) return JSON.stringify(profile, null, 2);
    return printProfile(profile, colors());
  } finally {
    await closeEngines();
  }
}

/** The most columns of a file that has a first screen, and the lines of that screen beside those of `init`. */
const [mostColumns, lines] = [60, 20] as const;

/** Returns the profile of a data file for the screen on which a user first sees it; null if it has too many columns for one. */
export async function firstScreen(file: string, flags: ReadingFlags): Promise<string | null> {
  try {
    const profile = await profileSource(file, sourceOf(file, flags), flags, mostColumns);
    return profile && printProfile(profile, colors(), lines);
  } finally {
    await closeEngines();
  }
}

const colors = () => new Chalk({ level: supportsColor ? supportsColor.level : 0 });

function profileSource(file: string, source: Source, flags: ReadingFlags): Promise<ProfileDocument>;
function profileSource(
  file: string,
  source: Source,
  flags: ReadingFlags,
  most: number,
): Promise<ProfileDocument | null>;
/** Profiles a data file; none of more than `most` columns. */
async function profileSource(
  file: string,
  source: Source,
  flags: ReadingFlags,
  most = Number.POSITIVE_INFINITY,
): Promise<ProfileDocument | null> {
  const { dataset, sourceFunction } = source;
  const progress = process.stderr.isTTY
    ? progressLine(`assay: reading ${dataset.label}`)
    : undefined;
  const { session, said } = await openAsMeant(file, source, flags, progress);
  try {
    if (session.columns.length > most) return null;
    const names = session.columns.map(({ name }) => name);
    const doubt = flags.header !== undefined ? null : namesLikeData(names, sourceFunction);
    if (doubt !== null)
      throw new UsageError(
        `${dataset.label} seems to have no header: ${doubt}, and would be printed. If its first record does hold names, say so with --header${sourceFunction === 'csv' ? '; if it is data, with --no-header' : ''}.`,
      );
    const profile = await profileDocument(session, dataset.label);
    return { ...profile, notes: [...said.map((sentence) => `${sentence}.`), ...profile.notes] };
  } finally {
    await session.close();
  }
}

import type { ArtifactLocation, Location } from 'sarif';
import type { Outcome } from '../../src/outcome/outcome.ts';

/** A path from the root as a relative reference: forward slashes, and nothing that would mean more than a name. */
const uriOf = (file: string): string =>
  file
    .toWellFormed()
    .split(/[\\/]+/)
    .map(encodeURIComponent)
    .join('/');

/** Returns the location of a file: relative to the root of the sources, unless it is absolute or on another drive. */
export function artifactOf(file: string): ArtifactLocation {
  const [drive = ''] = /^[A-Za-z]:(?=[\\/])/.exec(file) ?? [];
  const rest = uriOf(file.slice(drive.length));
  if (!rest.startsWith('/')) return { uri: rest, uriBaseId: '%SRCROOT%' };
  return { uri: `file://${drive === '' ? '' : `/${drive}`}${rest}` };
}

/** Returns the place of an expectation; the head of its contract's file if it is not known. */
export function placeOf({ location }: Pick<Outcome, 'location'>, file: string): Location {
  const region =
    location === null
      ? { startLine: 1 }
      : { startLine: location.line, startColumn: Math.max(1, location.column) };
  return placeIn(location?.file ?? file, region);
}

/** Returns a place in a file. */
export const placeIn = (
  file: string,
  region: { startLine: number; startColumn?: number } = { startLine: 1 },
): Location => ({
  physicalLocation: { artifactLocation: artifactOf(file), region },
});

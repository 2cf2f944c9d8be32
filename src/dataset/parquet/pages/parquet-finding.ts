import { triedOn, type Unsupported } from './parquet-support.ts';

/** Why a Parquet file can't be judged. */
export type Finding =
  /** Its parts are not where its footer says, or not what it says. */
  | { readonly kind: 'damaged'; readonly why: string }
  /** It is as the format allows, and the engine does not read that. */
  | ({ readonly kind: 'unsupported'; readonly where: string | null } & Unsupported)
  /** It holds a value that the engine would read as another one. */
  | { readonly kind: 'beyond'; readonly where: string; readonly what: string }
  /** Pages that have to be looked at are packed as only a later Node.js unpacks them. */
  | { readonly kind: 'packed'; readonly where: string }
  /** It unpacks to more than memory has room for. */
  | {
      readonly kind: 'large';
      readonly where: string;
      readonly bytes: number;
      readonly most: number;
    };

/** The finding of a file, or a part of one, that is encrypted. */
export const encrypted = (where: string | null): Finding => ({
  kind: 'unsupported',
  where,
  what: 'encryption',
  instead: 'write it without',
});

/** A finding as a sentence on a file. */
export function findingText(shown: string, finding: Finding): string {
  switch (finding.kind) {
    case 'damaged':
      return `${shown} is damaged: ${finding.why}. Write it anew, and look whether what wrote it had ended.`;
    case 'unsupported': {
      const where = finding.where === null ? '' : ` (${finding.where})`;
      return `${shown} uses ${finding.what}${where}, which the engine (${triedOn}) does not read: ${finding.instead}.`;
    }
    case 'beyond':
      return `${shown} holds ${finding.what} (${finding.where}). The engine (${triedOn}) would read another value in its place: correct it where the file is written, or keep the column as another type.`;
    case 'packed':
      return `${shown} is packed with ZSTD (${finding.where}), which this Node.js does not unpack, so that its values can't be looked at: use Node.js 22.15 or later.`;
    case 'large':
      return `${shown} unpacks to ${finding.bytes} bytes at once (${finding.where}), more than the ${finding.most} that memoryLimit leaves room for: write it with smaller pages, or raise memoryLimit to at least ${gibibytes(finding.bytes)}.`;
  }
}

/** The memory limit at which a page of so many bytes takes no more than its share. */
const gibibytes = (bytes: number) => `'${Math.ceil((bytes * shares) / 2 ** 30)}GiB'`;

/** A page is unpacked beside what is read of it, and of others. */
const shares = 4;

/** Pages of so many bytes are read whatever was granted. */
const always = 2 ** 27;
const unlessGranted = 2 ** 31;

/** The most bytes that a page may unpack to, of the bytes of memory that were granted. */
export const mostUnpacked = (granted: number | null): number =>
  Math.max(always, Math.floor((granted ?? unlessGranted) / shares));

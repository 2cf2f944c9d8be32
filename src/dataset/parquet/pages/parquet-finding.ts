import { triedOn, type Unsupported } from './parquet-support.ts';

/** The reason why a Parquet file can't be read reliably. */
export type Finding =
  /** The file contradicts its footer. */
  | { readonly kind: 'damaged'; readonly why: string }
  /** The file is valid, but uses a feature that the engine does not support. */
  | ({ readonly kind: 'unsupported'; readonly where: string | null } & Unsupported)
  /** The file holds a value that the engine would read as another one. */
  | { readonly kind: 'beyond'; readonly where: string; readonly what: string }
  /** The file has pages to check that this Node.js can't decompress. */
  | { readonly kind: 'packed'; readonly where: string }
  /** The file decompresses to more than the memory limit allows. */
  | {
      readonly kind: 'large';
      readonly where: string;
      readonly bytes: number;
      readonly most: number;
    };

/** Returns the finding for an encrypted file, or an encrypted part of one. */
export const encrypted = (where: string | null): Finding => ({
  kind: 'unsupported',
  where,
  what: 'encryption',
  instead: 'write it without',
});

/** Returns a finding as a sentence about a file. */
export function findingText(shown: string, finding: Finding): string {
  switch (finding.kind) {
    case 'damaged':
      return `${shown} is damaged: ${finding.why}. Write it again, and check that the program that writes it has finished.`;
    case 'unsupported': {
      const where = finding.where === null ? '' : ` (${finding.where})`;
      return `${shown} uses ${finding.what}${where}, which the engine (${triedOn}) does not read: ${finding.instead}.`;
    }
    case 'beyond':
      return `${shown} holds ${finding.what} (${finding.where}). The engine (${triedOn}) would read another value in its place: correct it where the file is written, or keep the column as another type.`;
    case 'packed':
      return `${shown} is compressed with ZSTD (${finding.where}), which this Node.js can't decompress, so its values can't be checked: use Node.js 22.15 or later.`;
    case 'large':
      return `${shown} decompresses to ${finding.bytes} bytes at once (${finding.where}), more than the ${finding.most} that memoryLimit leaves room for: write it with smaller pages, or raise memoryLimit to at least ${gibibytes(finding.bytes)}.`;
  }
}

/** Returns the memory limit at which a page of this size takes no more than its share. */
const gibibytes = (bytes: number) => `'${Math.ceil((bytes * shares) / 2 ** 30)}GiB'`;

/** The part of the memory that a page may take is one of so many. The rest is for the values that are read. */
const shares = 4;

/** The size up to which pages are always read, whatever the memory limit. */
const always = 2 ** 27;
const unlessGranted = 2 ** 31;

/** Returns the greatest size to which a page may decompress, for a memory limit in bytes. */
export const mostUnpacked = (granted: number | null): number =>
  Math.max(always, Math.floor((granted ?? unlessGranted) / shares));

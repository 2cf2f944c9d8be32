import type { FooterColumn } from '../dataset.ts';
import { footerColumns } from '../parquet/pages/footer-columns.ts';
import { footerOf, withParquet } from '../parquet/pages/parquet-footer.ts';
import { leavesOf, schemaOf } from '../parquet/pages/parquet-leaves.ts';

/** Facts from the footer of a scratch file. */
export interface ScratchFooter {
  readonly writer: string;
  readonly columns: readonly FooterColumn[];
}

/** Reads the footer of a scratch file. */
export const scratchFooter = (path: string): Promise<ScratchFooter> =>
  withParquet(path, async ({ footer: bytes }) => {
    const footer = footerOf(bytes);
    const schema = footer && schemaOf(footer.elements);
    if (!footer || !schema) throw new TypeError('the engine wrote a file without a footer');
    return { writer: footer.writer, columns: footerColumns(footer, leavesOf(schema)) };
  });

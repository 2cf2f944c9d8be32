import type { Session } from '../../engine/engine.ts';
import type { ProfileSample } from '../../outcome/profile/profile-document.ts';
import { maskedText } from '../../privacy/masked-text.ts';

/** The rows that are shown, and the characters of each value. */
const [most, characters] = [5, 60] as const;

/** Reads the first rows; masked values never leave the engine. */
export async function sampleRows(
  session: Session,
  isMasked: (column: string) => boolean,
): Promise<ProfileSample> {
  const columns = session.columns.map(({ name }) => name);
  const cells = columns.map((column) => ({
    column,
    shown: isMasked(column) ? ('masked' as const) : ('unlessPersonal' as const),
  }));
  const { relation, dialect } = session;
  const shown = { relation, cells, most, characters, mask: maskedText };
  const rows = await session.query(dialect.firstRows('true', shown, session));
  return { columns, rows: rows.map(({ m }) => m as (string | null)[]) };
}

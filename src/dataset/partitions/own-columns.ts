import type { Opened, Reader } from '../dataset.ts';

/**
 * Returns a note on columns of the files that are called like a key of their folders. The folder decides to which partition a row
 * belongs, and expectations judge the column. Parquet has an option that holds one to the other, and a note of its own on it.
 */
export async function ownColumnNotes(
  reader: Reader,
  { shape, relation }: Opened,
  format: string,
  keys: readonly string[],
): Promise<readonly string[]> {
  if (format === 'parquet') return [];
  const described = await reader.query(`describe select * from ${shape ?? relation}`);
  const names = described.map(({ column_name: name }) => String(name));
  return keys.flatMap((key) => {
    const own = names.find((name) => name.toLowerCase() === key.toLowerCase());
    return own === undefined
      ? []
      : [
          `The column "${own}" is the files' own, and expectations judge what it holds. The folders ${key}=.../ alone decide which partition a row belongs to: whether the column says the same is not checked.`,
        ];
  });
}

import { existsSync, linkSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { closeEngines, openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { dataset, folder, now, session, write } from '../duckdb-support.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(closeEngines);

/** A folder with a Parquet and a CSV file. */
async function dataFolder(): Promise<string> {
  const made = folder();
  await write(
    `copy (select range as a from range(5)) to '${made}/a.parquet'`,
    `copy (select range as a from range(5)) to '${made}/a.csv'`,
  );
  return made;
}

describe('the lock', () => {
  test('the files of the granted folder can be read, by whoever shares the grant', async () => {
    const inside = await dataFolder();
    for (const file of ['a.parquet', 'a.csv']) {
      const opened = await session(dataset(`from '${inside}/${file}'`, { directories: [inside] }));
      expect(await opened.query(`select sum(a)::int as s from ${opened.relation}`)).toEqual([
        { s: 10 },
      ]);
    }
  });

  test('nothing outside it can be read, written, attached or changed', async () => {
    const [inside, outside] = [await dataFolder(), await dataFolder()];
    const { query } = await session(dataset(`from '${inside}/a.csv'`, { directories: [inside] }));
    const hostile = [
      `from '${outside}/a.parquet'`,
      `from '${inside}/../${outside.split('/').at(-1)}/a.csv'`,
      "from read_text('/etc/passwd')",
      "from glob('/*')",
      `copy (select 1) to '${outside}/b.csv'`,
      `attach '${outside}/b.db'`,
      `export database '${outside}/c'`,
      "from 'https://example.com/a.parquet'",
      'set enable_external_access = true',
      "set allowed_directories = ['/']",
      "set temp_directory = '/'",
      'reset lock_configuration',
      'install spatial',
      `load '${outside}/x.duckdb_extension'`,
      "select getenv('HOME')",
    ];
    for (const sql of hostile)
      await expect(query(sql), sql).rejects.toMatchObject({ name: 'EngineError' });
    expect(readdirSync(outside).toSorted()).toEqual(['a.csv', 'a.parquet']);
  });

  test('a symbolic link that leads out is not followed, a hard link is', async () => {
    const [inside, outside] = [folder(), await dataFolder()];
    symlinkSync(join(outside, 'a.csv'), join(inside, 'symbolic.csv'));
    linkSync(join(outside, 'a.csv'), join(inside, 'hard.csv'));
    const { query } = await session(dataset('select 1', { directories: [inside] }));
    await expect(query(`from '${inside}/symbolic.csv'`)).rejects.toThrow('Cannot access file');
    expect(await query(`from '${inside}/hard.csv'`)).toHaveLength(5);
  });
});

describe('extensions and setup', () => {
  test('a missing extension is an error that says what to do', async () => {
    const empty = folder();
    const opening = session(dataset('select 1', { extensions: ['sqlite'] }), {
      extensionDirectory: empty,
    });
    await expect(opening).rejects.toMatchObject({
      name: 'DatasetError',
      code: 'EXTENSION_MISSING',
    });
    await expect(opening).rejects.toThrow(
      /^DuckDB v1\.5\.5 could not load its extension 'sqlite' from .* Run INSTALL sqlite once with DuckDB v1\.5\.5 and a network, or point extensionDirectory \(or ASSAY_EXTENSION_DIRECTORY\) at a folder that holds v1\.5\.5\/\w+\/sqlite_scanner\.duckdb_extension\. DuckDB said: /,
    );
  });

  test('a database that is none is an error of the dataset', async () => {
    const path = join(folder(), 'a.db');
    writeFileSync(path, 'Jane Doe'.repeat(1000));
    const opening = session(
      dataset('select 1', { setup: [`attach '${path}' as db`], directories: [] }),
    );
    await expect(opening).rejects.toMatchObject({ code: 'DATASET_UNREADABLE' });
    await expect(opening).rejects.toThrow("The dataset can't be opened: ");
  });
});

describe('options', () => {
  test('an option that DuckDB refuses is told', async () => {
    await expect(session(dataset('select 1'), { memoryLimit: 'much' })).rejects.toThrow(
      'DuckDB does not start with the options {"memoryLimit":"much"',
    );
    await expect(session(dataset('select 1'), { threads: 0 })).rejects.toThrow('{"threads":0');
    await expect(
      session(dataset('select 1'), { spillDirectory: join(folder(), 'none') }),
    ).rejects.toThrow('give a spillDirectory that exists');
  });

  test('a failed start leaves nothing behind, and the next one works', async () => {
    const spill = folder();
    const settings = { spillDirectory: spill };
    const lacking = dataset('select 1', { setup: ["attach '/none/x.db' (read_only)"] });
    await expect(session(lacking, settings)).rejects.toThrow("can't be opened");
    expect(readdirSync(spill)).toEqual([]);
    const { relation, query } = await session(dataset('select 1 as a'), settings);
    expect(await query(`from ${relation}`)).toEqual([{ a: 1 }]);
  });

  test('what does not fit in memory spills to a private folder, gone after', async () => {
    const spill = folder();
    const { query, close } = await openSession(dataset('select 1'), [], {
      root: '/',
      now,
      memoryLimit: '30MiB',
      threads: 1,
      spillDirectory: spill,
    });
    const [mine] = readdirSync(spill);
    await query("create table t as select range || repeat('x', 200) as a from range(200000)");
    expect(readdirSync(join(spill, String(mine)))).not.toEqual([]);
    expect(await query('select count(*) as n from t')).toEqual([{ n: 200_000n }]);
    await close();
    await closeEngines();
    expect(readdirSync(spill)).toEqual([]);
  });

  test('a query that can not spill says what to do', async () => {
    const { query } = await session(dataset('select 1'), { memoryLimit: '50MiB', threads: 1 });
    const asking = query("select list(range || 'padding') as l from range(5000000)");
    await expect(asking).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
    await expect(asking).rejects.toThrow(
      /^DuckDB ran out of memory \(the limit is 50\.0 MiB\): raise memoryLimit/,
    );
  });
});

describe('sharing', () => {
  test('datasets of one grant share an instance; another grant closes the unused one', async () => {
    const spill = folder();
    const settings = { root: '/', now, spillDirectory: spill };
    const [first, second] = await Promise.all([
      openSession(dataset('select 1'), [], settings),
      openSession(dataset('select 2'), [], settings),
    ]);
    expect(readdirSync(spill)).toHaveLength(1);
    const other = await openSession(dataset('select 3'), [], { ...settings, threads: 1 });
    expect(readdirSync(spill)).toHaveLength(2);
    await first.close();
    expect(await second.query('select 1 as a')).toEqual([{ a: 1 }]);
    await second.close();
    expect(readdirSync(spill)).toHaveLength(1);
    await other.close();
    expect(readdirSync(spill)).toHaveLength(1);
    await closeEngines();
    expect(readdirSync(spill)).toEqual([]);
  });

  test('a closed session leaves no view or table behind', async () => {
    const data = dataset('', {
      open: async ({ query, freshName }) => {
        const [table, view] = [freshName(), freshName()];
        await query(`create temp table ${table} as select 1 as a`);
        await query(`create temp view ${view} as from ${table}`);
        return { relation: view };
      },
    });
    const first = await openSession(data, [], { root: '/', now });
    await first.close();
    const { query } = await session(dataset('select 1'));
    expect(
      await query("select count(*) as n from duckdb_tables() where table_name like '%assay%'"),
    ).toEqual([{ n: 0n }]);
    expect(
      await query("select view_name from duckdb_views() where view_name like '%assay%'"),
    ).toHaveLength(1);
  });

  test('a dataset that fails to open frees what it took', async () => {
    const spill = folder();
    const broken = dataset('select nonsense from nowhere');
    await expect(session(broken, { spillDirectory: spill })).rejects.toThrow('nowhere');
    await closeEngines();
    expect(readdirSync(spill)).toEqual([]);
    expect(existsSync(spill)).toBe(true);
  });
});

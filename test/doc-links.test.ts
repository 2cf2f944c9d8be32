import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';

// Files are moved and renamed; what documents say of them is checked here.

const root = resolve(import.meta.dirname, '..');
const documents = globSync(['*.md', '{docs,examples,test,.github}/**/*.md'], {
  cwd: root,
  dot: true,
  ignore: ['CHANGELOG.md', '**/node_modules/**'],
});

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8').replace(/^```.*?^```/gms, '');

  test('has links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });

  // The ways to lose a test name files of their users' projects.
  test.skipIf(document === 'docs/ways.md')('names sources that are there', () => {
    const names = [...text.matchAll(/`((?:src|test|reporters|scripts)\/[\w./-]+\.tsx?)`/g)];
    const paths = names.map(([, path]) => path ?? '').filter((path) => !path.includes('NAME'));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

test('the index of the documentation has every page of it', () => {
  const index = readFileSync(join(root, 'docs/README.md'), 'utf8');
  const linked = new Set([...index.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link));
  const pages = globSync(['*.md', '{reference,reports,benchmarks}/*.md'], {
    cwd: join(root, 'docs'),
    ignore: ['README.md'],
  });
  expect(pages.length).toBeGreaterThan(50);
  expect(pages.filter((page) => !linked.has(page))).toEqual([]);
});

import type { VNode } from 'preact';
import { counted, grouped } from '../../../src/outcome/printable-text.ts';
import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { unreadWarning } from '../../../src/outcome/profile/profile-words.ts';
import { readAsset } from '../assets.ts';
import { type Child, el, render } from '../element.ts';
import { legible } from '../legible.ts';
import { pageHead } from '../page-head.ts';
import { columnSections } from './profile-columns.ts';
import { correlationTable } from './profile-correlations.ts';
import { fileSection } from './profile-files.ts';
import { glance } from './profile-glance.ts';
import { sampleTable } from './profile-sample.ts';

/** Renders a profile as one HTML file, without a script: light and dark as the system is. */
export function renderProfile(given: ProfileDocument): string {
  const profile = legible(given);
  const page = el(
    'html',
    { lang: 'en' },
    pageHead(`${profile.dataset} · Profile`, [readAsset('page.css'), readAsset('profile.css')]),
    el(
      'body',
      {},
      el('a', { class: 'skip', href: '#columns' }, 'To the columns'),
      el('header', {}, el('span', { class: 'name' }, 'Assay'), el('span', {}, 'Profile')),
      el(
        'main',
        {},
        summary(profile),
        suspicions(profile),
        glance(profile),
        fileSection(profile),
        correlationTable(profile),
        columnSections(profile),
        sampleTable(profile),
        notes(profile),
      ),
    ),
  );
  return `<!doctype html>\n${render(page)}\n`;
}

function summary(profile: ProfileDocument): VNode {
  const { dataset, rows, columns, keys, duplicateRows, unread } = profile;
  const nulls = columns.reduce((sum, one) => sum + one.nulls, 0);
  const cells = rows * columns.length;
  const facts: readonly (readonly [string, string])[] = [
    [grouped(rows), rows === 1 ? 'row' : 'rows'],
    [grouped(columns.length), columns.length === 1 ? 'column' : 'columns'],
    [cells === 0 ? '–' : `${Number(((nulls / cells) * 100).toPrecision(2))}%`, 'of the cells NULL'],
    [
      duplicateRows.count === null ? '–' : grouped(duplicateRows.count),
      duplicateRows.count === 1 ? 'duplicate row' : 'duplicate rows',
    ],
    [keys[0] === undefined ? 'none' : keys[0], 'as a key'],
  ];
  const lost = unread.records + unread.fields > 0;
  return el(
    'section',
    { class: `verdict ${lost ? 'failed' : 'sum'}` },
    el('h1', {}, dataset),
    el(
      'ul',
      { class: 'tally' },
      facts.map(([figure, words]) => el('li', {}, el('b', {}, figure), ` ${words}`)),
    ),
    [...unreadWarning(profile), ...withoutRows(profile)].map((text) =>
      el('p', { class: 'wn' }, text),
    ),
  );
}

const withoutRows = ({ rows }: ProfileDocument): readonly string[] =>
  rows === 0 ? ['There are no rows: nothing can be said about the values.'] : [];

function suspicions({ suspicions: all }: ProfileDocument): Child {
  if (all.length === 0) return null;
  return el(
    'section',
    { 'aria-labelledby': 'suspicions' },
    el('h2', { id: 'suspicions' }, counted(all.length, 'suspicion')),
    el(
      'ul',
      { class: 'sus' },
      all.map(({ column, message }) =>
        el('li', {}, column === null ? null : [el('b', {}, column), ' '], message),
      ),
    ),
  );
}

function notes({ notes: all, duplicateRows, columns }: ProfileDocument): Child {
  const masked = columns.flatMap(({ name, masked }) =>
    masked === null ? [] : [`${name} (${masked})`],
  );
  const sentences = [
    ...(masked.length === 0 ? [] : [`No value is shown of ${masked.join(', ')}.`]),
    ...(duplicateRows.reason === null
      ? []
      : [`Duplicate rows were not counted: ${duplicateRows.reason}.`]),
    ...all,
  ];
  if (sentences.length === 0) return null;
  return el(
    'section',
    { 'aria-labelledby': 'notes' },
    el('h2', { id: 'notes' }, 'Notes'),
    el(
      'ul',
      {},
      sentences.map((text) => el('li', {}, text)),
    ),
  );
}

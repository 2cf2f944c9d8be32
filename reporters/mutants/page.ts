import type { VNode } from 'preact';
import type { Mutant, MutantReport } from '../../src/mutants/mutant.ts';
import {
  caughtTexts,
  changedText,
  columnName,
  percentOf,
  remarks,
  remediesOf,
  scoreLine,
} from '../../src/mutants/report-lines.ts';
import { grouped } from '../../src/outcome/printable-text.ts';
import { readAsset } from '../html/assets.ts';
import { el, render } from '../html/element.ts';
import { pageHead } from '../html/page-head.ts';

/** Renders the mutants of contracts as one HTML file, which needs no script. */
export function renderMutantsPage(reports: readonly MutantReport[]): string {
  const page = el(
    'html',
    { lang: 'en' },
    pageHead('Mutants', [readAsset('page.css')]),
    el('body', {}, el('main', {}, el('h1', {}, 'Mutants'), ...reports.map(section))),
  );
  return `<!doctype html>\n${render(page)}\n`;
}

function section(report: MutantReport): VNode {
  const { contract, dataset, columns, unasked, mutants } = report;
  return el(
    'section',
    {},
    el('h2', {}, `${contract} on ${dataset}`),
    el('p', {}, el('strong', {}, scoreLine(report)), ` ${remarks(report).join(' ')}`),
    table(
      ['column', 'score', 'caught', 'survived', 'undetectable'],
      columns.map((one) => [
        columnName(one),
        percentOf(one.score),
        grouped(one.caught),
        grouped(one.survived),
        grouped(one.undetectable),
      ]),
    ),
    el('h3', {}, 'Expectations to add'),
    ...(remediesOf(report).length === 0 ? [el('p', {}, 'No mutant survived.')] : []),
    ...remediesOf(report).flatMap(({ code, mutants: own }) => [
      el('pre', {}, el('code', {}, `${code},`)),
      el('ul', {}, ...caughtTexts(own).map((text) => el('li', {}, text))),
    ]),
    ...(unasked.length === 0
      ? []
      : [
          el('h3', {}, 'Not asked'),
          el('ul', {}, ...unasked.map(({ title, reason }) => el('li', {}, `${title}: ${reason}`))),
        ]),
    el('h3', {}, 'All mutants'),
    table(['change', 'changed', 'state', 'by'], mutants.map(row)),
  );
}

const row = (one: Mutant): readonly string[] => [
  one.change,
  changedText(one),
  one.state,
  one.by.map(({ title }) => title).join('; ') || (one.problem ?? ''),
];

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): VNode =>
  el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el(
      'tbody',
      {},
      ...rows.map((cells) =>
        el(
          'tr',
          {},
          ...cells.map((cell, at) =>
            at === 0 ? el('th', { scope: 'row' }, cell) : el('td', {}, cell),
          ),
        ),
      ),
    ),
  );

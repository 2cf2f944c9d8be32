import type { Report } from '../../src/outcome/report.ts';
import { isBrokenProperty } from '../../src/outcome/reported-fuzz.ts';
import { readAsset } from './assets.ts';
import { banner } from './banner.ts';
import { contractView } from './contract.ts';
import { el, html, render } from './element.ts';
import { filters } from './filters.ts';
import { brokenProperties, fuzzSection } from './fuzz.ts';
import type { History } from './history.ts';
import { legible } from './legible.ts';
import { overview } from './overview.ts';
import { pageHead } from './page-head.ts';
import { placesOf } from './places.ts';
import { type ShownContract, shownContract } from './shown.ts';
import { stateOrder } from './words.ts';

/**
 * Renders a report as one HTML file. It is complete without the script, which adds search, filters, copying, and the
 * view's address.
 */
export function renderPage(given: Report, history: History | null): string {
  const report = legible(given);
  const contracts = report.contracts
    .map((contract) => shownContract(contract, history))
    .sort((one, other) => rank(one) - rank(other));
  const places = placesOf(contracts);
  const list = contracts.map((one) => render(contractView(one, places))).join('');
  const isFuzzOnly = contracts.length === 0 && report.fuzz.length > 0;
  const css = readAsset('page.css');
  const theme = readAsset('theme.js');
  const script = readAsset('page.js');
  const page = el(
    'html',
    { lang: 'en' },
    pageHead(titleOf(report), [css], [theme, script]),
    el(
      'body',
      {},
      isFuzzOnly
        ? el('a', { class: 'skip', href: '#fuzz' }, 'To the steps')
        : el('a', { class: 'skip', href: '#contracts' }, 'To the contracts'),
      banner(),
      el(
        'main',
        {},
        overview(report, contracts),
        brokenProperties(report),
        el(
          'section',
          // The script of the page needs the form.
          { 'aria-labelledby': 'contracts', hidden: isFuzzOnly },
          el('h2', { id: 'contracts', tabindex: -1 }, 'Contracts'),
          filters(report),
          el('div', { id: 'list', ...html(list) }),
          el('p', { id: 'nothing', hidden: true }, 'No expectation is so. '),
        ),
        fuzzSection(report),
      ),
      el('div', { id: 'told', class: 'off', role: 'status' }),
      [theme, script].map(({ text }) => el('script', { type: 'module', ...html(text) })),
    ),
  );
  return `<!doctype html>\n${render(page)}\n`;
}

const rank = ({ contract }: ShownContract) => stateOrder.indexOf(contract.state);

function titleOf({ state, counts, fuzz }: Report): string {
  const properties = fuzz.flatMap((one) => one.properties);
  const red = counts.failed + counts.errored + properties.filter(isBrokenProperty).length;
  return state === 'passed' ? 'Passed' : `Failed${red > 0 ? ` (${red})` : ''}`;
}

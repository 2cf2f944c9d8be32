import type { VNode } from 'preact';
import type { Report } from '../../src/outcome/report.ts';
import { isBrokenProperty } from '../../src/outcome/reported-fuzz.ts';
import { type Asset, readAsset } from './assets.ts';
import { contractView } from './contract.ts';
import { el, html, render } from './element.ts';
import { filters } from './filters.ts';
import { brokenProperties, fuzzSection } from './fuzz.ts';
import type { History } from './history.ts';
import { legible } from './legible.ts';
import { overview } from './overview.ts';
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
  const script = readAsset('page.js');
  const page = el(
    'html',
    { lang: 'en' },
    head(report, css, script),
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
      el('script', { type: 'module', ...html(script.text) }),
    ),
  );
  return `<!doctype html>\n${render(page)}\n`;
}

const rank = ({ contract }: ShownContract) => stateOrder.indexOf(contract.state);

function head({ state, counts, fuzz }: Report, css: Asset, script: Asset): VNode {
  const properties = fuzz.flatMap((one) => one.properties);
  const red = counts.failed + counts.errored + properties.filter(isBrokenProperty).length;
  const title = state === 'passed' ? 'Passed' : `Failed${red > 0 ? ` (${red})` : ''}`;
  const policy = [
    "default-src 'none'",
    `style-src ${css.source}`,
    `script-src ${script.source}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', { name: 'referrer', content: 'no-referrer' }),
    // Without one a browser asks the server of a CI artifact for /favicon.ico.
    el('link', { rel: 'icon', href: 'data:,' }),
    el('title', {}, `${title} · Assay`),
    el('style', html(css.text)),
  );
}

const banner = (): VNode =>
  el(
    'header',
    {},
    el('span', { class: 'name' }, 'Assay'),
    el(
      'label',
      { class: 'js' },
      'Theme ',
      el(
        'select',
        { id: 'theme' },
        [
          ['', 'as the system'],
          ['light', 'light'],
          ['dark', 'dark'],
        ].map(([value = '', text = '']) => el('option', { value }, text)),
      ),
    ),
  );

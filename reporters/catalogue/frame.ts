import { readAsset } from '../html/assets.ts';
import { banner } from '../html/banner.ts';
import { type Child, el, html, render } from '../html/element.ts';
import { pageHead } from '../html/page-head.ts';
import { printTime } from '../html/words.ts';

/** The parts of a page that differ. */
interface Framed {
  readonly title: string;
  /** The way back, above the page. */
  readonly above: Child;
  readonly main: Child;
  readonly madeAt: string;
}

/** Renders a page of the catalogue with the styles of the reports, the choice of the theme, and nothing from elsewhere. */
export function framed({ title, above, main, madeAt }: Framed): string {
  const styles = [readAsset('page.css'), readAsset('catalogue.css')];
  const scripts = [readAsset('theme.js'), readAsset('catalogue.js')];
  const page = el(
    'html',
    { lang: 'en' },
    pageHead(title, styles, scripts),
    el(
      'body',
      {},
      el('a', { class: 'skip', href: '#main' }, 'To the content'),
      banner(above),
      el(
        'main',
        { id: 'main', tabindex: -1 },
        main,
        el(
          'p',
          { class: 'made dim' },
          'Made ',
          el('time', { datetime: madeAt }, printTime(madeAt)),
        ),
      ),
      scripts.map(({ text }) => el('script', { type: 'module', ...html(text) })),
    ),
  );
  return `<!doctype html>\n${render(page)}\n`;
}

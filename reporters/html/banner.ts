import type { VNode } from 'preact';
import { type Child, el } from './element.ts';

/** Renders the line above a page: its name, a link if it has one, and the choice of the theme, which `theme.js` reads. */
export const banner = (name: Child = 'Assay'): VNode =>
  el(
    'header',
    {},
    el('span', { class: 'name' }, name),
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

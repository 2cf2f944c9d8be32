import type { VNode } from 'preact';
import { el, html } from './element.ts';
import { badge } from './parts.ts';
import type { Place } from './places.ts';
import { smallScale } from './scale-drawing.ts';
import type { ShownOutcome } from './shown.ts';

/** Renders an expectation: a line to skim, which opens to show the details. */
export function expectation({ outcome, anchor, scale }: ShownOutcome, place: Place): VNode {
  const { state, origin, tags, title, observed } = outcome;
  const attributes = {
    class: 'x',
    id: anchor,
    'data-s': state,
    'data-k': origin,
    'data-t': tags.join('\n') || undefined,
  };
  return el(
    'details',
    attributes,
    el(
      'summary',
      {},
      badge(state),
      el('code', {}, title),
      el('span', { class: 'ob' }, observed ?? '–'),
      scale === null ? null : smallScale(scale),
    ),
    place.kind === 'here'
      ? el('div', { class: 'in', ...html(place.html) })
      : el('div', { class: 'in', 'data-p': place.at }),
  );
}

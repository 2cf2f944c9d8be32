import type { Domain, Place, Shape } from '../domain.ts';
import { GenerateError } from '../generate-error.ts';
import { drawBigint } from './draw-bigint.ts';
import { drawInstant } from './draw-instant.ts';
import { drawNumber } from './draw-number.ts';
import { drawText } from './draw-text.ts';
import { type Draw, pick } from './random.ts';

/** The share of places without a value, where one may be missing. */
export const nilShare = 0.07;

/** So often a value is drawn at most until the rules that could not be merged take it. */
const turns = 1000;

/** Returns a draw of a domain that needs no arbitrary; null where there is none. */
export function drawOf(domain: Domain): Draw | null {
  if (domain.faker !== null) return null;
  const draw = drawShape(domain);
  return draw === null ? null : filtered(draw, domain.filters);
}

/**
 * Draws again while a filter refuses the value.
 *
 * @throws {GenerateError} `NOT_GENERATED` where it refuses as good as all.
 */
function filtered(draw: Draw, filters: Domain['filters']): Draw {
  if (filters.length === 0) return draw;
  return (random) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const value = draw(random);
      if (filters.every(({ accepts }) => accepts(value))) return value;
    }
    const rules = filters.map(({ rule }) => rule).join(' and ');
    throw new GenerateError(
      'NOT_GENERATED',
      `${rules} refused all ${turns.toLocaleString('en')} values that were drawn: say what it wants as a bound, a list or a pattern of the schema, which values can be made from.`,
    );
  };
}

function drawShape(shape: Shape): Draw | null {
  switch (shape.kind) {
    case 'constants':
      return (random) => pick(random, shape.values);
    case 'number':
      return drawNumber(shape);
    case 'bigint':
      return drawBigint(shape);
    case 'instant':
      return drawInstant(shape.minimum, shape.maximum);
    case 'text':
      return drawText(shape);
    case 'list':
      return drawList(shape);
    case 'object':
      return drawObject(shape.fields);
    case 'choice': {
      const draws = shape.options.map(drawOf);
      return draws.includes(null) ? null : (random) => pick(random, draws as Draw[])(random);
    }
    case 'set':
    case 'tuple':
    case 'entries':
      return null;
  }
}

/** Returns a draw of a place: `null` or `undefined` now and then, where it may lack a value. */
function drawPlace({ domain, nil }: Place): Draw | null {
  const none = nil === 'null' ? null : undefined;
  if (domain === null) return () => none;
  const draw = drawOf(domain);
  if (draw === null || nil === 'never') return draw;
  return (random) => (random.unit() < nilShare ? none : draw(random));
}

function drawList({ of, minLength, maxLength }: Extract<Shape, { kind: 'list' }>): Draw | null {
  const item = drawPlace(of);
  if (item === null) return null;
  const most = Math.min(maxLength, minLength + 5);
  return (random) =>
    Array.from({ length: minLength + random.below(most - minLength + 1) }, () => item(random));
}

function drawObject(fields: Readonly<Record<string, Place>>): Draw | null {
  const draws = Object.entries(fields).map(([name, place]) => ({
    name,
    draw: drawPlace(place),
    isLeftOut: place.nil === 'absent',
  }));
  if (draws.some(({ draw }) => draw === null)) return null;
  return (random) =>
    Object.fromEntries(
      draws.flatMap(({ name, draw, isLeftOut }) => {
        const value = draw?.(random);
        return value === undefined && isLeftOut ? [] : [[name, value]];
      }),
    );
}

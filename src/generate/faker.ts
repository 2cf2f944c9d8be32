import { createRequire } from 'node:module';
import type { Faker } from '@faker-js/faker';
import type fc from 'fast-check';
import { closest } from '../value/closest.ts';
import { GenerateError } from './generate-error.ts';

/** Draws a value with a faker function. */
export type FakerDraw = (random: fc.Random) => unknown;

interface Loaded {
  readonly faker: Faker;
  /** The source of all randomness, while a value is drawn. */
  random: fc.Random | null;
}

const loaded = new Map<string, Loaded>();

/**
 * Finds a faker function by its name, such as `'internet.email'`. All its randomness comes from fast-check, and dates
 * are seen from a day that never changes.
 *
 * @throws {GenerateError} `FAKER_MISSING` if faker is not installed, `FAKER_INVALID` if it has no such function or locale.
 */
export function fakerFunction(name: string, locale: string): FakerDraw {
  const source = load(locale);
  const { holder, method } = found(source.faker, name);
  return (random) => {
    source.random = random;
    return method.call(holder);
  };
}

type Method = (this: unknown) => unknown;

function found(faker: Faker, name: string): { readonly holder: object; readonly method: Method } {
  const [module = '', method = ''] = name.split('.');
  const holder = modulesOf(faker).get(module);
  const one: unknown = holder && Reflect.get(holder, method);
  if (holder && typeof one === 'function' && namesOf(module, holder).includes(name))
    return { holder, method: one as Method };
  const near = closest(
    name,
    [...modulesOf(faker)].flatMap(([of, it]) => namesOf(of, it)),
  );
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new GenerateError(
    'FAKER_INVALID',
    `@faker-js/faker has no function '${name}'.${hint} Write the module and the function: .meta({ faker: 'internet.email' }).`,
  );
}

/** Modules whose functions can't do without an argument. */
const unfit = new Set(['helpers', 'rawDefinitions', 'definitions', 'fakerCore', '_randomizer']);

const modulesOf = (faker: Faker): ReadonlyMap<string, object> =>
  new Map(
    Object.entries(faker).filter(
      ([name, module]) => !unfit.has(name) && typeof module === 'object' && module !== null,
    ) as [string, object][],
  );

function namesOf(module: string, holder: object): readonly string[] {
  const prototype: object = Object.getPrototypeOf(holder);
  const names = [...Object.keys(holder), ...Object.getOwnPropertyNames(prototype)];
  return names
    .filter((name) => name !== 'constructor' && name !== 'faker')
    .map((name) => `${module}.${name}`);
}

/** Values such as a date of birth are counted from here, so that a seed makes the same values next year. */
const today = '2025-01-01T00:00:00Z';

function load(locale: string): Loaded {
  const known = loaded.get(locale);
  if (known) return known;
  const { Faker: FakerOf } = required('@faker-js/faker') as { Faker: typeof Faker };
  const { rawDefinitions } = ofLocale(locale);
  const source: Loaded = {
    random: null,
    faker: new FakerOf({
      locale: rawDefinitions,
      randomizer: {
        next: () => (source.random?.nextInt(0, 2 ** 32 - 1) ?? 0) / 2 ** 32,
        seed: () => undefined,
      },
    }),
  };
  source.faker.setDefaultRefDate(today);
  loaded.set(locale, source);
  return source;
}

function ofLocale(locale: string): Faker {
  if (/^[a-z]{2,3}(_[A-Za-z]+)*$|^base$/.test(locale)) {
    try {
      return (require(`@faker-js/faker/locale/${locale}`) as { faker: Faker }).faker;
    } catch {
      // Said below.
    }
  }
  throw new GenerateError(
    'FAKER_INVALID',
    `@faker-js/faker has no locale '${locale}': write one of its names, such as 'en', 'de' or 'pt_BR'.`,
  );
}

const require = createRequire(import.meta.url);

function required(name: string): unknown {
  try {
    return require(name);
  } catch (cause) {
    const error = new GenerateError(
      'FAKER_MISSING',
      `A column asks for values of @faker-js/faker, which can't be loaded: npm install --save-dev @faker-js/faker.`,
    );
    error.cause = cause;
    throw error;
  }
}

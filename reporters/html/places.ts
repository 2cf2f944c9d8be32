import { deflateRawSync } from 'node:zlib';
import { details, sqlDetail } from './details.ts';
import { render } from './element.ts';
import type { ShownContract, ShownOutcome } from './shown.ts';

/** The place of an expectation's details: in the page, or in their contract's pack. */
export type Place =
  | { readonly kind: 'here'; readonly html: string }
  | { readonly kind: 'packed'; readonly at: number };

/** The places of all details of a report. */
export interface Places {
  readonly of: (one: ShownOutcome) => Place;
  /** The packed details of a contract, deflated, as base64; null if all are in the page. */
  readonly pack: (contract: ShownContract) => string | null;
}

/**
 * The number of characters of details in the page itself. Those can be read without the script, and searched by the
 * browser.
 */
const room = 300_000;

/**
 * Chooses where the details of each expectation go. Those that did not pass go into the page first, then those that passed, then the
 * SQL of those, which nobody reads without a doubt. What has no room is packed, which takes a tenth of the space; the script unpacks
 * it when the reader opens a line.
 */
export function placesOf(contracts: readonly ShownContract[]): Places {
  const places = new Map<ShownOutcome, Place>();
  const packs = new Map<ShownContract, string[]>();
  let left = room;
  const pack = (contract: ShownContract, html: string): number => {
    const pieces = packs.get(contract) ?? [];
    packs.set(contract, pieces);
    return pieces.push(html) - 1;
  };
  const put = (contract: ShownContract, one: ShownOutcome, html: string, sql: string) => {
    left -= html.length;
    const place: Place =
      left >= 0 ? { kind: 'here', html } : { kind: 'packed', at: pack(contract, `${html}${sql}`) };
    places.set(one, place);
  };
  const each = (isQuiet: boolean, act: (contract: ShownContract, one: ShownOutcome) => void) => {
    for (const contract of contracts)
      for (const one of contract.outcomes) if (isPassed(one) === isQuiet) act(contract, one);
  };
  each(false, (contract, one) => {
    put(contract, one, render(...details(one), sqlDetail(one)), '');
  });
  each(true, (contract, one) => {
    put(contract, one, render(...details(one)), render(sqlDetail(one)));
  });
  each(true, (contract, one) => {
    const place = places.get(one);
    const sql = render(sqlDetail(one));
    if (place?.kind !== 'here' || sql === '') return;
    left -= sql.length;
    const shown = left >= 0 ? sql : `<div data-p="${pack(contract, sql)}"></div>`;
    places.set(one, { kind: 'here', html: `${place.html}${shown}` });
  });
  return {
    of: (one) => places.get(one) ?? { kind: 'here', html: '' },
    pack: (contract) => packed(packs.get(contract)),
  };
}

const isPassed = ({ outcome }: ShownOutcome) => outcome.state === 'passed';

const packed = (pieces: readonly string[] | undefined): string | null =>
  pieces === undefined ? null : deflateRawSync(JSON.stringify(pieces)).toString('base64');

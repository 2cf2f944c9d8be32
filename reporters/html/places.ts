import { deflateRawSync } from 'node:zlib';
import { details } from './details.ts';
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
const room = 1_000_000;

/**
 * Chooses where the details of each expectation go. Those that did not pass go into the page first. Details for which
 * there is no room are packed, which takes a tenth of the space; the script unpacks them when the reader opens a line.
 */
export function placesOf(contracts: readonly ShownContract[]): Places {
  const places = new Map<ShownOutcome, Place>();
  const packs = new Map<ShownContract, string[]>();
  let left = room;
  const put = (contract: ShownContract, one: ShownOutcome) => {
    const html = render(...details(one));
    left -= html.length;
    if (left >= 0) {
      places.set(one, { kind: 'here', html });
      return;
    }
    const pack = packs.get(contract) ?? [];
    packs.set(contract, pack);
    places.set(one, { kind: 'packed', at: pack.push(html) - 1 });
  };
  for (const isQuiet of [false, true]) {
    for (const contract of contracts) {
      const those = contract.outcomes.filter((one) => isPassed(one) === isQuiet);
      for (const one of those) put(contract, one);
    }
  }
  return {
    of: (one) => places.get(one) ?? { kind: 'here', html: '' },
    pack: (contract) => packed(packs.get(contract)),
  };
}

const isPassed = ({ outcome }: ShownOutcome) => outcome.state === 'passed';

const packed = (pieces: readonly string[] | undefined): string | null =>
  pieces === undefined ? null : deflateRawSync(JSON.stringify(pieces)).toString('base64');

/** The type of a payload that is an in-toto statement. */
export const payloadType = 'application/vnd.in-toto+json';

/** A signature of an envelope. */
export interface Signature {
  /** The name of the key: SHA-256 of its public half in DER (SPKI), as hexadecimal text. */
  readonly keyid: string;
  /** The signature, as base64. */
  readonly sig: string;
}

/** A DSSE envelope: a payload of a type, and its signatures. */
export interface Envelope {
  /** The payload, as base64. */
  readonly payload: string;
  readonly payloadType: typeof payloadType;
  readonly signatures: readonly Signature[];
}

/** Returns the bytes that signatures of a payload are made of: its pre-authentication encoding (PAE). */
export const signedBytes = (payload: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
    payload,
  ]);

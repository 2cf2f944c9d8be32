/** A key of a store: names separated by slashes, such as `log/trips/00000001/record.json`. */
export type Key = string;

/** An object of a store, as it is listed. */
export interface Listed {
  readonly key: Key;
  readonly bytes: number;
}

/**
 * The place in which a store keeps its objects: a folder, or a bucket. An object is there whole or not at all. Errors are
 * `StoreError`s: `STORE_UNUSABLE` if nothing was written, `STORE_UNKNOWN` if something may have been.
 */
export interface Backend {
  /** The place in messages, without credentials. */
  readonly shown: string;
  /** Returns the bytes of an object; null if there is none. */
  read(key: Key): Promise<Uint8Array | null>;
  /**
   * Creates an object, unless there is one. Returns false if there is one with other bytes. Of several processes that
   * create the same key at once, one gets true. If the reply of the write is lost, it reads back what is there, so that
   * true and false are certain; if that is not known, it throws `STORE_UNKNOWN`.
   */
  create(key: Key, bytes: Uint8Array): Promise<boolean>;
  /** Writes an object, also over another one. */
  write(key: Key, bytes: Uint8Array): Promise<void>;
  /** Lists the objects whose keys begin with a prefix, in the order of their keys. */
  list(prefix: Key): Promise<readonly Listed[]>;
  /** Removes an object, if there is one. */
  remove(key: Key): Promise<void>;
  /** Puts a file of this machine into the store, by a clone where the file system has them. */
  putFile(key: Key, path: string): Promise<void>;
  /**
   * Returns the path of a local file with the bytes of an object; null if there is no such object. A bucket's object is
   * first brought to `folder`, under a name that the key decides.
   */
  localFile(key: Key, folder: string): Promise<string | null>;
}

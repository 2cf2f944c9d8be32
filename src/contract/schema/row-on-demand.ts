/** An object of a row's values, as zod would hand it to the checks of the row. */
type Values = Record<string, unknown>;

/** Marks a column that the object lacks. */
export const absent: unique symbol = Symbol('absent');

/** The columns of an object, in its order. */
export interface Columns {
  readonly names: readonly string[];
  readonly places: ReadonlyMap<PropertyKey, number>;
}

/** The values of a row, as they are asked for. */
export interface ValueSource {
  /** Returns the value of a column by its place, or {@link absent}. It is called at most once for each. */
  readonly at: (place: number) => unknown;
  /** Called before all values are made that are left. */
  readonly onFill: () => void;
}

/** Numbers columns in the order in which an object has them. None may be a name that all objects inherit. */
export const columnsOf = (names: readonly string[]): Columns => ({
  names,
  places: new Map(names.map((name, place) => [name, place])),
});

/**
 * Returns an object whose values are made when they are read. It looks like a plain object to all code but
 * `structuredClone` and the like, which refuse it. All of them are made before its properties are listed or changed.
 */
export const rowOnDemand = (columns: Columns, source: ValueSource): Values =>
  new Proxy<Values>({}, new OnDemand(columns, source));

/** The object has no properties until it is filled. A class, since one is made for each row: its methods are made once. */
class OnDemand implements ProxyHandler<Values> {
  readonly #columns: Columns;
  readonly #source: ValueSource;
  readonly #values: unknown[] = [];
  #isFilled = false;

  constructor(columns: Columns, source: ValueSource) {
    this.#columns = columns;
    this.#source = source;
  }

  get(target: Values, key: PropertyKey, receiver: unknown): unknown {
    const value = this.#valueOf(key);
    return value === absent ? Reflect.get(target, key, receiver) : value;
  }

  has(target: Values, key: PropertyKey): boolean {
    return this.#valueOf(key) !== absent || Reflect.has(target, key);
  }

  ownKeys(target: Values): (string | symbol)[] {
    return Reflect.ownKeys(this.#filled(target));
  }

  getOwnPropertyDescriptor(target: Values, key: PropertyKey): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#filled(target), key);
  }

  set(target: Values, key: PropertyKey, value: unknown, receiver: unknown): boolean {
    return Reflect.set(this.#filled(target), key, value, receiver);
  }

  defineProperty(target: Values, key: PropertyKey, descriptor: PropertyDescriptor): boolean {
    return Reflect.defineProperty(this.#filled(target), key, descriptor);
  }

  deleteProperty(target: Values, key: PropertyKey): boolean {
    return Reflect.deleteProperty(this.#filled(target), key);
  }

  preventExtensions(target: Values): boolean {
    return Reflect.preventExtensions(this.#filled(target));
  }

  /** Returns the value of a column that is not a property yet. */
  #valueOf(key: PropertyKey): unknown {
    if (this.#isFilled) return absent;
    const place = this.#columns.places.get(key);
    return place === undefined ? absent : this.#valueAt(place);
  }

  #valueAt(place: number): unknown {
    // An array has no `undefined` where nothing was set, so that a value that is undefined is read once as well.
    if (!(place in this.#values)) this.#values[place] = this.#source.at(place);
    return this.#values[place];
  }

  #filled(target: Values): Values {
    if (this.#isFilled) return target;
    this.#source.onFill();
    for (const [place, name] of this.#columns.names.entries()) {
      const value = this.#valueAt(place);
      if (value !== absent) target[name] = value;
    }
    this.#isFilled = true;
    return target;
  }
}

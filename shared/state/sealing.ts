// The types of content that is encrypted at rest. shared/app gives the functions: the store knows no key.

/** Encrypted bytes, and the id of their key. */
export interface Sealed {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Encrypts and decrypts the content of one source's rows. `row` is the key of the row: sealed content opens only there. */
export interface RowSeal {
  /** The ids of former keys, which only open. */
  readonly former: readonly string[];
  seal(text: string, row: string): Sealed;
  /** Throws where the key is unknown, or the bytes belong to another row or were altered. */
  open(sealed: Sealed, row: string): string;
}

/** The rows of one source whose content is sealed. */
export interface SealedRows {
  /** The number of sealed rows by the id of their key. Reads the ids alone. Throws StoreUnavailable. */
  keys(): Promise<ReadonlyMap<string, number>>;
  /**
   * Seals at most `limit` rows anew that a former key has sealed. Returns true where rows may be left. Versions and times
   * stay. A row that somebody writes at this moment is left as it is. Throws StoreUnavailable.
   */
  reseal(limit: number): Promise<boolean>;
}

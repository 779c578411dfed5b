// The pairs whose event has not been found yet over the new interface. Each is known by the id that its former id is
// translated to, or otherwise by its UID.

import { givenId, isLost } from '../pair/row/lostId.ts';
import { hasEnded } from '../pair/row/standing.ts';
import type { FormerConnection } from '../ports/formerConnection.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { PairRow } from '../ports/rows.ts';
import type { Session } from '../session/session.ts';

export interface Stray {
  readonly pair: string;
  /** As the former interface gave it. */
  readonly id: string;
  /** Undefined where the former interface showed no UID, so that the id took its place. */
  readonly uid: string | undefined;
  readonly isOurs: boolean;
}

/** The pairs to which an event may belong. */
export interface Candidates {
  readonly strays: readonly Stray[];
  /** Only the content can tell: the event belongs to a pair that says the same. */
  readonly byContent?: true;
}

/** Ignores letter case: Exchange's own UIDs are hexadecimal digits. */
const uidKey = (uid: string): string => uid.toLowerCase();

/** Both sides are gone, or are about to be. An event that turns up with this UID is a new one. */
const isEnded = (row: PairRow): boolean => hasEnded(row) || row.intents.source?.op === 'delete';

export class Strays {
  /** Pairs that keep an id of the former interface and are not looked for. */
  readonly ended: string[] = [];
  /** Pairs with items to remove from the mailbox. Those items have ids of the former interface. */
  readonly withOrphans: string[] = [];
  readonly #left = new Map<string, Stray>();
  readonly #byUid = new Map<string, Stray[]>();
  readonly #withoutUid: Stray[] = [];
  readonly #byNewId = new Map<string, Stray>();
  readonly #translated = new Set<string>();
  readonly #found: Set<string>;

  private constructor(found: Set<string>) {
    this.#found = found;
  }

  /**
   * Reads every pair of the link. A pair that has been found has an index row for its id, and no other pair has one.
   */
  static async read({ context }: Session, former: FormerConnection): Promise<Strays> {
    const { store } = context;
    const index = new Map((await store.list('mailboxIndex')).map(({ row }) => [row.id, row.pair]));
    const strays = new Strays(new Set(index.keys()));
    await store.pick('pair', ({ row }) => {
      strays.#learn(row, row.mailbox !== undefined && index.get(row.mailbox.id) === row.pair);
      return false;
    });
    await strays.#translate(former);
    return strays;
  }

  #learn(row: PairRow, isFound: boolean): void {
    const { pair, mailbox } = row;
    if (row.orphans.some(({ side }) => side === 'mailbox')) this.withOrphans.push(pair);
    if (!mailbox || isFound) return;
    if (isEnded(row)) {
      if (!isLost(mailbox.id)) this.ended.push(pair);
      return;
    }
    const id = givenId(mailbox.id);
    const uid = mailbox.uid === id ? undefined : mailbox.uid;
    const stray = { pair, id, uid, isOurs: mailbox.madeAt !== undefined };
    this.#left.set(pair, stray);
    const alike = uid === undefined ? this.#withoutUid : this.#byUid.get(uidKey(uid));
    if (alike) alike.push(stray);
    else if (uid !== undefined) this.#byUid.set(uidKey(uid), [stray]);
  }

  /** Without translation, for example where nobody granted the right to it, the UIDs tell. */
  async #translate({ translate }: FormerConnection): Promise<void> {
    const strays = this.left();
    if (!translate || strays.length === 0) return;
    const answer = await translate(strays.map(({ id }) => id));
    if (!answer.ok) return;
    for (const [at, stray] of strays.entries()) {
      const id = answer.value[at];
      if (id === undefined) continue;
      this.#byNewId.set(id, stray);
      this.#translated.add(stray.pair);
    }
  }

  left(): Stray[] {
    return [...this.#left.values()];
  }

  isLeft = (pair: string): boolean => this.#left.has(pair);

  /** True when a pair has been found under this id. */
  isFound = (id: string): boolean => this.#found.has(id);

  /** A pair whose id was translated belongs to that very event only. */
  candidates({ id, uid }: MailboxItem): Candidates {
    const exact = this.#byNewId.get(id);
    if (exact) return { strays: [exact].filter(({ pair }) => this.isLeft(pair)) };
    const isOpen = ({ pair }: Stray): boolean => this.isLeft(pair) && !this.#translated.has(pair);
    const sameUid = (this.#byUid.get(uidKey(uid)) ?? []).filter(isOpen);
    return sameUid.length > 0 ? { strays: sameUid } : { strays: this.#withoutUid.filter(isOpen), byContent: true };
  }

  take({ pair }: Stray, id: string): void {
    this.#left.delete(pair);
    this.#found.add(id);
  }
}

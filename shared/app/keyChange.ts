// The change from a former encryption key to the one in use, and how much still needs the former one. The timer seals the
// settings anew, and the losing values of links that are off. The runs of a link that is on do it for their own rows.
import { deriveKeys, type KeyRing } from '../access/keys.ts';
import { createSealer } from '../access/secrets.ts';
import type { Instant } from '../calendar/event.ts';
import type { Clock } from '../seams.ts';
import type { Directory, LinkSettings } from '../state/directory.ts';
import { loserSealer } from './linkKeys.ts';
import { loserContext } from './sealContexts.ts';
import { sealedSettingsOf } from './sealedSettings.ts';

/** How much needs one key. */
export interface KeyCount {
  /** The key's id. Undefined counts the values that open with no key of ours and name none. */
  readonly key: string | undefined;
  readonly use: 'inUse' | 'former' | 'missing';
  readonly secrets: number;
  readonly losingValues: number;
  /** Links that are on and whose fingerprints are made with this key. */
  readonly links: number;
  /** The same for links that are off: they keep their key until they are switched on. */
  readonly linksOff: number;
}

export interface KeyUse {
  /**
   * Seals anew the values of a company that former keys sealed, at most once an hour. Without former keys it reads
   * nothing. True when settings were written.
   */
  resealWhatIsDue(company: string): Promise<boolean>;
  /** Over all companies, the key in use first. Reads a few rows of every link. */
  counts(): Promise<readonly KeyCount[]>;
}

export interface KeyUseParts {
  readonly keys: KeyRing;
  readonly directory: Directory;
  readonly now: Clock;
}

const AGAIN_MS = 3_600_000;
/** Requests at a time. */
const AT_ONCE = 16;
/** Less than a transaction takes. */
const ROWS_AT_ONCE = 50;

export function createKeyUse({ keys, directory, now }: KeyUseParts): KeyUse {
  const secrets = createSealer(deriveKeys(keys, 'secrets'));
  const lookedAt = new Map<string, Instant>();
  /** A link that is off has no runs that would do it. */
  async function resealLosers(company: string, link: string): Promise<void> {
    const sealer = loserSealer(keys, company, link);
    const store = directory.linkStore(company, link);
    const anew = (await store.list('history')).flatMap(({ name, row, etag }) => {
      const sealed = sealer.reseal(row.sealed, loserContext(company, link));
      return sealed === undefined
        ? []
        : [{ op: 'replace', kind: 'history', name, row: { ...row, sealed }, etag } as const];
    });
    for (let from = 0; from < anew.length; from += ROWS_AT_ONCE)
      await store.commit(anew.slice(from, from + ROWS_AT_ONCE));
  }

  return {
    async resealWhatIsDue(company) {
      const due = (lookedAt.get(company) ?? Number.NEGATIVE_INFINITY) + AGAIN_MS;
      if (keys.length === 1 || now() < due) return false;
      const written: boolean[] = [];
      for (const settings of await sealedSettingsOf(directory, company)) written.push(await settings.reseal(secrets));
      const off = (await directory.links(company)).filter(isOff);
      await inTurn(off, ({ link }) => resealLosers(company, link));
      lookedAt.set(company, now());
      return written.includes(true);
    },

    async counts() {
      const tally = createTally(keys);
      for (const { company } of await directory.companies.list()) {
        const [settings, links] = await Promise.all([sealedSettingsOf(directory, company), directory.links(company)]);
        const used = await Promise.all(settings.map((each) => each.keys(secrets)));
        for (const key of used.flat()) tally.add(key, 'secrets');
        await inTurn(links, (link) => countLink(tally, keys, directory, company, link));
      }
      return tally.counts();
    },
  };
}

const isOff = ({ on, removing }: LinkSettings): boolean => !on && removing !== true;

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map(work));
  }
}

async function countLink(
  tally: Tally,
  keys: KeyRing,
  directory: Directory,
  company: string,
  settings: LinkSettings,
): Promise<void> {
  const { link } = settings;
  const store = directory.linkStore(company, link);
  const sealer = loserSealer(keys, company, link);
  const [[lease], losers] = await Promise.all([store.load([{ kind: 'lease', name: '' }]), store.list('history')]);
  for (const { row } of losers) tally.add(sealer.keyOf(row.sealed, loserContext(company, link)), 'losingValues');
  if (!lease) return;
  const { key = keys.at(-1)?.id, passing } = lease.row.prints ?? {};
  // In the middle of a change, the link needs both keys.
  for (const each of new Set([key, passing?.to ?? key])) tally.add(each, isOff(settings) ? 'linksOff' : 'links');
}

type Counted = 'secrets' | 'losingValues' | 'links' | 'linksOff';

interface Tally {
  add(key: string | undefined, what: Counted): void;
  counts(): readonly KeyCount[];
}

/** Counts each key of the settings, also one that nothing needs: an operator wants to see the zero. */
function createTally([inUse, ...former]: KeyRing): Tally {
  const none = { secrets: 0, losingValues: 0, links: 0, linksOff: 0 };
  const byKey = new Map<string | undefined, Record<Counted, number>>();
  for (const { id } of [inUse, ...former]) byKey.set(id, { ...none });
  const useOf = (key: string | undefined): KeyCount['use'] => {
    if (key === inUse.id) return 'inUse';
    return former.some(({ id }) => id === key) ? 'former' : 'missing';
  };
  return {
    add(key, what) {
      const counts = byKey.get(key) ?? { ...none };
      counts[what] += 1;
      byKey.set(key, counts);
    },
    counts: () => [...byKey].map(([key, counts]) => ({ key, use: useOf(key), ...counts })),
  };
}

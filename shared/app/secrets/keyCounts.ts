// The amount of data that still needs each encryption key, over all companies. An operator takes a former key out of
// the settings when nothing needs it any more.
import pLimit from 'p-limit';
import { deriveKeys, type KeyRing } from '../../access/keys.ts';
import { createSealer } from '../../access/secrets.ts';
import type { Directory, LinkSettings } from '../../state/directory.ts';
import { hasRuns } from '../company/hasRuns.ts';
import { loserSealer } from './linkKeys.ts';
import { loserContext } from './sealContexts.ts';
import { sealedSettingsOf } from './sealedSettings.ts';

/** The amount of data that needs one key. */
export interface KeyCount {
  /** The key's id. Undefined counts the values that open with no key of ours and name none. */
  readonly key: string | undefined;
  readonly use: 'inUse' | 'former' | 'missing';
  readonly secrets: number;
  readonly losingValues: number;
  /** Rows of the built-in source's entries, and of its changes. */
  readonly entries: number;
  /** Links that are on and whose fingerprints are made with this key. */
  readonly links: number;
  /** The same for links that are off: they keep their key until they are switched on. */
  readonly linksOff: number;
}

/** Links at a time: a few rows of each are read. */
const AT_ONCE = 16;

/** The key in use first, then former keys in the order of the settings. */
export async function countKeys({
  keys,
  directory,
}: {
  readonly keys: KeyRing;
  readonly directory: Directory;
}): Promise<readonly KeyCount[]> {
  const secrets = createSealer(deriveKeys(keys, 'secrets'));
  const tally = createTally(keys);
  const limit = pLimit(AT_ONCE);
  for (const { company } of await directory.companies.list()) {
    const [settings, links] = await Promise.all([sealedSettingsOf(directory, company), directory.links(company)]);
    const used = await Promise.all(settings.map((each) => each.keys(secrets)));
    for (const key of used.flat()) tally.add(key, 'secrets');
    for (const { source } of await directory.sources(company)) {
      for (const [key, count] of await directory.sealedEntries(company, source).keys())
        tally.add(key, 'entries', count);
    }
    await limit.map(links, (link) => countLink(tally, { keys, directory, company, settings: link }));
  }
  return tally.counts();
}

interface CountedLink {
  readonly keys: KeyRing;
  readonly directory: Directory;
  readonly company: string;
  readonly settings: LinkSettings;
}

async function countLink(tally: Tally, { keys, directory, company, settings }: CountedLink): Promise<void> {
  const { link } = settings;
  const store = directory.linkStore(company, link);
  const sealer = loserSealer(keys, company, link);
  const [[lease], losers] = await Promise.all([store.load([{ kind: 'lease', name: '' }]), store.list('history')]);
  for (const { row } of losers) tally.add(sealer.keyOf(row.sealed, loserContext(company, link)), 'losingValues');
  if (!lease) return;
  const { key = keys.at(-1)?.id, passing } = lease.row.prints ?? {};
  // In the middle of a change, the link needs both keys.
  for (const each of new Set([key, passing?.to ?? key])) tally.add(each, hasRuns(settings) ? 'links' : 'linksOff');
}

type Counted = 'secrets' | 'losingValues' | 'entries' | 'links' | 'linksOff';

interface Tally {
  add(key: string | undefined, what: Counted, count?: number): void;
  counts(): readonly KeyCount[];
}

/** Counts each key of the settings, also one that nothing needs: an operator wants to see the zero. */
function createTally([inUse, ...former]: KeyRing): Tally {
  const none = { secrets: 0, losingValues: 0, entries: 0, links: 0, linksOff: 0 };
  const byKey = new Map<string | undefined, Record<Counted, number>>();
  for (const { id } of [inUse, ...former]) byKey.set(id, { ...none });
  const useOf = (key: string | undefined): KeyCount['use'] => {
    if (key === inUse.id) return 'inUse';
    return former.some(({ id }) => id === key) ? 'former' : 'missing';
  };
  return {
    add(key, what, count = 1) {
      const counts = byKey.get(key) ?? { ...none };
      counts[what] += count;
      byKey.set(key, counts);
    },
    counts: () => [...byKey].map(([key, counts]) => ({ key, use: useOf(key), ...counts })),
  };
}

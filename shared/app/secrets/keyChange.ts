// The change from a former encryption key to the one in use. The timer seals anew the settings, the entries of the
// built-in source, and the losing values of links without runs. The runs of the other links do it for their own rows.
import pLimit from 'p-limit';
import { deriveKeys, type KeyRing } from '../../access/keys.ts';
import { createSealer } from '../../access/secrets.ts';
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import type { Directory } from '../../state/directory.ts';
import { hasRuns } from '../company/hasRuns.ts';
import { loserSealer } from './linkKeys.ts';
import { loserContext } from './sealContexts.ts';
import { sealedSettingsOf } from './sealedSettings.ts';

export interface KeyChange {
  /**
   * Seals anew the values of a company that former keys sealed, at most once an hour. Without former keys it reads
   * nothing. Returns true where settings were written.
   */
  resealWhatIsDue(company: string): Promise<boolean>;
}

export interface KeyChangeParts {
  readonly keys: KeyRing;
  readonly directory: Directory;
  readonly now: Clock;
}

const AGAIN_MS = 3_600_000;
/** Links at a time. */
const AT_ONCE = 16;
/** Rows of a source's entries in one tick of the timer. A larger source takes several ticks. */
const ENTRY_ROWS_PER_TICK = 2000;
/** Less than a transaction takes. */
const ROWS_AT_ONCE = 50;

export function createKeyChange({ keys, directory, now }: KeyChangeParts): KeyChange {
  const secrets = createSealer(deriveKeys(keys, 'secrets'));
  const lookedAt = new Map<string, Instant>();
  const limit = pLimit(AT_ONCE);

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
      const withoutRuns = (await directory.links(company)).filter((link) => !hasRuns(link));
      await limit.map(withoutRuns, ({ link }) => resealLosers(company, link));
      const left: boolean[] = [];
      for (const { source } of await directory.sources(company)) {
        left.push(await directory.sealedEntries(company, source).reseal(ENTRY_ROWS_PER_TICK));
      }
      if (!left.includes(true)) lookedAt.set(company, now());
      return written.includes(true);
    },
  };
}

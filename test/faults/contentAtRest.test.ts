// The engine writes rows in every situation of the sweeps, with the real fingerprints and the real encryption. No row
// shows a word that a person wrote.
import { describe, expect, it } from 'vitest';
import { keyRing } from '../../shared/access/keys.ts';
import { createSealer } from '../../shared/access/secrets.ts';
import { createPrinter } from '../../shared/calendar/canonical/fingerprint.ts';
import { pollSource } from '../../shared/sync/poll/poll.ts';
import type { RowWrite } from '../../shared/sync/ports/store.ts';
import { runLink } from '../../shared/sync/run.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { SERIES_SITUATIONS } from '../world/situations/seriesSituations.ts';
import { CONTENT_SITUATIONS, IDENTITY_SITUATIONS, named, type Situation } from '../world/situations/situations.ts';
import { World } from '../world/world.ts';

const KEY = new Uint8Array(32).fill(7);
/** The words that the people of the sweeps write: "title 3", "description 4", "location 5", "thing 1". */
const WORDS = /\b(title|description|location|thing) \d/;

/** The rows as written, and what was sealed on the way. */
async function rowsOf(situation: Situation): Promise<{ rows: string; sealed: readonly string[] }> {
  const { ports } = await openMemoryPorts();
  const writes: RowWrite[] = [];
  const sealed: string[] = [];
  const { store, company } = ports;
  const world = await World.begin(ports, situation.options ?? {});
  const print = createPrinter(KEY);
  const sealer = createSealer(keyRing(KEY, []));
  const run = async (): Promise<void> => {
    await pollSource(ports);
    await runLink({
      ...world.context(),
      store: {
        ...store,
        commit: (transaction) => {
          writes.push(...transaction);
          return store.commit(transaction);
        },
      },
      company,
      print,
      seal: (text) => {
        sealed.push(text);
        return sealer.seal(text, ['loser']);
      },
    });
    world.now += 4 * 60_000;
  };
  await situation.before?.(world);
  for (let i = 0; i < 3; i += 1) await run();
  await situation.act(world);
  for (let i = 0; i < 3; i += 1) await run();
  await situation.between?.(world);
  for (let i = 0; i < 3; i += 1) {
    await situation.release?.(world);
    await run();
  }
  return { rows: JSON.stringify(writes), sealed };
}

describe('rows at rest', () => {
  const sealed: string[] = [];
  it.each(named([...CONTENT_SITUATIONS, ...IDENTITY_SITUATIONS, ...SERIES_SITUATIONS]))(
    '%s: no row shows content (I9)',
    async (_, situation) => {
      const written = await rowsOf(situation);
      sealed.push(...written.sealed);
      expect(written.rows).toContain('"kind":"pair"');
      expect(written.rows).not.toMatch(WORDS);
    },
  );

  it('the situations have conflicts, whose losing values were sealed', () => {
    expect(sealed.filter((text) => WORDS.test(text)).length).toBeGreaterThan(0);
  });
});

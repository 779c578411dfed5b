// npm run soak: random histories with one seed after the other, until the time is over or one goes wrong. The history
// that went wrong is printed shrunk, with the command that plays it again.
import { parseArgs } from 'node:util';
import { startAzurite } from '../../local/azurite.ts';
import { createDirectory } from '../../shared/state/account/tables.ts';
import type { Api } from '../../shared/sync/ports/mailbox.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import type { Open } from '../world/play/play.ts';
import { openRealPorts } from '../world/realPorts.ts';
import { openRealServers } from '../world/realServers.ts';
import { sealOf } from '../world/sealOf.ts';
import { openOverBothApis } from '../world/situations/cutoverSituations.ts';
import { type Extent, tryHistories } from './tryHistories.ts';

const USAGE = `npm run soak -- [options]
  --minutes N   how long (default: 5)
  --both        in memory, with a mailbox that goes over to another interface and back
  --real API    on the real adapters, against Azurite and the local Exchange over ews or graph
  --seed S      the first seed (default: the clock's)
  --path P      with --seed: only this history of it, as a counterexample names it`;

const API: Readonly<Record<string, Api | undefined>> = { ews: 'ews', graph: 'graph' };

/** Of one seed; the next seed begins with short histories again. */
const HISTORIES = { memory: 20_000, real: 200 } as const;
const STEPS_MAX = 30;
const MINUTE = 60_000;

interface Opened {
  readonly open: Open;
  close(): Promise<void>;
}

async function openReal(api: Api): Promise<Opened> {
  const azurite = await startAzurite({ inMemory: true });
  const directory = createDirectory({
    connection: azurite.connectionString,
    now: Date.now,
    sealOf,
    meter: () => undefined,
  });
  await directory.ensureTables();
  let companies = 0;
  const servers = await openRealServers(
    directory,
    () => {
      companies += 1;
      return `soak-${companies}`;
    },
    api,
  );
  const close = async (): Promise<void> => {
    await servers.close();
    await azurite.stop();
  };
  return { open: openRealPorts(servers), close };
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '5' },
      real: { type: 'string' },
      both: { type: 'boolean', default: false },
      seed: { type: 'string' },
      path: { type: 'string' },
    },
  });
  const { path, real, both } = values;
  const minutes = Number(values.minutes);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!(minutes > 0) || !Number.isInteger(seed) || (path !== undefined && values.seed === undefined)) return;
  const api = API[real ?? 'none'];
  if (real !== undefined && api === undefined) return;
  return { minutes, seed, path, both, real: api };
}

async function soak({
  minutes,
  seed,
  path,
  both,
  real,
}: NonNullable<ReturnType<typeof readOptions>>): Promise<boolean> {
  const inMemory: Opened = { open: both ? openOverBothApis : openMemoryPorts, close: async () => undefined };
  const { open, close } = real ? await openReal(real) : inMemory;
  const end = Date.now() + minutes * MINUTE;
  const histories = real ? HISTORIES.real : HISTORIES.memory;
  let sum = 0;
  for (let next = seed; Date.now() < end; next = (next + 1) % 2 ** 31) {
    const extent: Extent = { seed: next, histories, stepsMax: STEPS_MAX, millis: end - Date.now() };
    const tried = await tryHistories(open, path === undefined ? extent : { ...extent, path });
    sum += tried.histories;
    if (tried.counterexample !== undefined) {
      const { path: where, wrong, history } = tried.counterexample;
      console.log(`${wrong}\n${history}`);
      console.log(
        `Again: npm run soak -- ${real ? `--real ${real} ` : both ? '--both ' : ''}--seed ${next} --path ${where}`,
      );
      return false;
    }
    console.log(`seed ${next}: ${tried.histories} histories, ${tried.deeds} deeds, ${tried.runs} runs; ${sum} in all`);
    if (path !== undefined) break;
  }
  await close();
  return true;
}

const options = readOptions(process.argv.slice(2));
if (options) process.exit((await soak(options)) ? 0 : 1);
console.log(USAGE);
process.exitCode = 1;

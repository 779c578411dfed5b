// Azurite, Microsoft's storage emulator, as a child process on free loopback ports, telemetry off.
// Azurite writes its files only every 5 seconds. It is therefore ended with SIGTERM and waited for, which flushes them.
// It runs in its own process group: Ctrl-C in the terminal must not end it before its clients. It ends itself when its
// standard input closes, which happens however its parent ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';

export type AzuriteOptions =
  | {
      /** Folder that keeps tables and queues between starts. */
      readonly location: string;
    }
  | {
      /** Keeps nothing on disk: `stop` deletes everything. */
      readonly inMemory: true;
      readonly location?: string;
      /** Further accounts beside the emulator's own, with the same key: each has tables and queues of its own. */
      readonly accounts?: readonly string[];
    };

export interface Azurite {
  /** Connection string for blobs, queues and tables, with the emulator's well-known account. */
  readonly connectionString: string;
  readonly tableUrl: string;
  /** Resolves when Azurite ends without `stop`: killed, or by an error of its own. */
  readonly died: Promise<void>;
  /** Flushes and ends Azurite; resolves when the process is gone. A second call does no harm. */
  stop(): Promise<void>;
}

/** The documented account and key of every storage emulator. They are no secret. */
const accountName = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const startMs = 60_000;
/**
 * Stops Azurite when its parent is gone. Its output has no reader then. The write error would end Azurite before it has
 * written its files, so that error is ignored.
 */
const endWithParent =
  "data:text/javascript,process.stdin.on('end',()=>process.kill(process.pid,'SIGTERM')).on('error',()=>{}).unref().resume();" +
  "for(const out of [process.stdout,process.stderr])out.on('error',()=>{})";

/** Starts Azurite and resolves when blob, queue and table service listen. Rejects with one sentence when that fails. */
export async function startAzurite(options: AzuriteOptions): Promise<Azurite> {
  const script = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const place = 'inMemory' in options ? ['--inMemoryPersistence'] : ['--location', options.location];
  const child = spawn(
    process.execPath,
    [
      '--import',
      endWithParent,
      script,
      '--silent',
      '--disableTelemetry',
      '--skipApiVersionCheck',
      ...place,
      ...freePorts,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env: { ...process.env, AZURITE_ACCOUNTS: accountsOf(options) } },
  );
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let isStopping = false;
  const died = new Promise<void>((resolve) => {
    gone.then(() => {
      if (!isStopping) resolve();
    });
  });
  const addresses = await listening(child).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await gone;
    throw error;
  });
  const [blob, queue, table] = addresses.map((address) => `${address}/${accountName}`);
  return {
    connectionString: [
      'DefaultEndpointsProtocol=http',
      `AccountName=${accountName}`,
      `AccountKey=${accountKey}`,
      `BlobEndpoint=${blob}`,
      `QueueEndpoint=${queue}`,
      `TableEndpoint=${table}`,
      '',
    ].join(';'),
    tableUrl: `${table}`,
    died,
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      await gone;
    },
  };
}

const accountsOf = (options: AzuriteOptions): string =>
  [accountName, ...('accounts' in options ? (options.accounts ?? []) : [])]
    .map((name) => `${name}:${accountKey}`)
    .join(';');

/** Resolves with the three addresses, in the order blob, queue, table, as soon as Azurite has printed all of them. */
function listening(child: ChildProcess): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`Azurite did not start within ${startMs / 1000} s.`)), startMs);
    const read = (chunk: Buffer): void => {
      output += chunk;
      const found = services.map((name) =>
        new RegExp(`${name} service is successfully listening at (\\S+)`).exec(output),
      );
      if (found.some((match) => match === null)) return;
      clearTimeout(timer);
      child.stdout?.off('data', read).resume();
      child.stderr?.off('data', read).resume();
      resolve(found.map((match) => match?.[1] ?? ''));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      reject(new Error(`Azurite ended before it listened: ${output.trim().split('\n').at(-1)}`));
    });
  });
}

const services = ['Blob', 'Queue', 'Table'] as const;
const freePorts = ['--blobPort', '0', '--queuePort', '0', '--tablePort', '0'];

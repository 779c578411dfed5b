// Azurite as a child process: it keeps its data over a stop, ends with its parent, and reports why it does not start.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { describe, expect, it } from 'vitest';
import { startAzurite } from '../../local/azurite.ts';

const tableOf = (connectionString: string): TableClient =>
  TableClient.fromConnectionString(connectionString, 'kept', { allowInsecureConnection: true });

/** The ids of the processes that run Azurite for this parent. */
async function azuritesOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, ppid] = line.trim().split(/\s+/).map(Number);
    return pid !== undefined && ppid === parent && line.includes('azurite.js') ? [pid] : [];
  });
}

describe('startAzurite', () => {
  it('keeps tables and queues in its folder over a stop right after a write', async () => {
    const location = mkdtempSync(join(tmpdir(), 'azurite-'));
    const first = await startAzurite({ location });
    await tableOf(first.connectionString).createTable();
    await tableOf(first.connectionString).createEntity({ partitionKey: 'p', rowKey: 'r' });
    await QueueServiceClient.fromConnectionString(first.connectionString).getQueueClient('kept').create();
    await first.stop();

    const second = await startAzurite({ location });
    expect(await tableOf(second.connectionString).getEntity('p', 'r')).toMatchObject({ rowKey: 'r' });
    const queues = QueueServiceClient.fromConnectionString(second.connectionString);
    expect(await queues.getQueueClient('kept').exists()).toBe(true);
    await second.stop();
    await second.stop();
  });

  it('ends when its parent is killed, and keeps what was written until then', async () => {
    const location = mkdtempSync(join(tmpdir(), 'azurite-'));
    const module = JSON.stringify(new URL('../../local/azurite.ts', import.meta.url).href);
    const script = `
      const { startAzurite } = await import(${module});
      const { TableClient } = await import('@azure/data-tables');
      const azurite = await startAzurite({ location: ${JSON.stringify(location)} });
      const table = TableClient.fromConnectionString(azurite.connectionString, 'kept', { allowInsecureConnection: true });
      await table.createTable();
      await table.createEntity({ partitionKey: 'p', rowKey: 'written last' });
      console.log(azurite.tableUrl);
      process.kill(process.pid, 'SIGKILL');`;
    const parent = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const { stdout } = await parent.catch((killed: { stdout: string }) => killed);
    const url = stdout.trim();
    expect(url).toMatch(/^http:/);
    const answers = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: 10_000 }).toBe(false);
    const tables = join(location, '__azurite_db_table__.json');
    await expect.poll(() => readFileSync(tables, 'utf8'), { timeout: 10_000 }).toContain('written last');
  });

  it('says when it dies, and not when it is stopped', async () => {
    const told: string[] = [];
    const [killed, stopped] = await Promise.all([startAzurite({ inMemory: true }), startAzurite({ inMemory: true })]);
    stopped.died.then(() => told.push('stopped'));
    await stopped.stop();
    killed.died.then(() => told.push('killed'));
    for (const pid of await azuritesOf(process.pid)) process.kill(pid, 'SIGKILL');
    await killed.died;
    expect(told).toEqual(['killed']);
    await killed.stop();
  });

  it('says in one sentence why it does not start', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'azurite-')), 'file');
    writeFileSync(file, '');
    await expect(startAzurite({ location: join(file, 'folder') })).rejects.toThrow(
      /^Azurite ended before it listened: .*ENOTDIR/,
    );
  });
});

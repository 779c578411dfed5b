import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../local/folderLock.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'lock-'));

describe('lockFolder', () => {
  it('refuses a folder that a living process has', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'process-id'), String(process.ppid));
    await expect(lockFolder(folder, 0)).rejects.toThrow(`Another start uses ${folder}`);
  });

  it('waits for one that is ending', async () => {
    const folder = newFolder();
    const file = join(folder, 'process-id');
    writeFileSync(file, String(process.ppid));
    const taken = lockFolder(folder, 30_000);
    rmSync(file);
    (await taken)();
  });

  it.each(['', '0', '-1', 'x', '999999999'])('takes a folder that was left behind with "%s"', async (left) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'process-id'), left);
    (await lockFolder(folder, 0))();
  });

  it('gives the folder back', async () => {
    const folder = newFolder();
    (await lockFolder(folder, 0))();
    (await lockFolder(folder, 0))();
  });
});

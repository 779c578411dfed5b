// Lock files in which an optional package is there, nested, above, or missing.
import { describe, expect, it } from 'vitest';
import { checkLockFile } from './lockFile.ts';

const lock = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } });
const needsNative = { optionalDependencies: { '@a/native-win32': '1.0.0' } };

describe('checkLockFile', () => {
  it('names an optional package that has no entry', () => {
    const { problems, packages } = checkLockFile(lock({ 'node_modules/a': needsNative, 'node_modules/b': {} }));
    expect(packages).toBe(3);
    expect(problems).toEqual([expect.stringContaining('@a/native-win32@1.0.0 has no entry')]);
  });

  it.each([
    ['beside', { 'node_modules/a': needsNative, 'node_modules/@a/native-win32': {} }],
    ['below', { 'node_modules/a': needsNative, 'node_modules/a/node_modules/@a/native-win32': {} }],
    ['above', { 'node_modules/b/node_modules/a': needsNative, 'node_modules/b/node_modules/@a/native-win32': {} }],
    ['on top', { 'node_modules/@s/b/node_modules/a': needsNative, 'node_modules/@a/native-win32': {} }],
  ])('finds an entry %s', (_, packages) => {
    expect(checkLockFile(lock(packages)).problems).toEqual([]);
  });

  it('does not take the entry of another branch', () => {
    const packages = { 'node_modules/a': needsNative, 'node_modules/b/node_modules/@a/native-win32': {} };
    expect(checkLockFile(lock(packages)).problems).toHaveLength(1);
  });

  it('refuses a file that is no lock file of this version', () => {
    expect(() => checkLockFile('{"lockfileVersion": 2, "packages": {}}')).toThrow();
  });
});

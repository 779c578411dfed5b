// Graphs of a few files; imports.test.ts tries the same on a tree of files.
import { describe, expect, it } from 'vitest';
import { findFolderCycles } from './folderCycles.ts';

const file = (source: string, ...imports: string[]) => ({ source, imports });

describe('findFolderCycles', () => {
  it('finds two folders that import each other through different files', () => {
    const { cycles } = findFolderCycles([
      file('a/1.ts', 'b/1.ts'),
      file('b/1.ts'),
      file('b/2.ts', 'a/2.ts'),
      file('a/2.ts'),
    ]);
    expect(cycles).toEqual([{ folders: ['a', 'b'], imports: ['a/1.ts -> b/1.ts', 'b/2.ts -> a/2.ts'] }]);
  });

  it('finds a folder and its own subfolder', () => {
    const { cycles } = findFolderCycles([file('a/1.ts', 'a/b/1.ts'), file('a/b/1.ts', 'a/2.ts'), file('a/2.ts')]);
    expect(cycles.map(({ folders }) => folders)).toEqual([['a', 'a/b']]);
  });

  it('puts a circle of three into one group, and a folder that only leads there into none', () => {
    const { cycles } = findFolderCycles([
      file('a/1.ts', 'b/1.ts'),
      file('b/1.ts', 'c/1.ts'),
      file('c/1.ts', 'a/2.ts'),
      file('a/2.ts'),
      file('d/1.ts', 'a/1.ts'),
    ]);
    expect(cycles.map(({ folders }) => folders)).toEqual([['a', 'b', 'c']]);
  });

  it('finds nothing where imports run one way, or within one folder', () => {
    const files = [
      file('a/1.ts', 'a/2.ts', 'b/1.ts'),
      file('a/2.ts', 'a/1.ts', 'b/c/1.ts'),
      file('b/1.ts'),
      file('b/c/1.ts'),
    ];
    expect(findFolderCycles(files)).toEqual({ folders: 3, cycles: [] });
  });

  it('knows nothing of files that were not read', () => {
    expect(findFolderCycles([file('a/1.ts', 'b/1.ts')])).toEqual({ folders: 1, cycles: [] });
  });
});

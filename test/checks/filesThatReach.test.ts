import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesThatReach } from './filesThatReach.ts';

describe('filesThatReach', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'reach-'));
    const files = {
      'local/server.ts': '',
      'test/direct.test.ts': "import { start } from '../local/server.ts';",
      'test/world/link.ts': "await import('../../local/server.ts');",
      'test/through.test.ts': "import type { Link } from './world/link.ts';",
      'test/asking.test.ts': "const address = inject('server');",
      'test/pure.test.ts': "import './missing.ts';\nimport 'local/server.ts';",
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('finds files by their own imports, by those of others, and by a text', () => {
    expect(filesThatReach(root, 'test', { paths: ['local/server.ts'], text: "inject('server')" })).toEqual([
      'test/asking.test.ts',
      'test/direct.test.ts',
      'test/through.test.ts',
      'test/world/link.ts',
    ]);
  });
});

// docs/sync.md is the specification: its tables are compared with the code, both ways.
import { describe, expect, it } from 'vitest';
import {
  COPY_DECISIONS,
  DECISIONS,
  type SideState,
  TO_EXCHANGE_DECISIONS,
  TO_SOURCE_DECISIONS,
} from '../../shared/sync/pair/writes/decide.ts';
import { pages, readPage, sources, tableAfter } from './pages.ts';

const page = readPage('docs/sync.md');
const STATES: readonly SideState[] = ['absent', 'same', 'changed', 'gone'];
const invariants = tableAfter(page, '## 2. Invariants').map(([name]) => name ?? '');

describe('docs/sync.md', () => {
  it.each([
    ['DECISIONS', DECISIONS],
    ['COPY_DECISIONS', COPY_DECISIONS],
    ['TO_EXCHANGE_DECISIONS', TO_EXCHANGE_DECISIONS],
    ['TO_SOURCE_DECISIONS', TO_SOURCE_DECISIONS],
  ])('the table %s is the one that the code decides by', (name, decisions) => {
    const rows = tableAfter(page, `<!-- table: ${name} -->`);
    const read = Object.fromEntries(
      rows.map(([state, ...cells]) => [state, Object.fromEntries(STATES.map((each, index) => [each, cells[index]]))]),
    );
    expect(read).toEqual(decisions);
  });

  it('lists every kind of row of a link, and none that does not exist', () => {
    const kinds =
      /interface LinkRows \{([^}]*)\}/.exec(readPage('shared/sync/ports/rows.ts'))?.[1]?.match(/\w+(?=:)/g) ?? [];
    expect(kinds.length).toBeGreaterThan(5);
    const rows = tableAfter(page, '## 3. Rows').flatMap(([names = '']) => names.split(', '));
    expect(rows.sort()).toEqual([...kinds].sort());
  });

  it('lists every reason for leaving an item out, and every kind of failure', () => {
    const reasons =
      /type LeftOutReason =([^;]*);/.exec(readPage('shared/sync/ports/remote.ts'))?.[1]?.match(/[\w-]+/g) ?? [];
    expect(
      tableAfter(page, '## 8. The first run')
        .map(([name]) => name)
        .sort(),
    ).toEqual([...reasons].sort());
    const kinds = readPage('shared/sync/ports/outcome.ts').match(/(?<=\| \{ readonly kind: ')\w+/g) ?? [];
    expect(kinds.length).toBeGreaterThan(5);
    expect(
      tableAfter(page, '## 10. Failures')
        .map(([name]) => name)
        .sort(),
    ).toEqual([...kinds].sort());
  });

  it('numbers the invariants from 1', () => {
    expect(invariants).toEqual(invariants.map((_, index) => `I${index + 1}`));
    expect(invariants).toHaveLength(10);
  });

  it('no code and no page names an invariant that it does not define', () => {
    const named = [...sources, ...pages].flatMap((path) => [
      ...readPage(path).matchAll(/\(I\d+[^)]*\)|[Ii]nvariants? I\d+/g),
    ]);
    const numbers = named.flatMap(([text]) => text.match(/\bI\d+\b/g) ?? []);
    expect(numbers.length).toBeGreaterThan(5);
    for (const number of numbers) expect(invariants).toContain(number);
  });
});

// The abilities that applications lack, and the page in docs/ that is drawn from them.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CAPABILITIES_PAGE, capabilitiesPage } from '../../../../local/generate/capabilities.ts';
import { CAPABILITIES, lacksOf } from '../../../../shared/sources/connect/capabilities.ts';
import { APPLICATIONS } from '../../../../shared/sources/registry.ts';

const described = APPLICATIONS.flatMap((application) =>
  application.keepsEntries === 'itself' ? [[application.kind, application.lacks] as const] : [],
);

describe('lacksOf', () => {
  it('names what is lacked and nothing else, in one order, with the way without it', () => {
    expect(lacksOf({})).toEqual([]);
    expect(lacksOf({ deletions: 'No trace.', tag: 'No field.' })).toEqual([
      { capability: 'tag', ...CAPABILITIES.tag, because: 'No field.' },
      { capability: 'deletions', ...CAPABILITIES.deletions, because: 'No trace.' },
    ]);
  });

  it.each(described)('%s gives a sentence for each', (_, lacks) => {
    for (const { because } of lacksOf(lacks)) expect(because).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('docs/capabilities.md is the page that table and descriptions give', async () => {
    expect(await readFile(CAPABILITIES_PAGE, 'utf8')).toBe(capabilitiesPage());
  });
});

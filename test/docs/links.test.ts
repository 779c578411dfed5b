// Every relative link and every path named in a page leads to something.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, readPage, root } from './pages.ts';

interface Reference {
  readonly page: string;
  readonly target: string;
}

const links: readonly Reference[] = pages.flatMap((page) =>
  [...readPage(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)/g)].flatMap(
    ([, path = '', anchor = '']) => {
      const target = path === '' ? page : join(dirname(page), path);
      return [{ page, target: `${target}${anchor}` }];
    },
  ),
);

/** Files and folders of ours in code marks: `shared/sync/run.ts`, `local/host`. */
const mentions: readonly Reference[] = pages.flatMap((page) =>
  [...readPage(page).matchAll(/`((?:functions|shared|local|test|docs|\.ci)\/[\w./-]+)`/g)].map(([, target = '']) => ({
    page,
    target,
  })),
);

/** GitHub's rule: lower case, punctuation dropped, blanks to hyphens. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(
    ([, title = '']) =>
      `#${title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-')}`,
  );

describe('pages', () => {
  it('there are pages, links and mentions to check', () => {
    expect(pages.length).toBeGreaterThan(10);
    expect(links.length).toBeGreaterThan(10);
    expect(mentions.length).toBeGreaterThan(10);
  });

  it.each(links)('$page: the link to $target leads somewhere', ({ target }) => {
    const [path = '', anchor] = target.split('#');
    expect(existsSync(join(root, path))).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(readPage(path))).toContain(`#${anchor}`);
  });

  it.each(mentions)('$page: $target exists', ({ target }) => {
    expect(existsSync(join(root, target))).toBe(true);
  });

  it('every decision is in the list of decisions, and the other way round', () => {
    const listed = [...readPage('docs/decisions/README.md').matchAll(/\]\((\d{4}[^)]*)\)/g)].map(
      ([, name]) => `docs/decisions/${name}`,
    );
    expect(listed).toEqual(pages.filter((page) => /^docs\/decisions\/\d/.test(page)));
  });
});

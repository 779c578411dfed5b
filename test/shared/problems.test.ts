// The catalogue as a whole, one walk over every code; and the page in docs/ that is drawn from it.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PROBLEMS_PAGE, problemsPage } from '../../local/generate/problems.ts';
import { type ProblemCode, problemOf, problems } from '../../shared/problems.ts';
import type { LeftOutReason } from '../../shared/sync/ports/remote.ts';

describe('problems', () => {
  it.each(Object.entries(problems))('%s says in sentences what happened and what to do', (code, problem) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(problem.sentence).toMatch(/^[A-Z].{15,}\.$/);
    expect(problem.action).toMatch(/^[A-Z].{5,}\.$/);
    expect(problem.status).toBeGreaterThanOrEqual(400);
  });

  it('no two codes say the same', () => {
    const sentences = Object.values(problems).map((problem) => problem.sentence);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('every reason for leaving an item out is explained', () => {
    const reasons = {
      'recurrence-not-supported': true,
      'series-zone-unknown': true,
      'ended-before-start-of-sync': true,
      direction: true,
      filtered: true,
      'item-unreadable': true,
      'not-for-calendars': true,
    } satisfies Record<LeftOutReason, true>;
    for (const reason of Object.keys(reasons)) expect(Object.keys(problems)).toContain(reason);
  });

  it('docs/problems.md is the page that the catalogue gives', async () => {
    expect(await readFile(PROBLEMS_PAGE, 'utf8')).toBe(problemsPage());
  });

  it('every code has its row in docs/problems.md, and every row there is a code', async () => {
    const page = await readFile(PROBLEMS_PAGE, 'utf8');
    const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
    expect(rows).toEqual(Object.keys(problems));
  });
});

describe('problemOf', () => {
  it('answers the catalogue entry with its code', () => {
    const code: ProblemCode = 'exchange-throttled';
    expect(problemOf(code)).toEqual({ code, ...problems[code] });
  });

  it('a code that this release does not know keeps its name and reads as an internal error', () => {
    expect(problemOf('of-a-later-release')).toEqual({ code: 'of-a-later-release', ...problems['internal-error'] });
  });

  it('a code that is the name of a built-in property is unknown, too', () => {
    expect(problemOf('constructor').sentence).toBe(problems['internal-error'].sentence);
  });
});

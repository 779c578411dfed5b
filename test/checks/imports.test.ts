// The rules are tried on a tree that breaks each of them, beside imports that are allowed.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXACT_FOLDERS, importRules } from './importRules.ts';
import { checkImports, type ImportReport } from './imports.ts';

const tree = join(import.meta.dirname, 'fixtures/imports');

describe('checkImports', () => {
  let report: ImportReport;
  beforeAll(async () => {
    report = await checkImports(tree, { floor: 10 });
  });
  const found = (rule: string) => report.problems.filter((problem) => problem.startsWith(`${rule}: `));

  it.each([...importRules, EXACT_FOLDERS].map(({ name }) => name))('%s is reported where it is broken', (rule) => {
    expect(found(rule)).not.toEqual([]);
  });

  it('reports type imports like any other', () => {
    expect(found('no-cycles').join('\n')).toContain('shared/state/cycle.ts -> shared/state/cycleBack.ts');
  });

  it('says what to do instead', () => {
    for (const { name, comment } of [...importRules, EXACT_FOLDERS]) expect(found(name)[0]).toContain(comment);
  });

  it.each([
    ['the EWS library in its folder', 'ews-library-in-its-folder: shared/exchange/ews/'],
    ['the EWS library in a test', 'ews-library-in-its-folder: test/'],
    ['a storage library in shared/state', 'storage-libraries-in-state: shared/state/'],
    ['a storage library in local/', 'storage-libraries-in-state: local/'],
    ['the built-in source that stores', 'only-the-built-in-source-stores: shared/sources/entries/'],
    [
      'the shape of a queue message in a trigger',
      'functions-do-not-know-rows: functions/decides.ts -> shared/state/account/queues',
    ],
    ['a use case in a trigger', 'use-cases-are-on-top: functions/'],
    ['the app that joins adapters', 'sources-and-exchange-are-strangers: shared/app/app.ts'],
    [
      'node:crypto and the packages of shared/calendar',
      'calendar-uses-zones-rules-and-crypto-only: shared/calendar/canonical/canonical.ts -> crypto',
    ],
    ['problems and seams in the engine', 'sync-imports-calendar-only: shared/sync/run.ts -> shared/problems.ts'],
    ['an instant in shared/net', 'net-imports-nothing-of-ours: shared/net/client.ts -> shared/calendar/'],
    ['a test that imports the product', 'deployed-code-knows-no-local-or-test-code: test/'],
    ['a port that imports the calendar', 'ports-import-calendar-only: shared/sync/ports/link.ts -> shared/calendar/'],
    ['a port that uses the clock', 'ports-import-calendar-only: shared/sync/ports/link.ts -> shared/seams.ts'],
    [
      'planning that imports a port',
      'pair-imports-ports-and-calendar-only: shared/sync/pair/decide.ts -> shared/sync/ports/',
    ],
    ['HTTPS that names a problem', 'net-stands-alone: shared/net/https.ts -> shared/problems.ts'],
  ])('allows %s', (_, line) => {
    expect(report.problems.join('\n')).not.toContain(line);
  });

  it('reports two folders that need each other through files that form no cycle', () => {
    expect(found('no-cycles-of-folders').join('\n')).toContain(': local/north -> local/south. ');
    expect(found('no-cycles').join('\n')).not.toContain('local/north');
  });

  it('reports a folder and its own subfolder that need each other, which folder scope does not see', () => {
    const exact = found(EXACT_FOLDERS.name).filter((line) => line.includes(': local/desk, local/desk/drawer: '));
    expect(exact).toHaveLength(1);
    expect(exact[0]).toContain('local/desk/drawer/drawer.ts -> local/desk/pen.ts');
    expect(found('no-cycles-of-folders').join('\n')).not.toContain('local/desk');
  });

  it('leaves folders alone that import each other one way, a subfolder among them', () => {
    const cycles = [...found('no-cycles-of-folders'), ...found(EXACT_FOLDERS.name)].join('\n');
    expect(cycles).not.toMatch(/local\/(stairs|ground)/);
  });

  it('counts the folders of functions/, shared/ and local/', () => {
    expect(report.folders).toBe(26);
  });

  it('fails when it read fewer modules than there are files', async () => {
    const { problems } = await checkImports(tree, { floor: 1000 });
    expect(problems.at(-1)).toMatch(/^modules-read: only \d+ modules were read, at least 1000 exist\.$/);
  });
});

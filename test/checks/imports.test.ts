// The rules are tried on a tree that breaks each of them, beside imports that are allowed.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importRules } from './importRules.ts';
import { checkImports, type ImportReport } from './imports.ts';

const tree = join(import.meta.dirname, 'fixtures/imports');

describe('checkImports', () => {
  let report: ImportReport;
  beforeAll(async () => {
    report = await checkImports(tree, 10);
  });
  const found = (rule: string) => report.problems.filter((problem) => problem.startsWith(`${rule}: `));

  it.each(importRules.map(({ name }) => name))('%s is reported where it is broken', (rule) => {
    expect(found(rule)).not.toEqual([]);
  });

  it('reports type imports like any other', () => {
    expect(found('no-cycles').join('\n')).toContain('shared/state/cycle.ts -> shared/state/cycleBack.ts');
  });

  it('says what to do instead', () => {
    for (const { name, comment } of importRules) expect(found(name)[0]).toContain(comment);
  });

  it.each([
    ['the EWS library in its folder', 'ews-library-in-its-folder: shared/exchange/ews/'],
    ['the EWS library in a test', 'ews-library-in-its-folder: test/'],
    ['a storage library in shared/state', 'storage-libraries-in-state: shared/state/'],
    ['a storage library in local/', 'storage-libraries-in-state: local/'],
    ['the built-in source that stores', 'only-the-built-in-source-stores: shared/sources/entries/'],
    [
      'the shape of a queue message in a trigger',
      'functions-do-not-know-rows: functions/decides.ts -> shared/state/queues',
    ],
    ['a use case in a trigger', 'use-cases-are-on-top: functions/'],
    ['the app that joins adapters', 'sources-and-exchange-are-strangers: shared/app/app.ts'],
    [
      'node:crypto and the packages of shared/calendar',
      'calendar-uses-zones-rules-and-crypto-only: shared/calendar/canonical.ts -> crypto',
    ],
    ['problems and seams in the engine', 'sync-imports-calendar-only: shared/sync/run.ts -> shared/problems.ts'],
    ['a test that imports the product', 'deployed-code-knows-no-local-or-test-code: test/'],
  ])('allows %s', (_, line) => {
    expect(report.problems.join('\n')).not.toContain(line);
  });

  it('fails when it read fewer modules than there are files', async () => {
    const { problems } = await checkImports(tree, 1000);
    expect(problems.at(-1)).toMatch(/^modules-read: only \d+ modules were read, at least 1000 exist\.$/);
  });
});

// Every rule on a sample that breaks it and on a near miss that does not. These samples are why tidy skips this file.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findWithoutTest, testedElsewhere } from './mirroredTests.ts';
import { checkTidy, listFiles, tidy } from './tidy.ts';
import { tidyRules } from './tidyRules.ts';

interface Sample {
  readonly rule: string;
  readonly path?: string;
  readonly text: string;
  readonly line?: number;
}

const rows = (count: number): string => '  a();\n'.repeat(count);
const product = 'shared/sync/sample.ts';

/** The files that exist for the samples. */
const PATHS = ['shared/sync/pair/decide.ts', 'docs/sync.md', 'docs/decisions/0005-typescript-7-and-6.md'];
const words = (count: number): string => `It ${'is very '.repeat((count - 2) / 2)}long.`;

const bad: readonly Sample[] = [
  { rule: 'file-length', text: `// Title.\n${'a();\n'.repeat(250)}` },
  { rule: 'file-length', text: `// Title, because of nothing.\n${'a();\n'.repeat(250)}` },
  { rule: 'function-length', text: `// Title.\nfunction f() {\n${rows(59)}}`, line: 2 },
  { rule: 'function-length', text: `// Title.\nconst f = async () => {\n${rows(59)}};`, line: 2 },
  { rule: 'function-length', text: `// Title.\nfunction f() {\n  const g = () => {\n${rows(60)}  };\n}`, line: 3 },
  { rule: 'positional-parameters', text: '// Title.\nfunction f(a: A, b: B, c: C, d: D) {}', line: 2 },
  { rule: 'positional-parameters', text: '// Title.\nconst f = (a: A, b: B, c: C, d = 1) => a;', line: 2 },
  { rule: 'positional-parameters', text: '// Title.\nclass F {\n  f(a: A, b: B, c: C, ...d: D[]) {}\n}', line: 3 },
  { rule: 'positional-parameters', path: 'test/a.test.ts', text: 'function f(a: A, b: B, c: C, d: D) {}' },
  { rule: 'positional-parameters', text: '// Title.\neach(rows)((a, b, c, d) => a);', line: 2 },
  { rule: 'pure-pair', path: 'shared/sync/pair/a.ts', text: '// Title.\nconst f = async () => 1;', line: 2 },
  { rule: 'pure-pair', path: 'shared/sync/pair/a.ts', text: '// Title.\nfunction f(): Promise<void> {}', line: 2 },
  { rule: 'pure-pair', path: 'shared/sync/pair/a.ts', text: '// Title.\nconst at = context.now();', line: 2 },
  { rule: 'pure-pair', path: 'shared/sync/pair/a.ts', text: '// Title.\nconst { newId } = context;', line: 2 },
  { rule: 'path-exists', text: '// Title.\n// See shared/sync/pair/choose.ts.', line: 2 },
  { rule: 'path-exists', text: '// Title.\n// As choose.ts does.', line: 2 },
  { rule: 'path-exists', text: '// Title: shared/planning/ decides.' },
  { rule: 'path-exists', path: 'docs/a.md', text: '# Title\n\nSee `docs/sink.md`.', line: 3 },
  { rule: 'path-exists', path: 'docs/a.md', text: 'See [the rules](../sink.md#rules).' },
  { rule: 'clause-as-subject', text: '// Title.\n/** What is missing stays. */', line: 2 },
  { rule: 'clause-as-subject', text: '// Title. Whether it\n// landed is asked later.' },
  { rule: 'clause-as-subject', text: '// How a link stands.' },
  { rule: 'clause-as-subject', text: '// Title.\n/** Which of them go. */', line: 2 },
  { rule: 'clause-as-subject', text: '// Title.\n// Why it stopped. None knows.', line: 2 },
  {
    rule: 'clause-as-subject',
    path: 'docs/a.md',
    text: '# Title\n\n- It waits. Who comes late\n  waits too.',
    line: 3,
  },
  { rule: 'clause-as-subject', path: 'docs/a.md', text: '| a | b |\n|---|---|\n| x | What is lost. |', line: 3 },
  { rule: 'long-sentence', text: `// Title. ${words(30)}` },
  {
    rule: 'long-sentence',
    text: `// Title.\n/**\n * Short.\n * ${words(40).replace('very is', 'very\n * is')}\n */`,
    line: 4,
  },
  { rule: 'long-sentence', path: 'docs/a.md', text: `# Title\n\n${words(30)}`, line: 3 },
  { rule: 'title-comment', text: "import './a.ts';\n// Late." },
  { rule: 'vague-name', path: 'shared/sync/utils.ts', text: '// Title.' },
  { rule: 'vague-name', path: 'shared/helpers/pair.ts', text: '// Title.' },
  { rule: 'vague-name', path: 'local/syncManager.ts', text: '// Title.' },
  { rule: 'clock', text: '// Title.\nconst at = Date.now();', line: 2 },
  { rule: 'clock', text: '// Title.\nconst at = new Date();', line: 2 },
  { rule: 'random', text: '// Title.\nconst id = Math.random();', line: 2 },
  { rule: 'random', text: "// Title.\nimport { randomUUID as id } from 'node:crypto';", line: 2 },
  { rule: 'waiting', text: '// Title.\nsetTimeout(go, 10);', line: 2 },
  { rule: 'waiting', text: "// Title.\nimport { setTimeout as sleep } from 'node:timers/promises';", line: 2 },
  { rule: 'waiting', text: '// Title.\nglobalThis.go(setInterval(go, 10));', line: 2 },
  { rule: 'console', path: 'functions/health.ts', text: "// Title.\nconsole.log('x');", line: 2 },
  { rule: 'environment', text: '// Title.\nconst { KEY } = process.env;', line: 2 },
  { rule: 'empty-catch', text: '// Title.\ntry {\n  a();\n} catch {}', line: 4 },
  { rule: 'any', text: '// Title.\nconst a = b as any;', line: 2 },
  { rule: 'any', text: '// Title.\n// @ts-ignore\na();', line: 2 },
  { rule: 'only', path: 'test/a.test.ts', text: "// Title.\nit.only('a', a);", line: 2 },
  { rule: 'only', path: 'test/a.test.ts', text: "// Title.\ndescribe.only.each([1])('a', a);", line: 2 },
  { rule: 'skip-without-reason', path: 'test/a.test.ts', text: "// Title.\nit.skip('a', a);", line: 2 },
  { rule: 'skip-without-reason', path: 'test/a.test.ts', text: "// Title.\ndescribe.skipIf(!a)('a', a);", line: 2 },
  { rule: 'leftover', text: '// Title.\n// TODO later\na();', line: 2 },
  { rule: 'leftover', text: '// Title.\na(); // FIXME', line: 2 },
  { rule: 'leftover', path: 'docs/sync.md', text: '# Title\nTODO: write', line: 2 },
  { rule: 'machine-path', text: "// Title.\nread('/home/ada/a.ics');", line: 2 },
  { rule: 'machine-path', path: 'docs/a.md', text: 'Run it in /tmp/ecs-1.' },
  { rule: 'machine-path', path: 'docs/a.md', text: 'Copy it to C:\\Users\\ada.' },
];

const nearMisses: readonly Sample[] = [
  { rule: 'file-length', text: `// Title.\n${'a();\n'.repeat(249)}` },
  { rule: 'file-length', text: `// Title. Long because one table belongs together.\n${'a();\n'.repeat(400)}` },
  { rule: 'file-length', path: 'shared/calendar/zones.data.ts', text: `// Generated.\n${'a();\n'.repeat(400)}` },
  { rule: 'function-length', text: `// Title.\nfunction f() {\n${rows(58)}}` },
  { rule: 'function-length', path: 'test/a.test.ts', text: `// Title.\ndescribe('a', () => {\n${rows(90)}});` },
  { rule: 'positional-parameters', text: '// Title.\nfunction f(a: A, b: B, { c, d }: C) {}\nf(1, 2, 3, 4);' },
  { rule: 'positional-parameters', text: '// Title.\ntype F = (a: A, b: B, c: C, d: D) => void;' },
  { rule: 'positional-parameters', path: 'test/a.test.ts', text: '// Title.\nit.each(rows)("%s", (a, b, c, d) => a);' },
  { rule: 'positional-parameters', text: '// Title.\ntext.replace(/(.)(.)(.)/, (_, a, b, c) => a);' },
  {
    rule: 'pure-pair',
    path: 'shared/sync/pair/a.ts',
    text: "// Title: no async, no Promise.\nconst at = look.now + now.at;\nf('newId');",
  },
  { rule: 'pure-pair', path: 'shared/sync/run/a.ts', text: '// Title.\nconst f = async () => await g();' },
  {
    rule: 'path-exists',
    text: '// Title: shared/sync/pair/decide.ts, decide.ts, pair/decide.ts, shared/sync and docs/decisions/0005.',
  },
  { rule: 'path-exists', text: "// Title: https://example.com/docs/a.ts, shared/**/a.ts.\nconst a = './choose.ts';" },
  { rule: 'path-exists', path: 'docs/a.md', text: 'See [the rules](../sync.md#rules) and functions/.' },
  {
    rule: 'clause-as-subject',
    text: '// Title.\n// What is missing? Why?\n// It says how much is missing, whoever asks.',
  },
  { rule: 'clause-as-subject', path: 'docs/a.md', text: '## What is stored\n\n```\nWhat is code\n```' },
  { rule: 'clause-as-subject', text: "// Title.\nconst a = 'What is text.';" },
  { rule: 'long-sentence', text: `// Title. ${words(28)} ${words(28)}` },
  { rule: 'long-sentence', text: `// Title.\n// - ${words(20).replace('.', '')}\n// - ${words(20)}` },
  { rule: 'long-sentence', path: 'docs/a.md', text: `See [${words(20)}](https://a.example/b) and \`${words(40)}\`` },
  { rule: 'title-comment', text: '/** Title. */\na();' },
  { rule: 'title-comment', path: 'test/a.py', text: 'a()' },
  { rule: 'title-comment', path: 'test/a.test.ts', text: 'a();' },
  {
    rule: 'function-length',
    text: `// Title.\nfunction f() {\n  const g = () => {\n${rows(40)}  };\n  const h = () => {\n${rows(40)}  };\n}`,
  },
  { rule: 'vague-name', path: 'shared/sync/commonField.ts', text: '// Title.' },
  { rule: 'clock', text: '// Title. Date.now() is forbidden.\nconst a = new Date(at);' },
  { rule: 'clock', text: "// Title.\nconst sentence = 'Date.now';" },
  { rule: 'clock', path: 'shared/seams.ts', text: '// Title.\nconst at = Date.now();' },
  { rule: 'clock', path: 'test/a.test.ts', text: '// Title.\nconst at = Date.now();' },
  { rule: 'random', text: '// Title.\nconst a = Math.max(1, 2) + dice.random();' },
  { rule: 'random', path: 'shared/access/secrets.ts', text: "// Title.\nimport { randomBytes } from 'node:crypto';" },
  { rule: 'waiting', text: '// Title.\nsocket.setTimeout(10);\nconst a = AbortSignal.timeout(10);' },
  { rule: 'console', path: 'local/start.ts', text: "// Title.\nconsole.log('ready');" },
  { rule: 'console', text: '// Title.\ninterface Log { console(text: string): void }' },
  { rule: 'environment', path: 'shared/config.ts', text: '// Title.\nparse(process.env);' },
  { rule: 'environment', text: '// Title.\nconst a = settings.env;' },
  {
    rule: 'empty-catch',
    text: '// Title.\ntry {\n  a();\n} catch {\n  // It is gone already: that is what was wanted.\n}',
  },
  { rule: 'empty-catch', text: '// Title.\na().catch(() => undefined);' },
  { rule: 'any', text: "// Title.\nconst a = 'as any' as const; // as any other" },
  { rule: 'only', path: 'test/a.test.ts', text: "// Title.\nconst a = it.each([1]); b.only('x');" },
  {
    rule: 'skip-without-reason',
    path: 'test/a.test.ts',
    text: "// Title.\ndescribe.skipIf(!a)('x, skipped: no specs', a);",
  },
  { rule: 'skip-without-reason', path: 'test/a.test.ts', text: '// Title.\nrows.skip(2);' },
  {
    rule: 'skip-without-reason',
    path: 'test/a.test.ts',
    text: "// Title.\ndescribe.skipIf(!a)('x (skipped where a is missing)', a);",
  },
  { rule: 'leftover', text: "// Title.\nconst a = 'TODO';" },
  { rule: 'leftover', path: 'docs/a.md', text: 'what is left to do' },
  { rule: 'machine-path', path: 'docs/a.md', text: 'GET https://host/home/index and /api/users/ada and /tmp' },
];

const reported = ({ rule, path = product, text }: Sample): string[] =>
  tidy(path, text, PATHS).filter((finding) => finding.includes(` ${rule}: `));

describe('tidy', () => {
  it.each(bad)('reports $rule ($#)', (sample) => {
    const path = sample.path ?? product;
    expect(reported(sample)[0]).toContain(`${path}:${sample.line ?? 1} ${sample.rule}: `);
  });

  it.each(nearMisses)('leaves a near miss of $rule alone ($#)', (sample) => {
    expect(reported(sample)).toEqual([]);
  });

  it.each(tidyRules.map(({ name }) => name))('%s has a bad sample and a near miss', (rule) => {
    expect(bad.map((sample) => sample.rule)).toContain(rule);
    expect(nearMisses.map((sample) => sample.rule)).toContain(rule);
  });
});

describe('findWithoutTest', () => {
  const rule = { path: 'shared/sync/plan.ts', text: '// Title.\nexport const plan = 1;' };
  const types = {
    path: 'shared/sync/ports/rows.ts',
    text: "// Title.\nimport type { A } from './a.ts';\nexport interface B extends A {}",
  };

  it('reports a deployed file without a test', () => {
    expect(findWithoutTest([rule], () => false, {})).toEqual([
      'shared/sync/plan.ts:1 mirrored-test: Write test/shared/sync/plan.test.ts, or name the file with a reason in test/checks/mirroredTests.ts.',
    ]);
  });

  it('is content with the mirrored test, with a reason, and with a file of types', () => {
    expect(findWithoutTest([rule], (path) => path === 'test/shared/sync/plan.test.ts', {})).toEqual([]);
    expect(findWithoutTest([rule], (path) => path === rule.path, { [rule.path]: 'tried by the sweep' })).toEqual([]);
    expect(findWithoutTest([types], () => false, {})).toEqual([]);
  });

  it('does not take a file with a value for one of types', () => {
    const mixed = { path: types.path, text: `${types.text}\nexport const c = 1;` };
    expect(findWithoutTest([mixed], () => false, {})).toHaveLength(1);
  });

  it('reports a reason that is no longer needed', () => {
    const finding =
      'shared/sync/plan.ts:1 mirrored-test: Remove it from test/checks/mirroredTests.ts: it has a test of its own, holds types only, or does not exist.';
    expect(findWithoutTest([rule], () => true, { [rule.path]: 'tried by the sweep' })).toEqual([finding]);
    expect(findWithoutTest([], () => false, { [rule.path]: 'tried by the sweep' })).toEqual([finding]);
    const onlyTypes = { ...types, path: rule.path };
    expect(findWithoutTest([onlyTypes], () => false, { [rule.path]: 'tried by the sweep' })).toEqual([finding]);
  });

  it('has a reason for each exception', () => {
    for (const reason of Object.values(testedElsewhere)) expect(reason).toMatch(/\w+ \w+/);
  });
});

describe('checkTidy', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'tidy-'));
    const files = {
      'shared/sync/plan.ts': 'export const plan = 1;',
      'test/shared/sync/plan.test.ts': '// Title.',
      'node_modules/zod/index.ts': '// TODO theirs',
      'dist/main.cjs': '// TODO generated',
      'docs/sync.md': '# Title',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('reads our own files and no others', () => {
    expect(listFiles(root)).toEqual(['docs/sync.md', 'shared/sync/plan.ts', 'test/shared/sync/plan.test.ts']);
    expect(checkTidy(root, {}).files).toBe(3);
  });

  it('reports what it finds with its line', () => {
    expect(checkTidy(root, {}).problems).toEqual([
      'shared/sync/plan.ts:1 title-comment: Begin the file with a comment: which rule lives here.',
    ]);
  });
});

// docs/ivanti.md, the switches and the tests say the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultBehaviour } from '../../../local/ivanti/http/behaviour.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/ivanti.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+) \| (.*) \| (.*) \|$/gm)].map(([, number, behaviour = '', source = '']) => ({
  number: Number(number),
  behaviour,
  source,
}));

it('numbers the rows one after the other, and each has its source', () => {
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.filter(({ source }) => !/measured|help|record|clients|\[A\d+\]/i.test(source))).toEqual([]);
});

it('names every switch once, and no other', () => {
  const named = rows.flatMap(({ behaviour }) => [...behaviour.matchAll(/\((`\w+`(?:, `\w+`)*)\)/g)]);
  const switches = named.flatMap(([, list = '']) => list.replaceAll('`', '').split(', '));
  expect(switches.sort()).toEqual(Object.keys(defaultBehaviour()).sort());
});

it('numbers the assumptions one after the other', () => {
  const marks = rows.flatMap(({ source }) => [...source.matchAll(/\[A(\d+)\]/g)].map(([, number]) => Number(number)));
  expect(marks).toEqual(marks.map((_, index) => index + 1));
});

it('has a test for every row', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const tests = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
  const titles = [...tests.matchAll(/'((?:\d+(?:, | and |: ))+)/g)].map(([, numbers = '']) => numbers);
  const tested = new Set(titles.flatMap((text) => text.match(/\d+/g) ?? []).map(Number));
  // Its file says so at its head.
  tested.add(43);
  expect(rows.map(({ number }) => number).filter((number) => !tested.has(number))).toEqual([]);
});

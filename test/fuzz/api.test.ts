// Bodies of requests, up to the limit, to every route that takes one: each is answered, and within the budget.
import { afterAll, describe, expect, it } from 'vitest';
import { describedRoutes } from '../../functions/http/described.ts';
import { ADA, asOperator, configuredCompany } from '../world/product/acme.ts';
import { appAt, logged, type Sent } from '../world/product/registered.ts';
import { costOf, Ledger, limits } from './budget.ts';

appAt(() => Date.UTC(2026, 10, 20));
const ledger = new Ledger();
afterAll(() => console.log(ledger.lines().join('\n')));

const SIZE = 990_000;
const fill = (unit: string): string => unit.repeat(Math.floor(SIZE / unit.length));
const PARAMS: Readonly<Record<string, string>> = {
  email: ADA,
  sourceId: 'planner',
  entryId: 'e-1',
  conflictId: '1-x',
  company: 'nobody',
  keyId: 'n'.repeat(16),
};

/** The names of the first fields that a body of the route may have. */
function fieldsOf(schema: unknown): string[] {
  const shape = Object(schema).shape ?? Object(schema).def?.out?.shape ?? {};
  return [...Object.keys(shape), 'title', 'name', 'kind'].slice(0, 8);
}

const BODIES: Readonly<Record<string, (fields: readonly string[]) => string>> = {
  'deep lists': () => fill('['),
  'many objects': () => `[${fill('{},')}{}]`,
  'many names': () => `{${Array.from({ length: 70_000 }, (_, i) => `"n${i}":1`).join()}}`,
  'the names of every object': () =>
    '{"__proto__":{"a":1},"constructor":{"prototype":{}},"toString":1,"hasOwnProperty":2}',
  'a long text in each field': (fields) =>
    JSON.stringify(Object.fromEntries(fields.map((f) => [f, 'x'.repeat(SIZE / fields.length - 20)]))),
  'half emoji and control characters': (fields) =>
    JSON.stringify(Object.fromEntries(fields.map((f) => [f, '\ud83d\u0000\u001f'.repeat(1000)]))),
  'a long list in each field': (fields) =>
    JSON.stringify(Object.fromEntries(fields.map((f) => [f, Array(20_000).fill('a@b.c')]))),
  'large numbers': (fields) => JSON.stringify(Object.fromEntries(fields.map((f) => [f, 1e308]))),
  'a long address': (fields) =>
    JSON.stringify(Object.fromEntries(fields.map((f) => [f, `${'a.'.repeat(100_000 / fields.length)}@example.com`]))),
  'a long URL': (fields) =>
    JSON.stringify(Object.fromEntries(fields.map((f) => [f, `https://${'a-'.repeat(100_000 / fields.length)}/`]))),
  'no JSON': () => fill('x'),
};

describe('bodies', () => {
  it('of every route and kind', { timeout: 240_000 }, async () => {
    const { call } = await configuredCompany();
    const failed: string[] = [];
    for (const route of describedRoutes().filter(({ body }) => body)) {
      const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(PARAMS[name] ?? 'x'));
      const send = /^(companies|api-keys)/.test(route.path) ? asOperator : call;
      for (const [kind, make] of Object.entries(BODIES)) {
        const sent: Sent = { text: make(fieldsOf(route.body)), headers: { 'if-match': '*' } };
        let status = 0;
        const cost = await costOf(async () => {
          ({ status } = await send(route.method, path, sent));
        });
        ledger.add('bodies', cost);
        const isOver = cost.cpuMs > limits.cpuMs || cost.bytes > limits.bytes;
        if (status >= 500 || isOver) failed.push(`${route.name}, ${kind}: ${status}, ${Math.round(cost.cpuMs)} ms`);
      }
    }
    expect(failed).toEqual([]);
    expect(logged.join()).not.toContain('xxxx');
  });
});

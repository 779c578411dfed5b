// Requests that other clients really sent get answers that keep Microsoft's schema. They are not part of
// the project: DATA_DIR names their folder. Without them, or without the schemas, this test is skipped.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_SPECS, schemaFor } from '../../contract/ewsSchema.ts';
import { post, startTestExchange } from './ewsClient.ts';

const folder = resolve(process.env.DATA_DIR ?? join(import.meta.dirname, '../../../../shared/data'), 'ews-traffic');
const recorded = existsSync(folder)
  ? ['.', 'exchangelib']
      .flatMap((below) => readdirSync(join(folder, below)).map((name) => join(below, name)))
      .filter((name) => name.endsWith('.req.xml'))
  : [];
const MAILBOXES = ['alice@test.example', 'bob@test.example', 'carol@test.example'];
const CLIENT = { name: 'TEST\\svc', password: 'x', mailbox: 'alice@test.example', impersonates: MAILBOXES };

describe.skipIf(recorded.length === 0)('recorded requests (skipped where there are none)', () => {
  it('get an answer or a fault that keeps the schema of their version', async ({ skip }) => {
    const schema = await schemaFor('Exchange2013_SP1');
    if (!schema) return skip(NO_SPECS);
    const exchange = await startTestExchange({ mailboxes: MAILBOXES, accounts: [CLIENT] });
    const statuses: number[] = [];
    for (const name of recorded) {
      const answer = await post(exchange, readFileSync(join(folder, name), 'utf8'), { account: CLIENT });
      statuses.push(answer.status);
      expect(schema.validate(answer.text), name).toEqual([]);
    }
    await exchange.close();
    expect(statuses.every((status) => status === 200 || status === 500)).toBe(true);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(recorded.length / 2);
  });
});

// Tells the two kinds of connection apart; each kind is tried in its own file.
import { describe, expect, it } from 'vitest';
import { exchangeBody, exchangeSettings, exchangeView } from '../../../functions/forms/exchangeBody.ts';
import { EXCHANGE } from '../../world/product/acme.ts';

const seal = (secret: string): string => `sealed ${secret}`;
const GRAPH = { kind: 'graph', timeZone: 'Europe/Helsinki', testMailbox: 'ada@example.com' };

describe('exchangeBody', () => {
  it('who does not say which kind means EWS', () => {
    const { kind: _, ...silent } = EXCHANGE;
    expect(exchangeBody.parse(silent).kind).toBe('ews');
    expect(exchangeBody.parse(GRAPH).kind).toBe('graph');
  });

  it('the warning that GET adds is not stored, and no other field is forgiven', () => {
    expect(exchangeBody.parse({ ...EXCHANGE, warning: { daysLeft: 3 } })).toEqual(exchangeBody.parse(EXCHANGE));
    expect(exchangeBody.safeParse({ ...EXCHANGE, warnings: {} }).success).toBe(false);
  });

  it.each([[{ ...EXCHANGE, kind: 'imap' }], [[]], ['text'], [null]])('%j is neither', (body) => {
    expect(exchangeBody.safeParse(body).success).toBe(false);
  });

  it('what is stored is shown as it was written, without its secrets', () => {
    const { password: _, ...signIn } = EXCHANGE.signIn;
    for (const [body, shown] of [
      [EXCHANGE, { ...EXCHANGE, signIn }],
      [GRAPH, { ...GRAPH, cloud: 'global', application: { kind: 'operator' } }],
    ] as const) {
      const settings = exchangeSettings(exchangeBody.parse(body), undefined, seal);
      if ('field' in settings) throw new Error(settings.field);
      expect(exchangeView(settings, 0)).toEqual(shown);
    }
  });
});

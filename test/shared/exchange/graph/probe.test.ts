// The connection test over Graph, step by step.
import { describe, expect, it } from 'vitest';
import { type GraphProbeOptions, probeGraph } from '../../../../shared/exchange/graph/probe.ts';
import {
  isToken,
  json,
  MAILBOX,
  NOW,
  optionsFor,
  refusal,
  type Script,
  scriptedGraph,
  tokenAnswer,
} from './scriptedGraph.ts';

const AT_NOW = { Date: new Date(NOW).toUTCString() };
const TENANT = '11111111-2222-4333-8444-555555555555';
const calendar: Script = (asked) => (isToken(asked) ? undefined : json(200, { id: 'AAMk' }, AT_NOW));

async function probe(script: Script, changes: Partial<GraphProbeOptions> = {}) {
  const graph = await scriptedGraph(script);
  const rest = { testMailbox: MAILBOX, timeZone: 'Europe/Helsinki', write: false, newId: () => 'id', ...changes };
  const report = await probeGraph({ ...optionsFor(graph), ...rest });
  return { graph, report, states: report.steps.map(({ step, state }) => `${step} ${state}`) };
}

describe('probeGraph', () => {
  it('a token, the permission, the mailbox and its calendar', async () => {
    const { report, states, graph } = await probe(calendar);
    expect(report.ok).toBe(true);
    expect(states).toEqual([
      'signIn ok',
      'permission ok',
      'mailbox ok',
      'folder ok',
      'write skipped',
      'outsider skipped',
      'clock ok',
    ]);
    expect(graph.asked.map(({ url }) => url)).toEqual([
      `/v1.0/users/${encodeURIComponent(MAILBOX)}/calendar?$select=id,name,canEdit`,
    ]);
  });

  it('no token: nothing else is asked', async () => {
    const { report, states, graph } = await probe((asked) =>
      isToken(asked) ? json(400, { error: 'unauthorized_client', error_description: 'AADSTS700016: -' }) : undefined,
    );
    expect(report).toMatchObject({ ok: false, problem: 'consent-missing' });
    expect(states).toEqual([
      'signIn failed',
      'permission skipped',
      'mailbox skipped',
      'folder skipped',
      'write skipped',
      'outsider skipped',
      'clock skipped',
    ]);
    expect(graph.asked).toEqual([]);
  });

  it('a token of another organisation is not believed', async () => {
    const { report } = await probe((asked) => (isToken(asked) ? tokenAnswer({ tid: 'other' }) : undefined));
    expect(report.problem).toBe('consent-of-another-organisation');
  });

  it('without the permission, a mailbox that opens is enough, and one that does not names the permission', async () => {
    const without = tokenAnswer({ tid: TENANT, roles: ['Mail.Read'] });
    const opens = await probe((asked) => (isToken(asked) ? without : undefined));
    expect(opens.report.ok).toBe(true);
    expect(opens.report.steps[1]).toMatchObject({
      state: 'warning',
      problem: 'consent-role-missing',
      answered: 'Mail.Read',
    });
    const closed = await probe((asked) => (isToken(asked) ? without : refusal(403, 'ErrorAccessDenied')));
    expect(closed.report.problem).toBe('consent-role-missing');
  });

  it.each([
    ['mailbox', 404, 'ErrorInvalidUser', 'mailbox-not-found'],
    ['mailbox', 404, 'MailboxNotEnabledForRESTAPI', 'mailbox-not-in-exchange-online'],
    ['folder', 403, 'ErrorAccessDenied', 'mailbox-access-denied'],
    ['mailbox', 429, 'ApplicationThrottled', 'exchange-throttled'],
  ])('the step %s fails with %i %s', async (step, status, code, problem) => {
    const { report } = await probe((asked) => (isToken(asked) ? undefined : refusal(status, code)));
    expect(report.steps.find(({ state }) => state === 'failed')).toMatchObject({ step, problem });
    expect(JSON.stringify(report)).not.toContain('secret text');
  });

  it('what is no calendar, or one that cannot be written, fails', async () => {
    const none = await probe((asked) => (isToken(asked) ? undefined : json(200, { value: [] })));
    expect(none.report.problem).toBe('exchange-answer-broken');
    const closed = await probe((asked) => (isToken(asked) ? undefined : json(200, { id: 'x', canEdit: false })));
    expect(closed.report.problem).toBe('mailbox-access-denied');
  });

  it.each([
    ['refused', refusal(403, 'ErrorAccessDenied'), 'ok', undefined],
    ['let in', json(200, { id: 'x' }), 'failed', 'mailbox-not-refused'],
    ['not there', refusal(404, 'ErrorInvalidUser'), 'failed', 'mailbox-not-found'],
  ])('a mailbox that has to be refused and is %s', async (_, answered, state, problem) => {
    const outsider = 'outsider@example.com';
    const { report } = await probe(
      (asked) => (asked.url.includes(encodeURIComponent(outsider)) ? answered : calendar(asked)),
      { outsider },
    );
    const step = report.steps.find((each) => each.step === 'outsider');
    expect([step?.state, step?.problem, report.ok]).toEqual([state, problem, state === 'ok']);
  });

  it('warns of clocks that differ', async () => {
    const ahead = { Date: new Date(NOW + 61_000).toUTCString() };
    const { report } = await probe((asked) => (isToken(asked) ? undefined : json(200, { id: 'x' }, ahead)));
    expect(report.steps.at(-1)).toEqual({
      step: 'clock',
      state: 'warning',
      answered: '61 s',
      tried: 'Compared the clock of the server with ours.',
    });
  });
});

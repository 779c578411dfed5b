// All-day events over Graph begin at midnight in the zone of the connection's settings (docs/graph.md). Outlook sees them
// as EWS does, and shows the same dates. Graph reads them back also after the settings have changed.
import { describe, expect, it, onTestFinished } from 'vitest';
import { startExchange } from '../../../../local/exchange/server.ts';
import type { CalendarEvent, When } from '../../../../shared/calendar/event.ts';
import { createEwsMailbox } from '../../../../shared/exchange/ews/mailbox.ts';
import { createGraphMailbox } from '../../../../shared/exchange/graph/mailbox.ts';
import { connectToLocal, LOCAL_APP } from '../../../world/localGraphApp.ts';
import { connectTo } from '../ews/scriptedExchange.ts';
import { idsOf } from './localGraph.ts';
import { MAILBOX, NOW } from './scriptedGraph.ts';

const ALL_DAY: When = { showWithoutTime: true, start: '2026-12-24', duration: 'P3D' };
const SERIES: When = {
  showWithoutTime: true,
  start: '2026-12-24',
  duration: 'P1D',
  recurrence: {
    rule: {
      frequency: 'weekly',
      interval: 1,
      byDay: [{ day: 'th' }],
      firstDayOfWeek: 'mo',
      end: { kind: 'count', count: 3 },
    },
    overrides: {},
  },
};

const eventOn = (when: When): CalendarEvent => ({
  title: 'Days',
  description: '',
  location: '',
  when,
  privacy: 'public',
  freeBusyStatus: 'free',
  keywords: [],
  alert: null,
});

async function writtenIn(timeZone: string, mailboxZone: string) {
  const account = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;
  const exchange = await startExchange({
    mailboxes: [],
    accounts: [account],
    apps: [LOCAL_APP],
    timeZone: mailboxZone,
    clock: () => NOW,
  });
  onTestFinished(() => exchange.close());
  exchange.addMailbox(MAILBOX);
  const connection = connectToLocal(exchange, () => NOW);
  onTestFinished(() => connection.close());
  const graphIn = (zone: string) => createGraphMailbox(connection, { address: MAILBOX, timeZone: zone });
  const created = await graphIn(timeZone).create(
    [ALL_DAY, SERIES].map((when, at) => ({
      event: eventOn(when),
      tag: { pair: `pair${at}`, nonce: `nonce${at}` },
    })),
  );
  const ids = created.map((outcome) => (outcome.ok ? outcome.value.id : JSON.stringify(outcome.failure)));
  const ewsIds = await Promise.all(ids.map((id) => idsOf(connection, MAILBOX).toEws(id)));
  const overEws = await createEwsMailbox(connectTo(exchange), MAILBOX).read(ewsIds);
  const overGraph = await graphIn('America/Los_Angeles').read(ids);
  const whens = (items: typeof overEws) =>
    items.map((item) => (item.ok && item.value.content.kind === 'event' ? item.value.content.event.when : item));
  return { overEws: whens(overEws), overGraph: whens(overGraph) };
}

describe('createGraphMailbox', () => {
  it.each([
    ['Pacific/Auckland', 'New Zealand Standard Time'],
    ['Asia/Kathmandu', 'Nepal Standard Time'],
    ['America/Los_Angeles', 'Pacific Standard Time'],
    // The settings may say another zone than the mailbox has.
    ['Europe/Helsinki', 'New Zealand Standard Time'],
  ])('all-day events of settings in %s, in a mailbox in %s, are the same dates', async (timeZone, mailboxZone) => {
    const { overEws, overGraph } = await writtenIn(timeZone, mailboxZone);
    expect(overEws).toEqual([ALL_DAY, SERIES]);
    expect(overGraph).toEqual([ALL_DAY, SERIES]);
  });
});

// Severa as the tests of its adapter open it: three users, two types, and an activity to begin with.
import { afterAll } from 'vitest';
import type { CalendarEvent, When } from '../../../../shared/calendar/event.ts';
import type { OpenApplication } from '../../../../shared/sources/connect/openApplication.ts';
import { severa } from '../../../../shared/sources/severa/application.ts';
import type { SourceChange, UntaggedSource } from '../../../../shared/sync/ports/source.ts';
import { value } from '../../../contract/source.ts';
import { CREDENTIALS, type SeveraServer, startSevera } from './severaServer.ts';

export const START = Date.UTC(2026, 10, 20, 8);
export const ADA = 'ada@example.com';
export const BOB = 'bob@example.com';
const servers: SeveraServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

export const WHEN: When = {
  showWithoutTime: false,
  start: '2026-11-23T09:00:00',
  timeZone: 'Europe/Helsinki',
  duration: 'PT1H',
};
export const EVENT: CalendarEvent = {
  title: 'Réunion <b> & "Pläne"',
  description: 'first line\nsecond line',
  location: 'Room 1',
  when: WHEN,
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
};
export const weekly = {
  ...WHEN,
  recurrence: {
    rule: {
      frequency: 'weekly',
      interval: 1,
      firstDayOfWeek: 'mo',
      byDay: [{ day: 'mo' }],
      end: { kind: 'count', count: 4 },
    },
    overrides: {},
  },
} as const satisfies When;

export interface Opened {
  readonly server: SeveraServer;
  readonly application: OpenApplication;
  readonly source: UntaggedSource;
}

export async function open(change: object = {}, secrets = { clientSecret: CREDENTIALS.clientSecret }): Promise<Opened> {
  const server = await startSevera(START);
  servers.push(server);
  const { url, caCertificate } = server;
  server.users.push(
    {
      guid: 'u-ada',
      firstName: 'Ada',
      lastName: 'L',
      email: 'Ada@Example.com',
      timezone: { ianaName: 'Europe/Helsinki' },
      birthDate: 'secret',
    },
    {
      guid: 'u-bob',
      firstName: 'Bob',
      lastName: 'B',
      email: BOB,
      isActive: true,
      timezone: { ianaName: 'Europe/Helsinki' },
      defaultActivityType: { guid: 't-visit' },
    },
    { guid: 'u-gone', firstName: 'Gone', lastName: 'G', email: 'gone@example.com', isActive: false },
  );
  server.types.push(
    { guid: 't-meeting', name: 'Meeting', category: 'CalendarEntry', isDefault: true, isActive: true },
    { guid: 't-personal', name: 'Personal', category: 'Personal', isActive: true },
  );
  const connection = { url, clientId: CREDENTIALS.clientId, caCertificate, personalType: 't-personal', ...change };
  const application = severa.open(
    { connection, secrets },
    { defaultType: 't-meeting', allowedNetworks: ['127.0.0.0/8', '::1/128'], timeoutMs: 10_000, now: server.now },
  );
  if (!application || application.keepsTags) throw new Error('the settings are those of Severa');
  return { server, application, source: application.source };
}

export const activity = (change: object = {}) => ({
  name: 'Review',
  startDateTime: '2026-11-23T09:00:00+02:00',
  endDateTime: '2026-11-23T10:00:00+02:00',
  activityType: { guid: 't-meeting', category: 'CalendarEntry' },
  ownerUser: { guid: 'u-ada' },
  ...change,
});
export const create = async (source: UntaggedSource, event: CalendarEvent = EVENT, owner = ADA) =>
  value((await source.create([{ event, owner }]))[0]);
export const read = async (source: UntaggedSource, id: string) => value((await source.read([id]))[0]);
export const kind = (outcome: { ok: boolean } | undefined) =>
  outcome?.ok === false && 'failure' in outcome ? (outcome.failure as { kind: string }).kind : 'ok';

export async function changesSince(source: UntaggedSource, since: string | undefined) {
  const changes: SourceChange[] = [];
  let watermark = since;
  for (;;) {
    const page = value(await source.changes(watermark));
    changes.push(...page.changes);
    watermark = page.watermark;
    if (!page.more) return { changes, watermark };
  }
}

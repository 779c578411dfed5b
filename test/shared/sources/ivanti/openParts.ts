// The parts of the adapter at a local tenant, for the tests of each.
import type { IvantiBehaviour } from '../../../../local/ivanti/http/behaviour.ts';
import { createIvantiClient } from '../../../../shared/sources/ivanti/client.ts';
import { createPeople } from '../../../../shared/sources/ivanti/people.ts';
import { createReader } from '../../../../shared/sources/ivanti/reader.ts';
import { type IvantiSettings, settings } from '../../../../shared/sources/ivanti/settings.ts';
import { createTenant } from '../../../../shared/sources/ivanti/tenant.ts';
import type { Outcome } from '../../../../shared/sync/ports/outcome.ts';
import { startTenant, ZONE } from './openLocalIvanti.ts';

export const OBJECT = 'Frs_CalendarItem';

/** `connection`: settings besides the address. `path`: below the server's root. */
export async function openParts(
  behaviour: Partial<IvantiBehaviour> = {},
  {
    secret,
    path = '',
    ...connection
  }: Partial<IvantiSettings> & { readonly secret?: string; readonly path?: string } = {},
) {
  const { server, office, clock } = await startTenant(behaviour);
  const now = () => clock.now;
  const { url, caCertificate, apiKey } = server;
  const set = settings.parse({ url: url + path, caCertificate, timeZone: ZONE, ...connection });
  const client = createIvantiClient(
    { ...set, secret: secret ?? apiKey },
    { defaultType: 'CalendarItem', allowedNetworks: ['127.0.0.0/8', '::1/128'], timeoutMs: 10_000, now },
  );
  const tenant = createTenant(client, set, now);
  const people = createPeople(client, now);
  const parts = { client, tenant, people, object: OBJECT, timeZone: ZONE, now };
  return { ...parts, parts, server, office, clock, reader: createReader(parts) };
}

export const kind = (outcome: Outcome<unknown> | undefined): string =>
  outcome?.ok === false ? outcome.failure.kind : 'ok';
/** The time of an item of these tests: an hour on a day of November. */
export const hourOn = (day: number) => ({
  isAllDay: false as const,
  start: Date.UTC(2026, 10, day, 9),
  end: Date.UTC(2026, 10, day, 10),
});

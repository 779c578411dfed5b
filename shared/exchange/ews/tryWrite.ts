// Whether the calendar of a mailbox can be written to: creates an entry and deletes it again.
import type { CalendarEvent } from '../../calendar/event.ts';
import type { Ids } from '../../seams.ts';
import { failed, type Outcome } from '../../sync/outcome.ts';
import type { CalendarChoice, EwsConnection } from './connection.ts';
import { brokenAnswer } from './failures.ts';
import { createEwsMailbox } from './mailbox.ts';

/** Long past, short, free, private and silent: nobody is disturbed in the moment that it exists. */
const ENTRY: CalendarEvent = {
  title: 'Connection test',
  description: '',
  location: '',
  when: { showWithoutTime: false, start: '2000-01-03T12:00:00', timeZone: 'UTC', duration: 'PT1M' },
  privacy: 'private',
  freeBusyStatus: 'free',
  keywords: [],
  alert: null,
};

/** The entry carries a tag of its own, so that no link takes it for one of its pairs. */
export async function tryWrite(probe: {
  readonly connection?: EwsConnection;
  readonly testMailbox: string;
  readonly calendar?: CalendarChoice;
  readonly newId: Ids;
}): Promise<Outcome<void>> {
  if (!probe.connection) return failed(brokenAnswer('not connected'));
  const mailbox = createEwsMailbox(probe.connection, probe.testMailbox, probe.calendar);
  const [created] = await mailbox.create([{ event: ENTRY, tag: { pair: probe.newId(), nonce: probe.newId() } }]);
  if (!created?.ok) return created ?? failed(brokenAnswer('no answer'));
  const [removed] = await mailbox.remove([created.value]);
  return removed ?? failed(brokenAnswer('no answer'));
}

// Tries a write to the calendar of a mailbox: creates an entry and deletes it again.
import type { CalendarEvent } from '../../calendar/event.ts';
import type { Ids } from '../../seams.ts';
import type { Mailbox } from '../../sync/ports/mailbox.ts';
import { type Failure, failed, type Outcome } from '../../sync/ports/outcome.ts';

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
export async function tryWrite(mailbox: Mailbox, newId: Ids): Promise<Outcome<void>> {
  const [created] = await mailbox.create([{ event: ENTRY, tag: { pair: newId(), nonce: newId() } }]);
  if (!created?.ok) return created ?? failed(UNANSWERED);
  const { id, version } = created.value;
  const item = { id, version, content: { kind: 'event', event: ENTRY } } as const;
  const [removed] = await mailbox.remove([{ id, version, item }]);
  return removed ?? failed(UNANSWERED);
}

const UNANSWERED: Failure = { kind: 'transient', code: 'exchange-answer-broken', detail: 'no answer' };

// The canonical event -> an event as Graph takes it. Nobody else's name is in it but of those whom a write invites:
// Graph mails attendees whenever it is told of any. Mirrors toEvent.ts.

import { normalTexts } from '../../../calendar/canonical/normalTexts.ts';
import type { EventPatch, FreeBusyStatus, OccurrencePatch, Privacy, When } from '../../../calendar/event.ts';
import type { MailboxCreation } from '../../../sync/ports/mailbox.ts';
import { unpacked } from '../../format/packed.ts';
import type { Invited } from '../../invited.ts';
import type { ItemUpdate } from '../../series/updatePlan.ts';
import { tagValue } from '../../tag.ts';
import { property } from './extendedProperties.ts';
import { timesFromOccurrence, timesFromWhen, type WritingZones, zoneProperties } from './fromWhen.ts';

/**
 * A new item with every field and our tag. `begins`: more requests follow, so that the nonce stands as `Begun`.
 */
export function jsonFromCreation(creation: MailboxCreation, begins: boolean, writing: WritingZones): object {
  const { event, tag, attendees = [] } = creation;
  const { when, ...fields } = event;
  const properties = [
    property('Created', tagValue(tag)),
    ...(tag.of === undefined ? [] : [property('Of', tag.of)]),
    ...(begins ? [property('Begun', tag.nonce)] : []),
    ...zoneProperties(when, writing),
  ];
  return {
    ...fieldsJson(fields),
    ...timesFromWhen(when, writing),
    ...(attendees.length > 0 ? attendeesJson(attendees.map((email) => ({ email, kind: 'required' }))) : {}),
    // A second request with the same one makes no second event (learn.microsoft.com: event resource type).
    transactionId: tag.nonce,
    singleValueExtendedProperties: properties,
  };
}

/** The changed fields of an existing item and the rev. */
export function jsonFromUpdate(update: ItemUpdate, writing: WritingZones): object {
  const { when, ...fields } = update.patch;
  const stamp = property(update.stamp, update.rev);
  return {
    ...fieldsJson(fields),
    ...(update.body === undefined ? {} : { body: { contentType: 'html', content: unpacked(update.body) } }),
    ...(when === undefined ? {} : timesFromWhen(when, writing)),
    ...(update.endsSeries ? { recurrence: null } : {}),
    ...(update.attendees ? attendeesJson(update.attendees.all) : {}),
    singleValueExtendedProperties: [
      stamp,
      ...(update.forgetsBegun ? [NOT_BEGUN] : []),
      ...zoneProperties(when, writing),
    ],
  };
}

/** The differences that one occurrence gets. `allDayZone`: the Windows id of an all-day series. */
export function jsonFromOccurrence(patch: OccurrencePatch, series: When, allDayZone: string): object {
  const { when, ...fields } = patch;
  return { ...fieldsJson(fields), ...(when === undefined ? {} : timesFromOccurrence(when, series, allDayZone)) };
}

/** The end of a write that took several requests: what was `Begun` is `Written`. */
export const jsonFromEnd = (rev: string): object => ({
  singleValueExtendedProperties: [property('Written', rev), NOT_BEGUN],
});

/** Graph has no way to delete a property. */
const NOT_BEGUN = property('Begun', '');

/** Graph takes all of them or none. */
const attendeesJson = (invited: Invited['all']) => ({
  attendees: invited.map(({ email, kind }) => ({ emailAddress: { address: email }, type: kind })),
});

function fieldsJson(fields: Omit<EventPatch, 'when'>) {
  const { title, description, location, privacy, freeBusyStatus, keywords, alert } = normalTexts(fields);
  return {
    ...(title === undefined ? {} : { subject: title }),
    ...(description === undefined ? {} : { body: { contentType: 'text', content: description } }),
    ...(location === undefined ? {} : { location: { displayName: location } }),
    ...(privacy === undefined ? {} : { sensitivity: SENSITIVITY[privacy] }),
    ...(freeBusyStatus === undefined ? {} : { showAs: SHOW_AS[freeBusyStatus] }),
    ...(keywords === undefined ? {} : { categories: keywords }),
    ...(alert === undefined ? {} : { isReminderOn: alert !== null }),
    ...(alert ? { reminderMinutesBeforeStart: alert.minutesBefore } : {}),
  };
}

const SENSITIVITY: Readonly<Record<Privacy, string>> = {
  public: 'normal',
  personal: 'personal',
  private: 'private',
  secret: 'confidential',
};

const SHOW_AS: Readonly<Record<FreeBusyStatus, string>> = {
  free: 'free',
  busy: 'busy',
  tentative: 'tentative',
  oof: 'oof',
  workingElsewhere: 'workingElsewhere',
};

import { describe, expect, it } from 'vitest';
import { getItems } from '../../../../../shared/exchange/ews/getItem.ts';
import {
  exceptionProperties,
  itemProperties,
  occurrenceProperties,
} from '../../../../../shared/exchange/ews/item/itemProperties.ts';
import type { Ews } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { EWS_VERSIONS } from '../../../../../shared/sync/ports/exchangeNames.ts';
import {
  answer,
  complaintsAbout,
  connectTo,
  MAILBOX,
  messages,
  scriptedExchange,
  success,
} from '../scriptedExchange.ts';

type Properties = Parameters<typeof getItems>[2];

async function asked(properties: Properties, version: (typeof EWS_VERSIONS)[number] = 'Exchange2016') {
  const server = await scriptedExchange(answer(messages('GetItem', success('GetItem', '<m:Items/>'))));
  await getItems({ connection: connectTo(server, { version }), address: MAILBOX }, ['A'], properties);
  expect(await complaintsAbout(server.asked)).toEqual([]);
  const body = server.asked[0]?.body ?? '';
  return [...body.matchAll(/(?:FieldURI|PropertyName)="([\w:]+)"/g)].map(([, field]) => field);
}

describe('itemProperties', () => {
  it('are what we hold, how the item recurs, who takes part and our own', async () => {
    expect((await asked(itemProperties)).sort()).toEqual(
      [
        'item:Subject',
        'item:Body',
        'item:Sensitivity',
        'item:Categories',
        'item:ReminderIsSet',
        'item:ReminderMinutesBeforeStart',
        'calendar:Start',
        'calendar:End',
        'calendar:IsAllDayEvent',
        'calendar:StartTimeZone',
        'calendar:LegacyFreeBusyStatus',
        'calendar:Location',
        'calendar:UID',
        'calendar:CalendarItemType',
        'calendar:Recurrence',
        'calendar:ModifiedOccurrences',
        'calendar:DeletedOccurrences',
        'calendar:IsMeeting',
        'calendar:IsCancelled',
        'calendar:Organizer',
        'calendar:RequiredAttendees',
        'calendar:OptionalAttendees',
        'calendar:Resources',
        'calendar:MyResponseType',
        'calendar:AppointmentState',
        'Created',
        'Of',
        'Written',
        'Begun',
        'Zone',
      ].sort(),
    );
  });
});

describe.each<[string, (ews: Ews) => ReturnType<Properties>]>([
  ['itemProperties', itemProperties],
  ['exceptionProperties', exceptionProperties],
  ['occurrenceProperties', occurrenceProperties],
])('%s', (_, properties) => {
  it.each(EWS_VERSIONS)('%s has them all', async (version) => {
    expect((await asked(properties, version)).length).toBeGreaterThan(2);
  });
});

// The record of a shared calendar: connection, mailbox and folder in one request.
import { readCalendarRecord, saveCalendarRecord } from '../shared/links/connections/calendarRecord.ts';
import { readExchange } from '../shared/links/connections/exchangeConnection.ts';
import { listSources } from '../shared/links/connections/sources.ts';
import { calendarRecord } from './answers/company.ts';
import {
  calendarRecordBody,
  calendarRecordView,
  connectionIn,
  folderIn,
  ofRecord,
} from './forms/calendarRecordBody.ts';
import { exchangeBody, exchangeChange } from './forms/exchangeBody.ts';
import { invalid, type Reply } from './http/answer.ts';
import { fieldErrors, PARSING } from './http/fieldErrors.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { type CompanyCall, companyRoute } from './http/route.ts';

const recordPath = 'calendar-record';

companyRoute(
  {
    name: 'getCalendarRecord',
    method: 'GET',
    path: recordPath,
    action: 'exchange.read',
    summary: 'The record of the shared calendar, without its secrets',
    answers: { 200: calendarRecord },
  },
  async (call) => storedReply(await readCalendarRecord(call), calendarRecordView),
);

companyRoute(
  {
    name: 'putCalendarRecord',
    method: 'PUT',
    path: recordPath,
    action: 'exchange.write',
    summary: 'Set up the shared calendar: connection, mailbox and folder; from Plain to Auth every pair stays',
    answers: { 200: calendarRecord, 201: calendarRecord },
    body: calendarRecordBody,
  },
  async (call): Promise<Reply> => {
    const { body } = call;
    const timeZone = body.timeZone ?? (await knownZone(call));
    if (timeZone === undefined) return invalid([{ field: 'timeZone', message: 'is missing' }]);
    const connection = exchangeBody.safeParse(connectionIn(body, timeZone), PARSING);
    if (!connection.success) return invalid(fieldErrors(connection.error).map(ofRecord));
    const change = exchangeChange(connection.data, preconditionOf(call.header));
    const saved = await saveCalendarRecord(call, {
      precondition: change.precondition,
      kind: connection.data.kind,
      settings: (stored, seal) => {
        const settings = change.settings(stored, seal);
        if (!('problem' in settings) || !settings.errors) return settings;
        return { ...settings, errors: settings.errors.map(ofRecord) };
      },
      email: body.email,
      name: body.name,
      calendar: folderIn(body),
    });
    return savedReply(saved, calendarRecordView);
  },
);

/** The zone of the connection in use, else that of the source. */
async function knownZone(call: CompanyCall<unknown, unknown, unknown>): Promise<string | undefined> {
  const exchange = await readExchange(call);
  if (!('problem' in exchange)) return exchange.value.timeZone;
  const zones = (await listSources(call)).map(({ settings }) => settings.connection?.timeZone);
  return zones.find((zone): zone is string => typeof zone === 'string');
}

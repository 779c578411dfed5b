// Series over the wire. Long because masters, occurrences, views and synchronisation are asked with the same words.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import type { EwsVersion } from '../../../../local/exchange/soap/versions.ts';
import type { XmlElement } from '../../../../local/exchange/xml/xml.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
let tests = 0;
/** Each test has a mailbox to itself. */
const mailbox = () => `test${tests}@example.com`;
beforeAll(async () => {
  exchange = await ews.startTestExchange();
});
beforeEach(() => {
  tests += 1;
  exchange.addMailbox(mailbox());
});
afterAll(() => exchange.close());

const asking = () => ({ as: mailbox() });
const ask = (operation: string) => ews.ask(exchange, operation, asking());

const HELSINKI = '<t:StartTimeZone Id="FLE Standard Time"/><t:EndTimeZone Id="FLE Standard Time"/>';
const range = (start: string, end = '') =>
  end === ''
    ? `<t:NoEndRecurrence><t:StartDate>${start}</t:StartDate></t:NoEndRecurrence>`
    : /^\d+$/.test(end)
      ? `<t:NumberedRecurrence><t:StartDate>${start}</t:StartDate><t:NumberOfOccurrences>${end}</t:NumberOfOccurrences></t:NumberedRecurrence>`
      : `<t:EndDateRecurrence><t:StartDate>${start}</t:StartDate><t:EndDate>${end}</t:EndDate></t:EndDateRecurrence>`;
const daily = (start: string, end?: string, interval = 1) =>
  `<t:Recurrence><t:DailyRecurrence><t:Interval>${interval}</t:Interval></t:DailyRecurrence>${range(start, end)}</t:Recurrence>`;
const weekly = (days: string, start: string, end?: string) =>
  `<t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>${days}</t:DaysOfWeek></t:WeeklyRecurrence>${range(start, end)}</t:Recurrence>`;
const times = (start: string, end: string) => `<t:Start>${start}</t:Start><t:End>${end}</t:End>`;

/** Weekly on Tuesdays at nine in Helsinki, five times: the clocks change before the second, on 28 March 2027. */
const TUESDAYS = `<t:Subject>Board</t:Subject>${times('2027-03-23T09:00:00', '2027-03-23T10:00:00')}${weekly('Tuesday', '2027-03-23', '5')}${HELSINKI}`;

const create = (item: string) => ews.created(exchange, item, asking());
const nth = ({ Id, ChangeKey }: ews.Id, index: number) =>
  `<t:OccurrenceItemId RecurringMasterId="${Id}" ChangeKey="${ChangeKey}" InstanceIndex="${index}"/>`;
const get = (id: string) => ask(`<m:GetItem>${ews.shape('AllProperties')}<m:ItemIds>${id}</m:ItemIds></m:GetItem>`);
const getMaster = ({ Id }: ews.Id) => get(`<t:ItemId Id="${Id}"/>`);
const update = (id: string, updates: string, resolution = 'NeverOverwrite') =>
  ask(ews.updateRequest({ Id: 'x', ChangeKey: '' }, updates, resolution).replace('<t:ItemId Id="x"/>', id));
const subject = (text: string) => ews.setField('item:Subject', `<t:Subject>${text}</t:Subject>`);
const moved = (start: string, end: string) =>
  ews.setField('calendar:Start', `<t:Start>${start}</t:Start>`) + ews.setField('calendar:End', `<t:End>${end}</t:End>`);
const remove = (id: string) =>
  ask(
    `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
  );
const code = (answer: XmlElement) => ews.text(answer, 'ResponseCode');
const current = async ({ Id }: ews.Id): Promise<ews.Id> => {
  const [id] = ews.idsIn(
    await ask(`<m:GetItem>${ews.shape('IdOnly')}<m:ItemIds><t:ItemId Id="${Id}"/></m:ItemIds></m:GetItem>`),
  );
  if (!id) throw new Error('The master is gone.');
  return id;
};
const inside = (master: XmlElement, name: string) => ews.all(master, name)[0]?.children ?? [];
/** Start and OriginalStart of each modified occurrence, start of each deleted one. */
const changes = async (id: ews.Id) => {
  const master = await getMaster(id);
  return {
    modified: inside(master, 'ModifiedOccurrences').map((one) => [
      ews.text(one, 'Start'),
      ews.text(one, 'OriginalStart'),
    ]),
    deleted: inside(master, 'DeletedOccurrences').map((one) => ews.text(one, 'Start')),
  };
};
const view = (start: string, end: string, max?: number) =>
  ask(
    `<m:FindItem Traversal="Shallow">${ews.shape('Default', ews.fieldPath('calendar:OriginalStart'))}` +
      `<m:CalendarView${max === undefined ? '' : ` MaxEntriesReturned="${max}"`} StartDate="${start}" EndDate="${end}"/>` +
      `<m:ParentFolderIds>${ews.CALENDAR}</m:ParentFolderIds></m:FindItem>`,
  );
const seen = (answer: XmlElement) =>
  ews.all(answer, 'CalendarItem').map((item) => [ews.text(item, 'Start'), ews.text(item, 'CalendarItemType')]);

describe('a master', () => {
  it('shows its pattern, its first and its last occurrence', async () => {
    const master = await getMaster(await create(TUESDAYS));
    expect(ews.text(master, 'CalendarItemType')).toBe('RecurringMaster');
    expect(ews.text(master, 'IsRecurring')).toBe('true');
    expect(ews.text(master, 'StartDate')).toBe('2027-03-23+02:00');
    const [first] = ews.all(master, 'FirstOccurrence');
    const [last] = ews.all(master, 'LastOccurrence');
    expect(first && ews.texts(first, 'Start')).toEqual(['2027-03-23T07:00:00Z']);
    expect(last && [ews.text(last, 'Start'), ews.text(last, 'End')]).toEqual([
      '2027-04-20T06:00:00Z',
      '2027-04-20T07:00:00Z',
    ]);
    expect(ews.all(master, 'ModifiedOccurrences')).toEqual([]);
    expect(ews.all(master, 'DeletedOccurrences')).toEqual([]);
  });

  it('has no last occurrence where it has no end', async () => {
    const master = await getMaster(await create(`${ews.TIMES}${daily('2026-12-01')}`));
    expect(ews.all(master, 'FirstOccurrence')).toHaveLength(1);
    expect(ews.all(master, 'LastOccurrence')).toEqual([]);
  });

  it('begins with the first occurrence of its pattern', async () => {
    const id = await create(times('2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z') + weekly('Tuesday', '2026-12-02'));
    const master = await getMaster(id);
    expect([ews.text(master, 'Start'), ews.text(master, 'End')]).toEqual([
      '2026-12-08T09:00:00Z',
      '2026-12-08T10:00:00Z',
    ]);
    expect(ews.text(master, 'StartDate')).toBe('2026-12-08Z');
  });

  it.each([
    {
      what: 'an end before its start',
      item: ews.TIMES + daily('2026-12-01', '2026-11-30'),
      code: 'ErrorRecurrenceHasNoOccurrence',
    },
    {
      what: 'an end beyond the calendar',
      item: ews.TIMES + daily('2026-12-01', '4500-09-01'),
      code: 'ErrorRecurrenceEndDateTooBig',
    },
    {
      what: 'an interval of 1,000 days',
      item: ews.TIMES + daily('2026-12-01', '', 1000),
      code: 'ErrorCalendarOutOfRange',
    },
    {
      what: 'an occurrence that reaches into the next',
      item: times('2026-12-01T09:00:00Z', '2026-12-02T09:00:01Z') + daily('2026-12-01'),
      code: 'ErrorOccurrenceTimeSpanTooBig',
    },
  ])('is not created with $what', async ({ item, code: expected }) => {
    expect(code(await ask(ews.createRequest(item)))).toBe(expected);
  });

  it('may last from one occurrence to the next', async () => {
    const allDay = `${times('2026-12-01T00:00:00', '2026-12-02T00:00:00')}<t:IsAllDayEvent>true</t:IsAllDayEvent>`;
    expect(code(await ask(ews.createRequest(allDay + daily('2026-12-01', '3'))))).toBe('NoError');
  });

  it('becomes a single event when its recurrence is deleted', async () => {
    const id = await create(TUESDAYS);
    await update(
      `<t:ItemId Id="${id.Id}" ChangeKey="${id.ChangeKey}"/>`,
      '<t:DeleteItemField><t:FieldURI FieldURI="calendar:Recurrence"/></t:DeleteItemField>',
    );
    const item = await getMaster(id);
    expect([ews.text(item, 'CalendarItemType'), ews.text(item, 'IsRecurring')]).toEqual(['Single', 'false']);
  });

  it('is what a folder lists, alone, and without what only GetItem computes', async () => {
    const id = await create(TUESDAYS);
    const found = await ask(ews.findRequest('').replace('IdOnly', 'AllProperties'));
    expect(ews.idsIn(found)).toEqual([id]);
    expect(ews.texts(found, 'CalendarItemType')).toEqual(['RecurringMaster']);
    expect(ews.all(found, 'Recurrence')).toEqual([]);
  });

  it.each<EwsVersion>(['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'])(
    'is valid in the schema of %s with everything that it can show',
    async (version) => {
      const server = await ews.startTestExchange({ version });
      const id = await ews.created(server, TUESDAYS.replace(HELSINKI, ''), { version });
      const person = server.person(ews.ADA);
      person.editOccurrence(id.Id, '2027-03-30', {
        subject: 'Other',
        start: '2027-03-31T09:00:00Z',
        end: '2027-03-31T10:00:00Z',
      });
      person.removeOccurrence(id.Id, '2027-04-06');
      const answer = await ews.ask(server, ews.getRequest([{ Id: id.Id, ChangeKey: id.ChangeKey }]), { version });
      await server.close();
      expect(inside(answer, 'ModifiedOccurrences')).toHaveLength(1);
      expect(inside(answer, 'DeletedOccurrences')).toHaveLength(1);
    },
  );
});

describe('an occurrence', () => {
  it('is found by its number, its own id stays, and its times follow the clocks of its zone', async () => {
    const id = await create(TUESDAYS);
    const second = await get(nth(id, 2));
    expect(ews.text(second, 'Start')).toBe('2027-03-30T06:00:00Z');
    expect(ews.text(second, 'OriginalStart')).toBe('2027-03-30T06:00:00Z');
    expect(ews.text(second, 'RecurrenceId')).toBe('2027-03-30T06:00:00Z');
    expect([ews.text(second, 'CalendarItemType'), ews.text(second, 'IsRecurring')]).toEqual(['Occurrence', 'true']);
    expect(ews.text(second, 'Subject')).toBe('Board');
    expect(ews.all(second, 'Recurrence')).toEqual([]);
    const [own] = ews.idsIn(second);
    expect(own?.ChangeKey).toBe(id.ChangeKey);
    expect(own?.Id).not.toBe(id.Id);
    expect(ews.idsIn(await get(`<t:ItemId Id="${own?.Id}"/>`))).toEqual([own]);
    const [master] = ews.idsIn(await get(`<t:RecurringMasterItemId OccurrenceId="${own?.Id}"/>`));
    expect(master).toEqual(id);
  });

  it('is on its date in a zone where the clocks changed, whole days too', async () => {
    const days = `${times('2027-03-27T00:00:00', '2027-03-28T00:00:00')}<t:IsAllDayEvent>true</t:IsAllDayEvent>${daily('2027-03-27', '3')}${HELSINKI}`;
    const id = await create(days);
    const shown = await Promise.all([1, 2, 3].map((index) => get(nth(id, index))));
    expect(shown.map((item) => [ews.text(item, 'Start'), ews.text(item, 'End')])).toEqual([
      ['2027-03-26T22:00:00Z', '2027-03-27T22:00:00Z'],
      ['2027-03-27T22:00:00Z', '2027-03-28T21:00:00Z'],
      ['2027-03-28T21:00:00Z', '2027-03-29T21:00:00Z'],
    ]);
  });

  it('that is changed becomes an exception of its master, which takes another change key', async () => {
    const id = await create(TUESDAYS);
    const answer = await update(nth(id, 3), subject('Visit') + moved('2027-04-07T09:00:00Z', '2027-04-07T10:00:00Z'));
    const [written] = ews.idsIn(answer);
    const now = await current(id);
    expect(now.ChangeKey).not.toBe(id.ChangeKey);
    expect(written?.ChangeKey).toBe(now.ChangeKey);
    expect(await changes(id)).toEqual({ modified: [['2027-04-07T09:00:00Z', '2027-04-06T06:00:00Z']], deleted: [] });
    const exception = await get(`<t:ItemId Id="${written?.Id}"/>`);
    expect(ews.text(exception, 'CalendarItemType')).toBe('Exception');
    expect(ews.text(exception, 'Subject')).toBe('Visit');
    expect(ews.text(await get(nth(id, 2)), 'Subject')).toBe('Board');
  });

  it('keeps following its master in what was not set on it', async () => {
    const id = await create(TUESDAYS);
    await update(nth(id, 2), subject('Visit'));
    const now = await current(id);
    await update(
      `<t:ItemId Id="${now.Id}" ChangeKey="${now.ChangeKey}"/>`,
      subject('Council') + ews.setField('calendar:Location', '<t:Location>Hall</t:Location>'),
    );
    const exception = await get(nth(id, 2));
    expect([ews.text(exception, 'Subject'), ews.text(exception, 'Location')]).toEqual(['Visit', 'Hall']);
    expect(ews.text(await get(nth(id, 3)), 'Subject')).toBe('Council');
  });

  it('can lack what its master has', async () => {
    const id = await create(TUESDAYS.replace('</t:End>', '</t:End><t:Location>Hall</t:Location>'));
    await update(nth(id, 2), '<t:DeleteItemField><t:FieldURI FieldURI="calendar:Location"/></t:DeleteItemField>');
    expect(ews.all(await get(nth(id, 2)), 'Location')).toEqual([]);
    expect(ews.text(await get(nth(id, 3)), 'Location')).toBe('Hall');
  });

  it('has extended properties of its own beside those of its master', async () => {
    const tagged = TUESDAYS.replace('</t:Subject>', `</t:Subject>${ews.extendedProperty('Tag', 'series')}`);
    const id = await create(tagged);
    await update(
      nth(id, 2),
      `<t:SetItemField>${ews.extendedPath('Own')}<t:CalendarItem>${ews.extendedProperty('Own', 'one')}</t:CalendarItem></t:SetItemField>`,
    );
    const paths = [ews.extendedPath('Tag'), ews.extendedPath('Own')];
    const values = async (which: string) =>
      ews.texts(
        await ask(`<m:GetItem>${ews.shape('IdOnly', ...paths)}<m:ItemIds>${which}</m:ItemIds></m:GetItem>`),
        'Value',
      );
    expect(await values(nth(id, 2))).toEqual(['series', 'one']);
    expect(await values(nth(id, 3))).toEqual(['series']);
  });

  it('has the global object id of its series with its own date in it', async () => {
    const id = await create(TUESDAYS);
    await update(nth(id, 2), moved('2027-04-01T09:00:00Z', '2027-04-01T10:00:00Z'));
    const path = (number: number) =>
      `<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="${number}" PropertyType="Binary"/>`;
    const ids = async (which: string) =>
      ews
        .texts(
          await ask(`<m:GetItem>${ews.shape('IdOnly', path(3), path(35))}<m:ItemIds>${which}</m:ItemIds></m:GetItem>`),
          'Value',
        )
        .map((value) => Buffer.from(value, 'base64').toString('hex').slice(32, 40));
    expect(await ids(nth(id, 2))).toEqual(['07eb031e', '00000000']);
    expect(await ids(`<t:ItemId Id="${id.Id}"/>`)).toEqual(['00000000', '00000000']);
  });

  it('that is deleted is gone from the series, and leaves no item behind', async () => {
    const id = await create(TUESDAYS);
    const [own] = ews.idsIn(await get(nth(id, 2)));
    expect(code(await remove(nth(id, 2)))).toBe('NoError');
    expect(await changes(id)).toEqual({ modified: [], deleted: ['2027-03-30T06:00:00Z'] });
    expect(code(await get(nth(id, 2)))).toBe('ErrorCalendarOccurrenceIsDeletedFromRecurrence');
    expect(code(await get(`<t:ItemId Id="${own?.Id}"/>`))).toBe('ErrorItemNotFound');
    expect(ews.text(await get(nth(id, 3)), 'Start')).toBe('2027-04-06T06:00:00Z');
    expect(exchange.person(mailbox()).list('deleteditems')).toEqual([]);
  });

  it('that was moved and then deleted is known by its original start alone', async () => {
    const id = await create(TUESDAYS);
    await update(nth(id, 2), moved('2027-04-01T09:00:00Z', '2027-04-01T10:00:00Z'));
    await remove(nth(id, 2));
    expect(await changes(id)).toEqual({ modified: [], deleted: ['2027-03-30T06:00:00Z'] });
  });

  it('that is the first one deleted makes the next one the first', async () => {
    const id = await create(TUESDAYS);
    await remove(nth(id, 1));
    const master = await getMaster(id);
    const [first] = ews.all(master, 'FirstOccurrence');
    expect(first && ews.text(first, 'Start')).toBe('2027-03-30T06:00:00Z');
    expect(ews.text(master, 'StartDate')).toBe('2027-03-23+02:00');
  });

  it('is not deleted when it is the last one left', async () => {
    const id = await create(ews.TIMES + daily('2026-12-01', '2'));
    await remove(nth(id, 1));
    expect(code(await remove(nth(id, 2)))).toBe('ErrorRecurrenceHasNoOccurrence');
  });

  it.each([
    { index: 0, code: 'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange' },
    { index: -1, code: 'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange' },
    { index: 6, code: 'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange' },
    { index: 5, code: 'NoError' },
  ])('number $index answers $code', async ({ index, code: expected }) => {
    expect(code(await get(nth(await create(TUESDAYS), index)))).toBe(expected);
  });

  it.each([
    { where: 'to the day of the one before', start: '2027-03-30T20:00:00Z', code: 'ErrorOccurrenceCrossingBoundary' },
    { where: 'to the day of the one after', start: '2027-04-13T01:00:00Z', code: 'ErrorOccurrenceCrossingBoundary' },
    { where: 'past the one after', start: '2027-04-14T09:00:00Z', code: 'ErrorOccurrenceCrossingBoundary' },
    { where: 'to the day before the next', start: '2027-04-12T09:00:00Z', code: 'NoError' },
  ])('moved $where answers $code', async ({ start, code: expected }) => {
    const end = `${start.slice(0, 11)}${String(Number(start.slice(11, 13)) + 1).padStart(2, '0')}:00:00Z`;
    expect(code(await update(nth(await create(TUESDAYS), 3), moved(start, end)))).toBe(expected);
  });

  it('moves to the day of a neighbour that was deleted or has moved away', async () => {
    const id = await create(TUESDAYS);
    await remove(nth(id, 2));
    const afterDelete = await current(id);
    expect(code(await update(nth(afterDelete, 3), moved('2027-03-30T06:00:00Z', '2027-03-30T07:00:00Z')))).toBe(
      'NoError',
    );
    const afterMove = await current(id);
    expect(code(await update(nth(afterMove, 4), moved('2027-04-06T06:00:00Z', '2027-04-06T07:00:00Z')))).toBe(
      'NoError',
    );
  });

  it('has the change key of its master: a stale one conflicts', async () => {
    const id = await create(TUESDAYS);
    await update(nth(id, 2), subject('one'));
    expect(code(await update(nth(id, 3), subject('two')))).toBe('ErrorIrresolvableConflict');
    expect(code(await update(nth(id, 3), subject('two'), 'AlwaysOverwrite'))).toBe('NoError');
  });

  it('has no recurrence of its own', async () => {
    const id = await create(TUESDAYS);
    const answer = await update(nth(id, 2), ews.setField('calendar:Recurrence', daily('2027-03-30', '2')));
    expect(code(answer)).toBe('ErrorInvalidPropertySet');
  });
});

describe('a change of the master', () => {
  const changed = async (id: ews.Id) => {
    await update(nth(id, 2), subject('Visit'));
    await remove(nth(id, 3));
    const now = await current(id);
    return `<t:ItemId Id="${now.Id}" ChangeKey="${now.ChangeKey}"/>`;
  };
  const isKept = async (id: ews.Id) => {
    const { modified, deleted } = await changes(id);
    return [modified.length, deleted.length];
  };

  it.each([
    { of: 'title', updates: subject('Council'), kept: [1, 1] },
    {
      of: 'recurrence',
      updates: ews.setField('calendar:Recurrence', weekly('Tuesday', '2027-03-23', '5')),
      kept: [0, 0],
    },
    { of: 'times', updates: moved('2027-03-23T08:00:00Z', '2027-03-23T09:00:00Z'), kept: [0, 0] },
    {
      of: 'zone',
      updates: ews.setField('calendar:StartTimeZone', '<t:StartTimeZone Id="GMT Standard Time"/>'),
      kept: [0, 0],
    },
    { of: 'times to what they were', updates: moved('2027-03-23T07:00:00Z', '2027-03-23T08:00:00Z'), kept: [1, 1] },
  ])("'s $of keeps $kept exceptions and deletions", async ({ updates, kept }) => {
    const id = await create(TUESDAYS);
    expect(code(await update(await changed(id), updates))).toBe('NoError');
    expect(await isKept(id)).toEqual(kept);
  });

  it("'s start moves the whole series, to another day too", async () => {
    const id = await create(ews.TIMES + daily('2026-12-01', '3'));
    await update(
      `<t:ItemId Id="${id.Id}" ChangeKey="${id.ChangeKey}"/>`,
      moved('2026-12-10T15:00:00Z', '2026-12-10T16:00:00Z'),
    );
    const shown = await Promise.all([1, 3].map((index) => get(nth(id, index))));
    expect(shown.map((item) => ews.text(item, 'Start'))).toEqual(['2026-12-10T15:00:00Z', '2026-12-12T15:00:00Z']);
  });
});

describe('a synchronisation', () => {
  it('tells of a changed or deleted occurrence as an Update of its master', async () => {
    const id = await create(TUESDAYS);
    const stateOf = (answer: XmlElement) => ews.text(answer, 'SyncState');
    const kinds = (answer: XmlElement) =>
      ews.all(answer, 'Changes')[0]?.children.map((change) => [change.name, ...ews.idsIn(change).map(({ Id }) => Id)]);
    const first = await ask(ews.syncRequest(''));
    expect(kinds(first)).toEqual([['Create', id.Id]]);
    await update(nth(id, 2), subject('Visit'));
    const second = await ask(ews.syncRequest(stateOf(first)));
    expect(kinds(second)).toEqual([['Update', id.Id]]);
    await remove(nth(id, 3));
    expect(kinds(await ask(ews.syncRequest(stateOf(second))))).toEqual([['Update', id.Id]]);
  });
});

describe('a CalendarView', () => {
  it('shows occurrences and exceptions where they are, and single events', async () => {
    const id = await create(TUESDAYS);
    await create(times('2027-04-08T09:00:00Z', '2027-04-08T10:00:00Z'));
    await update(nth(id, 3), moved('2027-04-07T09:00:00Z', '2027-04-07T10:00:00Z'));
    await remove(nth(id, 4));
    expect(seen(await view('2027-03-24T00:00:00Z', '2027-05-01T00:00:00Z'))).toEqual([
      ['2027-03-30T06:00:00Z', 'Occurrence'],
      ['2027-04-07T09:00:00Z', 'Exception'],
      ['2027-04-08T09:00:00Z', 'Single'],
      ['2027-04-20T06:00:00Z', 'Occurrence'],
    ]);
  });

  it('shows an occurrence that was moved into it, and not the one that was moved out', async () => {
    const id = await create(TUESDAYS);
    await update(nth(id, 3), moved('2027-04-12T09:00:00Z', '2027-04-12T10:00:00Z'));
    expect(seen(await view('2027-04-06T00:00:00Z', '2027-04-07T00:00:00Z'))).toEqual([]);
    expect(seen(await view('2027-04-12T00:00:00Z', '2027-04-13T00:00:00Z'))).toEqual([
      ['2027-04-12T09:00:00Z', 'Exception'],
    ]);
  });

  it('touches what reaches into it and not what ends where it begins', async () => {
    await create(TUESDAYS);
    expect(seen(await view('2027-03-30T06:59:59Z', '2027-03-30T08:00:00Z'))).toHaveLength(1);
    expect(seen(await view('2027-03-30T07:00:00Z', '2027-03-30T08:00:00Z'))).toEqual([]);
  });

  it('goes into a series without end, years on', async () => {
    await create(ews.TIMES + daily('2026-12-01'));
    expect(seen(await view('2056-12-01T00:00:00Z', '2056-12-03T00:00:00Z'))).toEqual([
      ['2056-12-01T09:00:00Z', 'Occurrence'],
      ['2056-12-02T09:00:00Z', 'Occurrence'],
    ]);
  });

  it('returns the first so many entries and says that there are more', async () => {
    await create(ews.TIMES + daily('2026-12-01'));
    const answer = await view('2026-12-01T00:00:00Z', '2026-12-31T00:00:00Z', 3);
    expect(seen(answer).map(([start]) => start)).toEqual([
      '2026-12-01T09:00:00Z',
      '2026-12-02T09:00:00Z',
      '2026-12-03T09:00:00Z',
    ]);
    expect(ews.all(answer, 'RootFolder')[0]?.attributes.IncludesLastItemInRange).toBe('false');
  });

  it.each([
    {
      what: 'more than two years',
      start: '2026-12-01T00:00:00Z',
      end: '2028-12-01T00:00:01Z',
      code: 'ErrorCalendarViewRangeTooBig',
    },
    {
      what: 'an end before the start',
      start: '2026-12-02T00:00:00Z',
      end: '2026-12-01T00:00:00Z',
      code: 'ErrorCalendarEndDateIsEarlierThanStartDate',
    },
    { what: 'two years', start: '2026-12-01T00:00:00Z', end: '2028-12-01T00:00:00Z', code: 'NoError' },
  ])('of $what answers $code', async ({ start, end, code: expected }) => {
    expect(code(await view(start, end))).toBe(expected);
  });

  it('is of calendars only', async () => {
    const extra = '<m:CalendarView StartDate="2026-12-01T00:00:00Z" EndDate="2026-12-02T00:00:00Z"/>';
    expect(code(await ask(ews.findRequest('', 'inbox', extra)))).toBe('ErrorCalendarFolderIsInvalidForCalendarView');
  });
});

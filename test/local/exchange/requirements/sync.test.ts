import { afterAll, beforeEach, describe, expect } from 'vitest';
import { SYNC } from '../../../../local/exchange/requirements.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import type { EwsVersion } from '../../../../local/exchange/soap/versions.ts';
import * as ews from '../ewsClient.ts';
import { claimed, closeAll, fresh } from './claimed.ts';

const EVENT = { subject: 'Lunch', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' };
let exchange: LocalExchange;
beforeEach(async () => {
  exchange = await fresh();
});
afterAll(closeAll);

const ada = () => exchange.person(ews.ADA);
const sync = (state = '', max = 512, ...paths: string[]) => ews.ask(exchange, ews.syncRequest(state, max, ...paths));
const stateAfter = async () => ews.text(await sync(), 'SyncState');
const code = async (request: string) => ews.text(await ews.ask(exchange, request), 'ResponseCode');
/** The changes of an answer: kind and id. */
const changes = (answer: Awaited<ReturnType<typeof sync>>) =>
  (ews.all(answer, 'Changes')[0]?.children ?? []).map((change) => [change.name, ews.idsIn(change)[0]?.Id]);
const shaped = (base: string) =>
  ews.ask(exchange, ews.syncRequest('').replace('<t:BaseShape>IdOnly', `<t:BaseShape>${base}`));
const withScope = (request: string) =>
  request.replace('</m:MaxChangesReturned>', '$&<m:SyncScope>NormalItems</m:SyncScope>');
const ignoring = (id: string) =>
  ews.syncRequest('').replace('<m:MaxChangesReturned>', `<m:Ignore><t:ItemId Id="${id}"/></m:Ignore>$&`);
const properties = async (base: string) =>
  ews.all(await shaped(base), 'CalendarItem')[0]?.children.map(({ name }) => name) ?? [];

/** The client's changes for an item that it knows and that was edited or removed, or for a new one. */
async function told(act: (id: string) => string) {
  const { id } = ada().create(EVENT);
  const state = await stateAfter();
  const about = act(id);
  const answer = await sync(state);
  expect(changes(answer).map(([, changed]) => changed)).toEqual([about]);
  return answer;
}
const toldOfCreate = () => told(() => ada().create(EVENT).id);
const toldOfUpdate = () => told((id) => ada().edit(id, { subject: 'x' }).id);
const toldOfDelete = () =>
  told((id) => {
    ada().remove(id);
    return id;
  });
const kindOf = async (answer: Promise<Awaited<ReturnType<typeof sync>>>) => changes(await answer)[0]?.[0];

describe('MS-OXWSSYNC', () => {
  claimed('MS-OXWSSYNC', SYNC, {
    'MS-OXWSSYNC_R65': async () => {
      const state = await stateAfter();
      expect(Buffer.from(state, 'base64').toString('base64')).toBe(state);
    },
    'MS-OXWSSYNC_R70': async () => {
      const { id } = ada().create(EVENT);
      const state = await stateAfter();
      ada().remove(id);
      const created = ada().create(EVENT).id;
      expect(changes(await sync(state))).toEqual([
        ['Create', created],
        ['Delete', id],
      ]);
    },
    'MS-OXWSSYNC_R131': async () => expect(await kindOf(toldOfCreate())).toBe('Create'),
    'MS-OXWSSYNC_R132': async () => expect(await kindOf(toldOfUpdate())).toBe('Update'),
    'MS-OXWSSYNC_R134': async () => expect(await kindOf(toldOfDelete())).toBe('Delete'),
    'MS-OXWSSYNC_R158': async () => expect(ews.all(await toldOfCreate(), 'CalendarItem')).toHaveLength(1),
    'MS-OXWSSYNC_R184': async () => {
      const [deleted] = ews.all(await toldOfDelete(), 'Delete');
      expect(deleted?.children.map(({ name }) => name)).toEqual(['ItemId']);
    },
    'MS-OXWSSYNC_R347': async () => {
      const { id } = ada().create(EVENT);
      expect(changes(await ews.ask(exchange, withScope(ews.syncRequest(''))))).toEqual([['Create', id]]);
    },
    'MS-OXWSSYNC_R380': async () => {
      const team = ada().addCalendar('Team');
      const { id } = ada().create(EVENT, team);
      const request = ews.syncRequest('').replace(ews.CALENDAR, `<t:FolderId Id="${team}"/>`);
      expect([changes(await ews.ask(exchange, request)), changes(await sync())]).toEqual([[['Create', id]], []]);
    },
    'MS-OXWSSYNC_R382': async () => {
      const { id } = ada().create(EVENT);
      ada().edit(id, { subject: 'now' });
      const answer = await sync('', 512, ews.fieldPath('item:Subject'));
      expect([changes(answer), ews.text(answer, 'Subject')]).toEqual([[['Create', id]], 'now']);
    },
    'MS-OXWSSYNC_R388': async () => {
      for (let n = 0; n < 3; n += 1) ada().create(EVENT);
      expect(changes(await sync('', 2))).toHaveLength(2);
    },
    'MS-OXWSSYNC_R389': async () => {
      for (const max of [0, 513]) {
        const answer = await ews.post(exchange, ews.requestXml(ews.syncRequest('', max)));
        expect(answer.text).toContain('ErrorSchemaValidation');
      }
    },
    'MS-OXWSSYNC_R440': async () => {
      const { text } = await ews.post(exchange, ews.requestXml(ews.syncRequest('')));
      expect(text).toMatch(/<s:Header><h:ServerVersionInfo [^>]*MajorVersion="15"/);
    },
    'MS-OXWSSYNC_R504': async () => {
      ada().create(EVENT);
      const state = await stateAfter();
      const { id } = ada().create(EVENT);
      expect(changes(await sync(state))).toEqual([['Create', id]]);
    },
    'MS-OXWSCDATA_R518': async () => expect(await code(ews.syncRequest('AAAA'))).toBe('ErrorInvalidSyncStateData'),
    'MS-OXWSCDATA_R1094': async () => {
      const answer = await ews.ask(
        exchange,
        ews.getRequest([
          { Id: 'no id!', ChangeKey: '' },
          { Id: '?', ChangeKey: '' },
        ]),
      );
      expect(ews.all(answer, 'ResponseMessages')).toHaveLength(1);
    },
    'MS-OXWSCDATA_R1284': async () => {
      const { id, changeKey } = ada().create(EVENT);
      const answer = await ews.ask(
        exchange,
        ews.getRequest([
          { Id: id, ChangeKey: changeKey },
          { Id: '?', ChangeKey: '' },
        ]),
      );
      const classes = ews.all(answer, 'GetItemResponseMessage').map(({ attributes }) => attributes.ResponseClass);
      expect(classes).toEqual(['Success', 'Error']);
    },
    'MS-OXWSSYNC_R1591': async () => {
      const [create] = ews.all(await toldOfCreate(), 'Create');
      expect(create?.children.map(({ name }) => name)).toEqual(['CalendarItem']);
    },
    'MS-OXWSSYNC_R1592': async () => {
      const [update] = ews.all(await toldOfUpdate(), 'Update');
      expect(update?.children.map(({ name }) => name)).toEqual(['CalendarItem']);
    },
    'MS-OXWSSYNC_R3781': async () => {
      ada().create(EVENT);
      expect(await properties('AllProperties')).toEqual(
        expect.arrayContaining(['ItemId', 'Subject', 'UID', 'EffectiveRights']),
      );
    },
    'MS-OXWSSYNC_R3782': async () => {
      ada().create(EVENT);
      const shown = await properties('Default');
      expect(shown).toEqual(expect.arrayContaining(['ItemId', 'Subject', 'Start', 'End']));
      expect(shown).not.toContain('UID');
    },
    'MS-OXWSSYNC_R3783': async () => {
      ada().create(EVENT);
      expect(await properties('IdOnly')).toEqual(['ItemId']);
    },
    'MS-OXWSSYNC_R3787': async () => {
      const request = ews
        .syncRequest('')
        .replace('</t:BaseShape>', '$&<t:IncludeMimeContent>true</t:IncludeMimeContent>');
      expect(await code(request)).toBe('ErrorInvalidPropertyForOperation');
    },
    'MS-OXWSSYNC_R3831': async () => expect(await code(ews.syncRequest(await stateAfter()))).toBe('NoError'),
    'MS-OXWSSYNC_R3832': async () => expect(await code(ews.syncRequest(''))).toBe('NoError'),
    'MS-OXWSSYNC_R3851': async () => {
      const { id } = ada().create(EVENT);
      expect(changes(await ews.ask(exchange, ignoring(id)))).toEqual([]);
    },
    'MS-OXWSSYNC_R3852': async () => {
      const [one, two] = [ada().create(EVENT), ada().create(EVENT)];
      expect(changes(await ews.ask(exchange, ignoring(one.id)))).toEqual([['Create', two.id]]);
    },
    'MS-OXWSSYNC_R3861': async () => expect(await code(ignoring(ada().create(EVENT).id))).toBe('NoError'),
    'MS-OXWSSYNC_R3862': async () => expect(await code(ews.syncRequest(''))).toBe('NoError'),
    'MS-OXWSSYNC_R3891': async () => {
      for (let n = 0; n < 3; n += 1) ada().create(EVENT);
      const lengths = await Promise.all([1, 3, 512].map(async (max) => changes(await sync('', max)).length));
      expect(lengths).toEqual([1, 3, 3]);
    },
    'MS-OXWSSYNC_R6701': async () => {
      ada().create(EVENT);
      expect(ews.text(await sync('', 1), 'IncludesLastItemInRange')).toBe('true');
    },
    'MS-OXWSSYNC_R6702': async () => {
      ada().create(EVENT);
      ada().create(EVENT);
      expect(ews.text(await sync('', 1), 'IncludesLastItemInRange')).toBe('false');
    },
    'MS-OXWSSYNC_R20003': async () => expect(new URL(exchange.url).protocol).toBe('https:'),
    'MS-OXWSSYNC_R37814': async () => {
      ada().create(EVENT);
      const [item] = ews.all(await sync('', 1, ews.fieldPath('calendar:UID')), 'CalendarItem');
      expect(item?.children.map(({ name }) => name)).toEqual(['ItemId', 'UID']);
    },
    'MS-OXWSSYNC_R39223': async () => expect(await code(withScope(ews.syncRequest('')))).toBe('NoError'),
    'MS-OXWSSYNC_R39224': async () => expect(await code(ews.syncRequest(''))).toBe('NoError'),
    'MS-OXWSSYNC_R37811008': async () => {
      const status = async (version: EwsVersion) =>
        (await ews.post(exchange, ews.requestXml(withScope(ews.syncRequest('')), { version }))).status;
      expect([await status('Exchange2007_SP1'), await status('Exchange2010')]).toEqual([500, 200]);
    },
  });
});

// Reading items: one that is gone, and one that is only not shown.
import { describe, expect, it } from 'vitest';
import { recordPath } from '../../../../shared/sources/ivanti/reader.ts';
import { hourOn, kind, OBJECT, openParts } from './openParts.ts';

const opened = async (behaviour = {}) => {
  const all = await openParts(behaviour);
  const id = all.office.create({ title: 'Review', times: hourOn(23), owner: 'ada' });
  return { ...all, id };
};

describe('read', () => {
  it('asks for several ids at once, and answers each in order', async () => {
    const { reader, office, id, server } = await opened();
    const other = office.create({ title: 'Other', times: hourOn(24), owner: 'bob' });
    await reader.read([id]);
    const before = server.requests();
    expect(await reader.read([other, id])).toMatchObject([{ value: { id: other } }, { value: { id } }]);
    expect(server.requests()).toBe(before + 1);
    expect(await reader.read([])).toEqual([]);
  });

  it.each([400, 404] as const)('an item that was deleted is gone (HTTP %s)', async (missingRecord) => {
    const { reader, office, id } = await opened({ missingRecord });
    office.remove(id);
    expect((await reader.read([id])).map(kind)).toEqual(['gone']);
  });

  it('nothing is gone for a role that sees no row', async () => {
    const { reader, server, id } = await opened();
    await reader.read([id]);
    server.behaviour.roleSeesRows = false;
    expect(await reader.read([id])).toMatchObject([{ failure: { kind: 'transient', detail: 'no row is shown' } }]);
  });

  it('the last item of an empty calendar is not gone either: it may be hidden like all others', async () => {
    const { reader, office, id } = await opened();
    for (const item of office.list()) office.remove(item.id);
    expect((await reader.read([id])).map(kind)).toEqual(['transient']);
  });

  it('trouble is no absence', async () => {
    const { reader, server, id } = await opened();
    await reader.read([id]);
    for (const trouble of ['html', '500', '429', '503'] as const) {
      server.behaviour.trouble = trouble;
      expect(['transient', 'throttled']).toContain((await reader.read([id])).map(kind)[0]);
    }
  });

  it('one record by its id', async () => {
    const { reader, id } = await opened();
    expect(await reader.row(id)).toMatchObject({ ok: true, value: { Subject: 'Review' } });
    expect(recordPath(OBJECT, 'x')).toBe("/api/odata/businessobject/frs_calendaritems('x')".replaceAll("'", "'"));
  });
});

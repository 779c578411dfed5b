// The changes of the company, from one watermark to the next.
import { describe, expect, it } from 'vitest';
import { value } from '../../../contract/source.ts';
import { ADA, activity, changesSince, kind, open } from './openSevera.ts';

describe('readChanges', () => {
  it('are told once, series and their exceptions as one entry, from the watermark on', async () => {
    const { server, source } = await open();
    server.office.create(activity());
    const { watermark } = await changesSince(source, undefined);
    const id = server.office.create(activity());
    const series = server.office.create(
      activity({ recurrence: { frequency: 'Daily', pattern: { daily: { interval: 1 } } } }),
    );
    server.office.create(activity({ recurrenceParentActivityGuid: series }));
    const first = await changesSince(source, watermark);
    expect(first.changes.map((change) => change.id)).toEqual(expect.arrayContaining([id, series]));
    expect(first.changes.every((change) => change.kind === 'changed' && change.owner === ADA)).toBe(true);
    const again = await changesSince(source, first.watermark);
    expect(again.changes).toEqual([]);
    expect((await changesSince(source, again.watermark)).watermark).toBe(again.watermark);
    server.office.edit(id, { name: 'Edited' });
    expect((await changesSince(source, again.watermark)).changes.map((change) => change.id)).toEqual([id]);
  });

  it('a page that fails leaves the watermark where it was', async () => {
    const { server, source } = await open();
    const { watermark } = await changesSince(source, undefined);
    for (let index = 0; index < 45; index += 1) server.office.create(activity());
    const page = value(await source.changes(watermark));
    expect(page.more).toBe(true);
    server.answerWith(() => ({ status: 500 }));
    expect(kind(await source.changes(page.watermark))).toBe('transient');
    server.answerWith(undefined);
    const ids = new Set((await changesSince(source, page.watermark)).changes.map((change) => change.id));
    expect(new Set([...ids, ...page.changes.map((change) => change.id)]).size).toBe(45);
  });
});

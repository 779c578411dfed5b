// Ivanti in the list of applications.
import { describe, expect, it } from 'vitest';
import { ivanti } from '../../../../shared/sources/ivanti/application.ts';
import { openLocalIvanti } from './openLocalIvanti.ts';
import { hourOn } from './openParts.ts';

describe('ivanti', () => {
  it('keeps the tag in the item, unless the settings say that there is no property for it', async () => {
    expect((await openLocalIvanti()).application.keepsTags).toBe(true);
    const settings = { fields: { tag: null } };
    expect((await openLocalIvanti({}, settings)).application.keepsTags).toBe(false);
  });

  it('no entry type is two-way unless it is named', async () => {
    expect((await openLocalIvanti()).application.twoWay).toEqual([]);
    expect((await openLocalIvanti({}, { twoWay: ['CalendarItem'] })).application.twoWay).toEqual(['CalendarItem']);
  });

  it('tells people, and the types of the items that it has', async () => {
    const { application, office } = await openLocalIvanti();
    const change = office.addChange({ subject: 'Patch', owner: 'ada' });
    office.create({ title: 'Window', times: hourOn(25), owner: 'ada', change });
    expect(await application.entryTypes?.()).toMatchObject({
      value: [
        { id: 'CalendarItem', isDefault: true, active: true },
        { id: 'Change', isDefault: false },
      ],
    });
    const people = await application.people?.();
    expect(people?.ok && people.value.map(({ email }) => email)).toContain('ada@example.com');
    expect(await application.test?.()).toMatchObject({ ok: true });
  });

  it('does not open without its secret, or with settings of another release', () => {
    const basics = { defaultType: 'x', allowedNetworks: [], timeoutMs: 1, now: () => 0 };
    const connection = { url: 'https://tenant.example', timeZone: 'UTC' };
    expect(ivanti.open({ connection, secrets: {} }, basics)).toBeUndefined();
    expect(ivanti.open({ connection: {}, secrets: { secret: 'x' } }, basics)).toBeUndefined();
  });
});

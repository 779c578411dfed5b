// The listing of a user, page by page.
import { describe, expect, it } from 'vitest';
import { value } from '../../../contract/source.ts';
import { ADA, activity, BOB, open } from './openSevera.ts';

describe('createListing', () => {
  it('a listing has the activities of owner and participant, on as many pages as it takes, and series with exceptions', async () => {
    const { server, source } = await open();
    const ids = Array.from({ length: 45 }, (_, index) => server.office.create(activity({ name: `n${index}` })));
    const series = server.office.create(
      activity({
        recurrence: {
          frequency: 'Weekly',
          pattern: { weekly: { interval: 1, monday: true } },
          range: { maxOccurrences: 4 },
          exceptions: ['2026-11-30T09:00:00+02:00'],
        },
      }),
    );
    server.office.create(
      activity({
        name: 'Moved',
        startDateTime: '2026-12-01T09:00:00+02:00',
        endDateTime: '2026-12-01T10:00:00+02:00',
        recurrenceParentActivityGuid: series,
      }),
    );
    const listed: string[] = [];
    let cursor: string | undefined;
    let overrides: object | undefined;
    do {
      const page = value(await source.list(ADA, cursor));
      expect(page.complete).toBe(true);
      listed.push(...page.items.map(({ id }) => id));
      const content = page.items.find(({ id }) => id === series)?.content;
      if (content?.kind === 'event') overrides = content.event.when.recurrence?.overrides;
      cursor = page.next;
    } while (cursor !== undefined);
    expect(listed.sort()).toEqual([...ids, series].sort());
    expect(overrides).toMatchObject({ '2026-11-30T09:00:00': { title: 'Moved' } });
    expect(value(await source.list(BOB, undefined)).items).toEqual([]);
  });

  it('a user whom Severa does not know has no complete listing', async () => {
    const { source } = await open();
    expect(value(await source.list('nobody@example.com', undefined)).complete).toBe(false);
  });
});

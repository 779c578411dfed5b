// The tenant as it describes itself.
import { describe, expect, it } from 'vitest';
import { toldOf } from '../../../../shared/sources/ivanti/tenant.ts';
import { openParts } from './openParts.ts';

describe('the fields', () => {
  it.each(['subject', 'name'] as const)('are found in the spelling %s', async (names) => {
    const { tenant } = await openParts({ names });
    expect(await tenant.fields()).toMatchObject({
      ok: true,
      value: { ownerTwin: 'Owner_Valid', tag: 'ExternalCalendarLinkID' },
    });
  });

  it('one that the role does not see stops the connection, by its name', async () => {
    const { tenant } = await openParts({ hiddenFields: ['ExternalCalendarLinkID', 'Owner'] });
    expect(await tenant.fields()).toEqual({
      ok: false,
      failure: { kind: 'blocked', code: 'source-fields-missing', detail: 'owner: none; tag: none' },
    });
  });

  it('are remembered for an hour', async () => {
    const { tenant, clock, server } = await openParts();
    await tenant.fields();
    const before = server.requests();
    await tenant.fields();
    expect(server.requests()).toBe(before);
    clock.now += 3_600_001;
    await tenant.fields();
    expect(server.requests()).toBe(before + 1);
  });
});

it('an object that does not exist has no properties', async () => {
  const { tenant } = await openParts({}, { object: 'Nothing' });
  expect(await tenant.properties()).toEqual({ ok: true, value: [] });
});

it('what is not settled is told by the names of the settings', () => {
  expect(toldOf([{ role: 'title', among: ['Subject', 'Name'] }])).toBe('title: Subject or Name');
});

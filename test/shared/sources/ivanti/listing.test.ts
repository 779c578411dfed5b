// Listings of one person and of all.
import { describe, expect, it } from 'vitest';
import { createListing } from '../../../../shared/sources/ivanti/listing.ts';
import { ADA } from './openLocalIvanti.ts';
import { hourOn, openParts } from './openParts.ts';

async function listed(behaviour = {}) {
  const all = await openParts(behaviour);
  return { ...all, list: createListing({ ...all.parts, reader: all.reader }) };
}

describe('a listing', () => {
  it('has the items of one owner, or of everybody', async () => {
    const { list, office } = await listed();
    const own = office.create({ title: 'Own', times: hourOn(23), owner: 'ada' });
    office.create({ title: 'Other', times: hourOn(23), owner: 'bob' });
    expect(await list(ADA, undefined)).toMatchObject({ value: { complete: true, items: [{ id: own }] } });
    const all = await list({ everybody: true }, undefined);
    expect(all.ok && all.value.items).toHaveLength(3);
  });

  it('of a sweep has what overlaps its window', async () => {
    const { list, office } = await listed();
    for (const day of [22, 23, 24]) office.create({ title: `${day}`, times: hourOn(day), owner: 'ada' });
    const window = { from: Date.UTC(2026, 10, 23), until: Date.UTC(2026, 10, 24) };
    const page = await list(ADA, undefined, window);
    expect(page).toMatchObject({ value: { items: [{ content: { event: { title: '23' } } }] } });
  });

  it('of nothing is complete where the role sees other rows, and only there', async () => {
    const { list, server } = await listed();
    expect(await list(ADA, undefined)).toMatchObject({ value: { items: [], complete: true } });
    server.behaviour.roleSeesRows = false;
    expect(await list(ADA, undefined)).toMatchObject({ value: { items: [], complete: false } });
  });

  it('of a person whom Ivanti does not know is not complete', async () => {
    const { list } = await listed();
    expect(await list('stranger@example.com', undefined)).toMatchObject({ value: { items: [], complete: false } });
  });

  it.each(['emptyBody', '204', 'array'] as const)('says nothing as %s', async (emptyList) => {
    const { list } = await listed({ emptyList });
    expect(await list(ADA, undefined)).toMatchObject({ value: { items: [], complete: true } });
  });
});

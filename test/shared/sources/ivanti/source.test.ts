// Ivanti as a source, with a tag of its own and without.
import { describe, expect, it } from 'vitest';
import { createTaggedSource, createUntaggedSource } from '../../../../shared/sources/ivanti/source.ts';
import { sampleEvent, sampleSeries, value } from '../../../contract/source.ts';
import { ADA, BOB } from './openLocalIvanti.ts';
import { hourOn, kind, openParts } from './openParts.ts';

const TAG = { pair: 'p1', nonce: 'n1', of: 'o.m' };
const [series = sampleEvent] = sampleSeries;

describe('with a tag', () => {
  it('an item is found by pair and nonce, whatever it was made from', async () => {
    const { parts } = await openParts();
    const source = createTaggedSource(parts);
    const [made] = await source.create([{ event: sampleEvent, owner: ADA, tag: TAG }]);
    const found = value(await source.findByTag({ pair: 'p1', nonce: 'n1' }));
    expect(found.map(({ id }) => id)).toEqual([value(made).id]);
    expect(value(await source.findByTag({ pair: 'p1', nonce: 'n2' }))).toEqual([]);
  });

  it('where the role sees no row, a search fails: an item that is hidden would be made twice', async () => {
    const { parts, server } = await openParts();
    const source = createTaggedSource(parts);
    await source.create([{ event: sampleEvent, owner: ADA, tag: TAG }]);
    server.behaviour.roleSeesRows = false;
    expect(kind(await source.findByTag(TAG))).toBe('transient');
  });
});

describe('without a tag', () => {
  it('tells the items of one person since a time', async () => {
    const { parts, office, clock } = await openParts();
    const source = createUntaggedSource(parts);
    office.create({ title: 'Before', times: hourOn(23), owner: 'ada' });
    clock.now += 60_000;
    const own = office.create({ title: 'Own', times: hourOn(23), owner: 'ada' });
    office.create({ title: 'Other', times: hourOn(23), owner: 'bob' });
    expect(value(await source.createdSince(ADA, clock.now)).map(({ id }) => id)).toEqual([own]);
    expect(value(await source.createdSince('stranger@example.com', clock.now))).toEqual([]);
  });

  it('holds no series', async () => {
    const { parts } = await openParts();
    const source = createUntaggedSource(parts);
    expect(source.unheld(series)).toBe('recurrence-not-supported');
    expect(source.unheld(sampleEvent)).toBeUndefined();
  });

  it('a failure of the whole company ends the rest of a call', async () => {
    const { parts, server } = await openParts();
    const source = createUntaggedSource(parts);
    await parts.people.of([]);
    await parts.tenant.fields();
    server.behaviour.lockedFields = ['Location'];
    const before = server.requests();
    const creations = [ADA, BOB].map((owner) => ({ event: sampleEvent, owner }));
    expect((await source.create(creations)).map(kind)).toEqual(['denied', 'denied']);
    expect(server.requests()).toBe(before + 1);
  });
});

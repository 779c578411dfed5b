// Writes of single items.
import { describe, expect, it } from 'vitest';
import { createReader } from '../../../../shared/sources/ivanti/reader.ts';
import type { Writing } from '../../../../shared/sources/ivanti/writes.ts';
import { create, remove, setPart, update } from '../../../../shared/sources/ivanti/writes.ts';
import { sampleEvent, value } from '../../../contract/source.ts';
import { ADA, BOB } from './openLocalIvanti.ts';
import { hourOn, kind, openParts } from './openParts.ts';

const TAG = { pair: 'p1', nonce: 'n1', of: 'o.m' };

async function opened(behaviour = {}) {
  const all = await openParts(behaviour);
  const writing: Writing = { ...all.parts, reader: all.reader };
  const id = all.office.create({ title: 'Review', times: hourOn(23), owner: 'ada' });
  const versionOf = async (of: string) => value((await all.reader.read([of]))[0]).version;
  return { ...all, writing, id, versionOf };
}

describe('create', () => {
  it('writes owner, twin and tag, and answers the record', async () => {
    const { writing, office } = await opened();
    const made = value(await create(writing, { event: sampleEvent, owner: ADA }, TAG));
    expect(made.item).toMatchObject({ owner: ADA, tag: TAG });
    expect(office.list().find(({ id }) => id === made.id)).toMatchObject({
      owner: 'ada',
      externalLink: 'ecs|p1|n1|o.m',
    });
  });

  it('whose answer was lost finds its item', async () => {
    const { writing, office, server } = await opened();
    server.behaviour.createAnswer = 'lost';
    expect(kind(await create(writing, { event: sampleEvent, owner: ADA }, TAG))).toBe('transient');
    server.behaviour.createAnswer = 'given';
    const before = office.list().length;
    value(await create(writing, { event: sampleEvent, owner: ADA }, TAG));
    expect(office.list()).toHaveLength(before);
  });

  it('an event without a title gets one, and an owner whom Ivanti does not know is refused by name', async () => {
    const { writing, office } = await opened();
    const made = value(await create(writing, { event: { ...sampleEvent, title: '' }, owner: ADA }));
    expect(office.list().find(({ id }) => id === made.id)?.title).toBe('-');
    const stranger = await create(writing, { event: sampleEvent, owner: 'stranger@example.com' });
    expect(stranger).toMatchObject({ failure: { kind: 'rejected', field: 'owner' } });
  });

  it('what Ivanti refuses is refused, and a field that the role may not write stops everything', async () => {
    const { writing, server } = await opened();
    server.behaviour.lockedFields = ['Location'];
    const refused = await create(writing, { event: sampleEvent, owner: ADA });
    expect(refused).toMatchObject({ failure: { kind: 'denied', code: 'source-rights-missing' } });
    server.behaviour.lockedFields = [];
    const long = await create(writing, { event: { ...sampleEvent, location: 'x'.repeat(300) }, owner: ADA });
    expect(long).toMatchObject({ failure: { kind: 'rejected' } });
  });
});

describe('on an item that stands', () => {
  it('an update needs the version that was read', async () => {
    const { writing, id, office, versionOf } = await opened();
    const version = await versionOf(id);
    office.edit(id, { title: 'Theirs' });
    expect(kind(await update(writing, { id, version, patch: { title: 'Ours' }, rev: 'r' }))).toBe('conflict');
    const written = await update(writing, { id, version: await versionOf(id), patch: { title: 'Ours' }, rev: 'r' });
    expect(value(written).item).toMatchObject({ content: { event: { title: 'Ours' } } });
  });

  it.each(['tenant', 'people'] as const)('an edit during a request for %s is not overwritten', async (asked) => {
    const { parts, id, office, versionOf } = await opened();
    const version = await versionOf(id);
    let isLeft = true;
    const edit = (): void => {
      if (isLeft) office.edit(id, { title: 'Theirs' });
      isLeft = false;
    };
    const tenant = { ...parts.tenant };
    const people = { ...parts.people };
    const around = { ...parts, tenant, people };
    const writing = { ...around, reader: createReader(around) };
    tenant.fields = () => {
      if (asked === 'tenant') edit();
      return parts.tenant.fields();
    };
    people.of = (logins) => {
      if (asked === 'people') edit();
      return parts.people.of(logins);
    };
    await update(writing, { id, version, patch: { title: 'Ours' }, rev: 'r' });
    expect(office.list().find((item) => item.id === id)?.title).toBe('Theirs');
  });

  it('a read-only item is never written, though Ivanti would take it', async () => {
    const { writing, office, versionOf } = await opened();
    const change = office.addChange({ subject: 'Patch', owner: 'ada' });
    const id = office.create({ title: 'Window', times: hourOn(25), owner: 'ada', change });
    office.closeChange(change);
    const version = await versionOf(id);
    const refusal = { failure: { kind: 'rejected', code: 'item-rejected', detail: 'read-only' } };
    expect(await update(writing, { id, version, patch: { title: 'x' }, rev: 'r' })).toMatchObject(refusal);
    expect(await remove(writing, { id, version })).toMatchObject(refusal);
    expect(await setPart(writing, { id, version, email: BOB, part: 'owner' })).toMatchObject(refusal);
    expect(office.list().find((item) => item.id === id)).toMatchObject({ title: 'Window', owner: 'ada' });
  });

  it('a part is the owner, or none', async () => {
    const { writing, id, office, versionOf } = await opened();
    const version = await versionOf(id);
    const set = (email: string, part: 'owner' | 'participant' | 'none') =>
      setPart(writing, { id, version, email, part });
    expect(value(await set(BOB, 'none')).version).toBe(version);
    expect(value(await set(ADA, 'participant')).version).toBe(version);
    expect(await set(BOB, 'participant')).toMatchObject({ failure: { kind: 'rejected', field: 'participants' } });
    expect(await set('stranger@example.com', 'owner')).toMatchObject({ failure: { field: 'owner' } });
    expect(value(await set(BOB, 'owner')).item).toMatchObject({ owner: BOB });
    expect(office.list().find((item) => item.id === id)?.owner).toBe('bob');
  });

  it.each([204, 200] as const)('a removal deletes it (HTTP %s)', async (deleted) => {
    const { writing, id, office, versionOf } = await opened({ deleted });
    expect(kind(await remove(writing, { id, version: await versionOf(id) }))).toBe('ok');
    expect(office.list().some((item) => item.id === id)).toBe(false);
  });

  it('a removal that the role may not do is told as such', async () => {
    const { writing, id, versionOf } = await opened({ roleDeletes: false });
    expect(await remove(writing, { id, version: await versionOf(id) })).toMatchObject({
      failure: { kind: 'denied', code: 'source-rights-missing' },
    });
  });
});

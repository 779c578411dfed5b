// The employees.
import { describe, expect, it } from 'vitest';
import { openParts } from './openParts.ts';

describe('people', () => {
  it('are employees with login and address; those who are disabled or a system are not active', async () => {
    const { people, office } = await openParts();
    office.addEmployee({ login: 'Eve', email: 'Eve@Example.com', firstName: 'Eve', lastName: 'E', isDisabled: true });
    office.addEmployee({ login: 'robot', email: 'robot@example.com', isSystemAccount: true });
    office.addEmployee({ login: 'gone', email: 'gone@example.com', status: 'Terminated' });
    const read = await people.read();
    const found = read.ok ? read.value : [];
    expect(found.filter(({ active }) => active).map(({ email }) => email)).toEqual([
      'ada@example.com',
      'bob@example.com',
      'carol@example.com',
      'dora@example.com',
    ]);
    expect(found.find(({ login }) => login === 'eve')).toMatchObject({ email: 'eve@example.com', name: 'Eve E' });
  });

  it('are remembered, and read again for a login that is new', async () => {
    const { people, office, server, clock } = await openParts();
    await people.of([]);
    const before = server.requests();
    const known = await people.of(['ada']);
    expect(known.ok && known.value.withAddress('ada@example.com')?.login).toBe('ada');
    expect(server.requests()).toBe(before);
    office.addEmployee({ login: 'new', email: 'new@example.com' });
    // A login that nobody has would have everybody read each time.
    await people.of(['new']);
    expect(server.requests()).toBe(before);
    clock.now += 5 * 60_000;
    const fresh = await people.of(['new']);
    expect(fresh.ok && fresh.value.withLogin('new')?.email).toBe('new@example.com');
  });

  it('an address of two employees is that of the active one', async () => {
    const { people, office } = await openParts();
    office.addEmployee({ login: 'ada.old', email: 'ada@example.com', isDisabled: true });
    const directory = await people.of([]);
    expect(directory.ok && directory.value.withAddress('ada@example.com')?.login).toBe('ada');
  });

  it('a page that fails fails the whole', async () => {
    const { people, server, client } = await openParts();
    await client.reach();
    server.behaviour.trouble = '500';
    expect(await people.read()).toMatchObject({ ok: false });
    expect(await people.of([])).toMatchObject({ ok: false });
  });
});

// The settings of a connection.
import { describe, expect, it } from 'vitest';
import { settings } from '../../../../shared/sources/ivanti/settings.ts';

const GIVEN = { url: 'https://tenant.example', timeZone: 'Europe/Helsinki' };
const wrong = (given: object) =>
  settings.safeParse({ ...GIVEN, ...given }).error?.issues.map(({ path }) => path.join('.'));

describe('settings', () => {
  it('address and zone are enough: one way, the usual object, the names found', () => {
    expect(settings.parse(GIVEN)).toEqual({ ...GIVEN, object: 'Frs_CalendarItem', fields: {}, twoWay: [] });
  });

  it('each wrong field is named', () => {
    expect(wrong({ url: 'http://tenant.example' })).toEqual(['url']);
    expect(wrong({ url: 'https://user@tenant.example' })).toEqual(['url']);
    expect(wrong({ timeZone: 'Helsinki time' })).toEqual(['timeZone']);
    expect(wrong({ object: "x' or 1 eq 1" })).toEqual(['object']);
    expect(wrong({ fields: { title: 'a b' } })).toEqual(['fields.title']);
    expect(wrong({ fields: { title: null } })).toEqual(['fields.title']);
    expect(wrong({ login: { tenant: 'x' } })).toEqual(['login.userName', 'login.role']);
  });

  it('a property that a tenant may lack can be named as none', () => {
    expect(settings.parse({ ...GIVEN, fields: { tag: null, allDay: null } }).fields).toEqual({
      tag: null,
      allDay: null,
    });
  });
});

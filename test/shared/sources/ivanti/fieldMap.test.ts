// The choice of properties.
import { describe, expect, it } from 'vitest';
import { mapFields, type Property } from '../../../../shared/sources/ivanti/fieldMap.ts';

const text = (name: string): Property => ({ name, type: 'Edm.String' });
const time = (name: string): Property => ({ name, type: 'Edm.DateTimeOffset' });
const TENANT = [
  text('RecId'),
  text('Subject'),
  time('StartDateTime'),
  time('EndDateTime'),
  text('Owner'),
  text('ExternalCalendarLinkID'),
];
const MAP = {
  title: 'Subject',
  start: 'StartDateTime',
  end: 'EndDateTime',
  owner: 'Owner',
  tag: 'ExternalCalendarLinkID',
};

describe('mapFields', () => {
  it('finds each property by its names, and lets those that may be missing be missing', () => {
    expect(mapFields(TENANT, {})).toEqual({ ok: true, map: MAP });
  });

  it('knows the twin of the owner where there is one', () => {
    expect(mapFields([...TENANT, text('Owner_Valid')], {})).toMatchObject({ map: { ownerTwin: 'Owner_Valid' } });
  });

  it('two that fit equally well are told, and not guessed', () => {
    expect(mapFields([...TENANT, text('Title')], {})).toEqual({
      ok: false,
      unsettled: [{ role: 'title', among: ['Subject', 'Title'] }],
    });
    expect(mapFields([...TENANT, text('Title')], { title: 'Title' })).toMatchObject({ map: { title: 'Title' } });
  });

  it('a name of another type does not fit', () => {
    const properties = TENANT.map((each) => (each.name === 'StartDateTime' ? text(each.name) : each));
    expect(mapFields(properties, {})).toMatchObject({ unsettled: [{ role: 'start', among: [] }] });
    expect(mapFields(properties, { start: 'StartDateTime' })).toMatchObject({ unsettled: [{ role: 'start' }] });
  });

  it('a missing property for the tag is told, unless a person says that there is none', () => {
    const properties = TENANT.filter(({ name }) => name !== 'ExternalCalendarLinkID');
    expect(mapFields(properties, {})).toEqual({ ok: false, unsettled: [{ role: 'tag', among: [] }] });
    const { tag: _, ...rest } = MAP;
    expect(mapFields(properties, { tag: null })).toEqual({ ok: true, map: rest });
  });

  it('a name of the settings that the tenant lacks is told', () => {
    expect(mapFields(TENANT, { location: 'Place' })).toEqual({
      ok: false,
      unsettled: [{ role: 'location', among: [] }],
    });
  });
});

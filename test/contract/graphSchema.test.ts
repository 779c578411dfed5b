import { describe, expect, it } from 'vitest';
import { NO_SPECS } from './ewsSchema.ts';
import { graphSchema } from './graphSchema.ts';

const event = {
  '@odata.etag': 'W/"1"',
  id: 'A',
  subject: 'Review',
  showAs: 'busy',
  isAllDay: false,
  createdDateTime: '2026-11-20T08:00:00Z',
  start: { dateTime: '2026-12-01T09:00:00.0000000', timeZone: 'UTC' },
  categories: ['Blue'],
  recurrence: null,
};

describe('graphSchema', () => {
  it('lets a right event, listing and error pass', ({ skip }) => {
    const schema = graphSchema();
    if (!schema) return skip(NO_SPECS);
    expect(schema.complaints(event, 'event')).toEqual([]);
    const listing = { '@odata.context': 'https://localhost/$metadata#events', value: [event] };
    expect(schema.complaints(listing, 'Collection(event)')).toEqual([]);
    expect(schema.complaints({ error: { code: 'ErrorItemNotFound', message: 'No.' } }, 'error')).toEqual([]);
  });

  it.for([
    ['a property that does not exist', { occurrenceId: 'x' }],
    ['another type', { isAllDay: 'false' }],
    ['another enumeration value', { showAs: 'Busy' }],
    ['a time without offset', { createdDateTime: '2026-11-20T08:00:00' }],
    ['null in place of a collection', { categories: null }],
    ['null where it is not allowed', { start: { dateTime: null } }],
    ['an unknown property further down', { location: { name: 'Room' } }],
  ] as const)('complains about %s', ([, wrong], { skip }) => {
    const schema = graphSchema();
    if (!schema) return skip(NO_SPECS);
    expect(schema.complaints({ ...event, ...wrong }, 'event')).toHaveLength(1);
    expect(schema.complaints({ value: [{ ...event, ...wrong }] }, 'Collection(event)')).toHaveLength(1);
  });

  it('complains about an entity without id, and about what stands beside the value of a listing', ({ skip }) => {
    const schema = graphSchema();
    if (!schema) return skip(NO_SPECS);
    expect(schema.complaints({ subject: 'x' }, 'event')).toHaveLength(1);
    expect(schema.complaints({ value: [], total: 3 }, 'Collection(event)')).toHaveLength(1);
    expect(schema.complaints({ code: 'x' }, 'error')).toHaveLength(1);
  });
});

// The poll of a source in answers of the API.
import { describe, expect, it } from 'vitest';
import { pollView } from '../../../functions/views/pollView.ts';

describe('pollView', () => {
  it('says nothing while nothing is wrong', () => {
    expect(pollView({})).toEqual({});
    expect(pollView({ nextTry: 1 })).toEqual({});
  });

  it('says the problem in the words of the catalogue, since when, and when the source is asked again', () => {
    const at = Date.UTC(2026, 10, 20, 9);
    const problem = { code: 'source-unavailable', detail: 'HTTP 503', at };
    expect(pollView({ problem, nextTry: at + 60_000 })).toEqual({
      poll: {
        problem: expect.objectContaining({
          code: 'source-unavailable',
          sentence: expect.stringContaining('application'),
          detail: 'HTTP 503',
          since: '2026-11-20T09:00:00.000Z',
        }),
        nextTry: '2026-11-20T09:01:00.000Z',
      },
    });
  });

  it('times that are not known are left away', () => {
    const { poll } = pollView({ problem: { code: 'source-settings-incomplete' } });
    expect(poll).not.toHaveProperty('nextTry');
    expect(poll).not.toHaveProperty('problem.since');
  });
});

// The state of a source that people are told, from how its settings open and what the last poll left.
import { describe, expect, it } from 'vitest';
import type { OpenSource } from '../../../../shared/app/source/source.ts';
import { sourceState } from '../../../../shared/app/source/sourceState.ts';
import { MemorySource } from '../../../memory/source.ts';

const source = new MemorySource({ batchSize: 4, pageSize: 5 });
const opened: OpenSource = { application: { keepsTags: true, source }, version: 'v1' };
const problem = { code: 'source-throttled', at: 3 };
const failing = { failures: 1, notBefore: 10, settings: 'v1', problem };
const poll = { row: { watermark: '1', failing }, etag: 'e' };

describe('sourceState', () => {
  it('there is nothing to tell before the first poll, and after a good one', () => {
    expect(sourceState(opened, undefined, 5)).toEqual({});
    expect(sourceState(opened, { row: { watermark: '1' }, etag: 'e' }, 5)).toEqual({});
  });

  it('tells the problem of the last poll, and when the source is asked again', () => {
    expect(sourceState(opened, poll, 9)).toEqual({ problem, nextTry: 10 });
    expect(sourceState(opened, poll, 10)).toEqual({ problem });
  });

  it('a problem of former settings is over', () => {
    expect(sourceState({ ...opened, version: 'v2' }, poll, 5)).toEqual({});
  });

  it('settings that do not open are told before anything else', () => {
    expect(sourceState('source-settings-incomplete', poll, 5)).toEqual({
      problem: { code: 'source-settings-incomplete' },
    });
  });
});

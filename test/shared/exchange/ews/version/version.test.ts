import { describe, expect, it } from 'vitest';
import { isOlder, olderVersion, schemaOf } from '../../../../../shared/exchange/ews/version/version.ts';
import { EWS_VERSIONS } from '../../../../../shared/sync/ports/exchangeNames.ts';

describe('olderVersion', () => {
  it('goes down one by one and ends at Exchange 2007 SP1', () => {
    expect(EWS_VERSIONS.map(olderVersion)).toEqual([undefined, ...EWS_VERSIONS.slice(0, -1)]);
  });
});

describe('isOlder', () => {
  it('compares by age, and nothing is older than itself', () => {
    expect(isOlder('Exchange2010_SP2', 'Exchange2013')).toBe(true);
    expect(isOlder('Exchange2013', 'Exchange2010_SP2')).toBe(false);
    expect(isOlder('Exchange2013', 'Exchange2013')).toBe(false);
  });
});

describe('schemaOf', () => {
  // Numbers of Microsoft's page "Exchange Server build numbers and release dates".
  it.each([
    ['2003', 6, 5, 7638, 'tooOld'],
    ['2007 RTM', 8, 0, 685, 'tooOld'],
    ['2007 SP1', 8, 1, 240, 'Exchange2007_SP1'],
    ['2007 SP3', 8, 3, 83, 'Exchange2007_SP1'],
    ['2010 RTM', 14, 0, 639, 'Exchange2010'],
    ['2010 SP1', 14, 1, 218, 'Exchange2010_SP1'],
    ['2010 SP2', 14, 2, 247, 'Exchange2010_SP2'],
    ['2010 SP3', 14, 3, 123, 'Exchange2010_SP2'],
    ['2013 RTM', 15, 0, 516, 'Exchange2013'],
    ['2013 SP1', 15, 0, 847, 'Exchange2013_SP1'],
    ['2013 CU23', 15, 0, 1497, 'Exchange2013_SP1'],
    ['2016', 15, 1, 225, 'Exchange2016'],
    ['2019 and SE', 15, 2, 2562, 'Exchange2016'],
    ['online', 15, 20, 9000, 'Exchange2016'],
    ['a later one', 16, 0, 0, 'Exchange2016'],
  ])('%s', (_, major, minor, build, expected) => {
    expect(schemaOf({ major, minor, build, text: '' })).toBe(expected);
  });

  it('a number that is hidden says nothing', () => {
    expect(schemaOf({ major: Number.NaN, minor: 0, build: 0, text: '' })).toBeUndefined();
  });
});

// The printed report, and the conditions of a successful demonstration.
import { describe, expect, it } from 'vitest';
import { type Report, reportJson, reportLines, succeeded } from '../../../local/demo/report.ts';

const report: Report = {
  preview: {
    matched: 10,
    toExchange: 20,
    toSource: 5,
    leftOut: [{ title: 'Weekly', reason: 'recurrence-not-supported', sentence: 'It is a series.' }],
  },
  runs: 7,
  requests: { exchange: 40, source: 30, tables: 200 },
  seconds: 4.25,
  remarks: ['an end before the start (uid-1)'],
  events: [],
  converged: true,
  lost: [],
  doubled: [],
};

describe('reportJson', () => {
  it('is one object of counts, and each thing that was left out with its reason', () => {
    expect(JSON.parse(reportJson(report))).toEqual({
      preview: {
        matched: 10,
        toExchange: 20,
        toSource: 5,
        leftOut: [{ title: 'Weekly', reason: 'recurrence-not-supported' }],
      },
      runs: 7,
      requests: { exchange: 40, source: 30, tables: 200 },
      seconds: 4.25,
      remarks: ['an end before the start (uid-1)'],
      converged: true,
      lost: 0,
      doubled: 0,
    });
    expect(reportJson(report)).not.toContain('\n');
  });

  it('counts what was lost and doubled', () => {
    const counts = JSON.parse(reportJson({ ...report, lost: ['A', 'B'], doubled: ['C'] }));
    expect(counts).toMatchObject({ lost: 2, doubled: 1 });
    expect(JSON.parse(reportJson({ ...report, unlike: ['A'] }))).toMatchObject({ unlike: 1 });
    const elsewhere = { ownerZone: 'UTC', differing: ['A'] };
    expect(JSON.parse(reportJson({ ...report, elsewhere }))).toMatchObject({
      elsewhere: { ownerZone: 'UTC', differing: 1 },
    });
  });
});

describe('reportLines', () => {
  it('says whether an owner in another time zone has the same events', () => {
    const there = (differing: string[]) =>
      reportLines({ ...report, elsewhere: { ownerZone: 'Pacific/Auckland', differing } });
    expect(there([]).at(-1)).toBe('Owner     in Pacific/Auckland: the same events');
    expect(there(['Holiday']).slice(-2)).toEqual([
      'Owner     in Pacific/Auckland: 1 NOT THE SAME',
      '          not the same: Holiday',
    ]);
  });

  it('says whether EWS reads the same events as Graph', () => {
    expect(reportLines({ ...report, unlike: [] }).at(-1)).toBe('Graph     EWS reads the same events');
    expect(reportLines({ ...report, unlike: ['Holiday'] }).slice(-2)).toEqual([
      'Graph     EWS reads 1 NOT THE SAME',
      '          not the same: Holiday',
    ]);
  });

  it('names what was left out, lost and doubled, and what of the file the mailbox does not hold', () => {
    const text = reportLines({ ...report, converged: false, lost: ['A (mailbox)'], doubled: ['B (source)'] }).join(
      '\n',
    );
    expect(text).toContain('left out: Weekly. It is a series.');
    expect(text).toContain('NOT CONVERGED, 1 lost, 1 doubled');
    expect(text).toContain('File      an end before the start (uid-1)');
    expect(text).toContain('lost: A (mailbox)');
    expect(text).toContain('doubled: B (source)');
  });
});

describe('succeeded', () => {
  it('needs both sides to have converged with nothing lost and nothing doubled', () => {
    expect(succeeded(report)).toBe(true);
    expect(succeeded({ ...report, converged: false })).toBe(false);
    expect(succeeded({ ...report, lost: ['A'] })).toBe(false);
    expect(succeeded({ ...report, doubled: ['A'] })).toBe(false);
    expect(succeeded({ ...report, unlike: ['A'] })).toBe(false);
    expect(succeeded({ ...report, unlike: [] })).toBe(true);
    expect(succeeded({ ...report, elsewhere: { ownerZone: 'UTC', differing: ['A'] } })).toBe(false);
    expect(succeeded({ ...report, elsewhere: { ownerZone: 'UTC', differing: [] } })).toBe(true);
  });
});

// What is printed, and when the demonstration counts as successful.
import { describe, expect, it } from 'vitest';
import { type Report, reportJson, reportLines, succeeded } from '../../../local/demo/report.ts';

const report: Report = {
  preview: {
    matched: 10,
    toExchange: 20,
    toSource: 5,
    leftOut: [{ title: 'Weekly', reason: 'recurring-series', sentence: 'It is a series.' }],
  },
  runs: 7,
  requests: { exchange: 40, source: 30, tables: 200 },
  seconds: 4.25,
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
        leftOut: [{ title: 'Weekly', reason: 'recurring-series' }],
      },
      runs: 7,
      requests: { exchange: 40, source: 30, tables: 200 },
      seconds: 4.25,
      converged: true,
      lost: 0,
      doubled: 0,
    });
    expect(reportJson(report)).not.toContain('\n');
  });

  it('counts what was lost and doubled', () => {
    const counts = JSON.parse(reportJson({ ...report, lost: ['A', 'B'], doubled: ['C'] }));
    expect(counts).toMatchObject({ lost: 2, doubled: 1 });
  });
});

describe('reportLines', () => {
  it('names what was left out, lost and doubled', () => {
    const text = reportLines({ ...report, converged: false, lost: ['A (mailbox)'], doubled: ['B (source)'] }).join(
      '\n',
    );
    expect(text).toContain('left out: Weekly. It is a series.');
    expect(text).toContain('NOT CONVERGED, 1 lost, 1 doubled');
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
  });
});

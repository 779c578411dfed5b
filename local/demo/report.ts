// What the demonstration says at its end: a table for people, one object for programs. Pure.
import type { Verdict } from './judge.ts';
import type { Preview } from './link.ts';

export interface Requests {
  readonly exchange: number;
  /** Calls of the port to the source: the built-in one answers them from rows, so that they are no requests of HTTP. */
  readonly source: number;
  /** Requests to Table Storage, those of the HTTP API and of the built-in source included. */
  readonly tables: number;
}

export interface Report extends Verdict {
  /** Invocations of the function that runs a link. */
  readonly runs: number;
  readonly requests: Requests;
  readonly seconds: number;
}

/** Whether the demonstration has shown what it is to show. */
export const succeeded = ({ converged, lost, doubled }: Report): boolean =>
  converged && lost.length === 0 && doubled.length === 0;

export function reportJson({ preview, runs, requests, seconds, converged, lost, doubled }: Report): string {
  const leftOut = preview.leftOut.map(({ title, reason }) => ({ title, reason }));
  const shown = { ...preview, leftOut };
  const counts = { lost: lost.length, doubled: doubled.length };
  return JSON.stringify({ preview: shown, runs, requests, seconds, converged, ...counts });
}

export function reportLines(report: Report): string[] {
  const { preview, runs, requests, seconds, converged, lost, doubled } = report;
  return [
    row('Preview', previewText(preview)),
    ...preview.leftOut.map(({ title, sentence }) => row('', `left out: ${title || '(no title)'}. ${sentence}`)),
    row('Runs', String(runs)),
    row('Requests', `${requests.exchange} to Exchange, ${requests.source} to the source`),
    row('Tables', `${requests.tables} operations`),
    row('Time', `${seconds.toFixed(1)} s`),
    row('Verdict', `${converged ? 'converged' : 'NOT CONVERGED'}, ${lost.length} lost, ${doubled.length} doubled`),
    ...lost.map((each) => row('', `lost: ${each}`)),
    ...doubled.map((each) => row('', `doubled: ${each}`)),
  ];
}

const row = (name: string, text: string): string => `${name.padEnd(10)}${text}`;

const previewText = ({ matched, toExchange, toSource, leftOut }: Preview): string =>
  `${matched} matched, ${toExchange} to Exchange, ${toSource} to the source, ${leftOut.length} left out`;

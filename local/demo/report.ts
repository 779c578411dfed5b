// The report at the end of the demonstration: a table for people, one object for programs. Pure.
import type { TimeZoneId } from '../../shared/calendar/event.ts';
import type { Verdict } from './judge.ts';
import type { Preview } from './link.ts';

export interface Requests {
  readonly exchange: number;
  /** Calls of the source's port. The built-in source answers them from rows, so they are no HTTP requests. */
  readonly source: number;
  /** Requests to Table Storage, including those of the HTTP API and of the built-in source. */
  readonly tables: number;
}

export interface Report extends Verdict {
  /** Invocations of the function that runs a link. */
  readonly runs: number;
  readonly requests: Requests;
  readonly seconds: number;
  /** The parts of the calendar file that the mailbox does not hold as written. */
  readonly remarks: readonly string[];
  /** Titles of the events that EWS and Graph do not read alike. Only over Graph. */
  readonly unlike?: readonly string[];
  /** Present where the play was repeated for an owner in another zone. */
  readonly elsewhere?: Elsewhere;
}

export interface Elsewhere {
  readonly ownerZone: TimeZoneId;
  /** Titles of the events that differ from those of an owner in the connection's zone. */
  readonly differing: readonly string[];
}

/** True when the demonstration has shown everything it promises. */
export const succeeded = ({ converged, lost, doubled, unlike, elsewhere }: Report): boolean =>
  converged && lost.length === 0 && doubled.length === 0 && !unlike?.length && !elsewhere?.differing.length;

export function reportJson(report: Report): string {
  const { preview, runs, requests, seconds, converged, lost, doubled, remarks, unlike, elsewhere } = report;
  const leftOut = preview.leftOut.map(({ title, reason }) => ({ title, reason }));
  const shown = { ...preview, leftOut };
  const counts = { lost: lost.length, doubled: doubled.length, unlike: unlike?.length };
  const there = elsewhere && { ownerZone: elsewhere.ownerZone, differing: elsewhere.differing.length };
  return JSON.stringify({ preview: shown, remarks, runs, requests, seconds, converged, ...counts, elsewhere: there });
}

export function reportLines(report: Report): string[] {
  const { preview, runs, requests, seconds, converged, lost, doubled, remarks, unlike, elsewhere } = report;
  return [
    ...remarks.map((remark) => row('File', remark)),
    row('Preview', previewText(preview)),
    ...preview.leftOut.map(({ title, sentence }) => row('', `left out: ${title || '(no title)'}. ${sentence}`)),
    row('Runs', String(runs)),
    row('Requests', `${requests.exchange} to Exchange, ${requests.source} to the source`),
    row('Tables', `${requests.tables} operations`),
    row('Time', `${seconds.toFixed(1)} s`),
    row('Verdict', `${converged ? 'converged' : 'NOT CONVERGED'}, ${lost.length} lost, ${doubled.length} doubled`),
    ...lost.map((each) => row('', `lost: ${each}`)),
    ...doubled.map((each) => row('', `doubled: ${each}`)),
    ...(unlike ? unlikeLines(unlike) : []),
    ...(elsewhere ? elsewhereLines(elsewhere) : []),
  ];
}

function unlikeLines(unlike: readonly string[]): string[] {
  const verdict = unlike.length === 0 ? 'the same events' : `${unlike.length} NOT THE SAME`;
  return [row('Graph', `EWS reads ${verdict}`), ...unlike.map((title) => row('', `not the same: ${title}`))];
}

function elsewhereLines({ ownerZone, differing }: Elsewhere): string[] {
  const verdict = differing.length === 0 ? 'the same events' : `${differing.length} NOT THE SAME`;
  return [row('Owner', `in ${ownerZone}: ${verdict}`), ...differing.map((title) => row('', `not the same: ${title}`))];
}

const row = (name: string, text: string): string => `${name.padEnd(10)}${text}`;

const previewText = ({ matched, toExchange, toSource, leftOut }: Preview): string =>
  `${matched} matched, ${toExchange} to Exchange, ${toSource} to the source, ${leftOut.length} left out`;

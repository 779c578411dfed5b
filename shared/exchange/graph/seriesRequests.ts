// The requests of a write of a series that follow its first one. Occurrences are events by themselves, which are found
// by the day on which the rule has them, looked at, and then deleted or changed.
import { z } from 'zod';
import { dateIn, dateOf, dayOf } from '../../calendar/days.ts';
import type { OccurrencePatch } from '../../calendar/event.ts';
import { windowsFromIana } from '../../calendar/zones/windowsZones.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { andThen } from '../series/andThen.ts';
import type { SeriesRequests, Sought } from '../series/seriesSteps.ts';
import { serverZone } from '../serverZone.ts';
import { askEach, type BatchRequest } from './connection/batch.ts';
import { eventPath, type GraphMailbox } from './connection/graphMailbox.ts';
import { queryOf } from './http/odata.ts';
import { EXPANDED, marksOf } from './item/extendedProperties.ts';
import { jsonFromEnd, jsonFromOccurrence } from './item/fromEvent.ts';
import { clocksOf, exceptionDate } from './item/toSeries.ts';
import { writtenOf } from './item/written.ts';
import { readItems } from './read.ts';

export const seriesRequests = (mailbox: GraphMailbox): SeriesRequests => ({
  read: (ids) => readItems(mailbox, ids),
  exclude: async (sought) => andThen(await findOccurrences(mailbox, sought), (found) => exclude(mailbox, found)),
  change: async (sought) => andThen(await findOccurrences(mailbox, sought), (found) => change(mailbox, found)),
  end: (ends) =>
    askEach(
      mailbox,
      ends.map(({ item, rev }) => ({
        method: 'PATCH',
        url: eventPath(mailbox, item.id),
        ifMatch: item.version,
        body: jsonFromEnd(rev),
      })),
      {
        read: writtenOf,
      },
    ),
});

interface Found {
  readonly id: string;
  readonly version: string;
}
type FoundFor<S extends Sought> = S & { readonly occurrence: Found; readonly allDayZone: string };

/**
 * Each is a change of its series, with which the versions of all its occurrences change. So the first of a series is on
 * the condition of the version found, and the others of that series only follow it.
 */
function exclude(mailbox: GraphMailbox, found: readonly FoundFor<Sought>[]): Promise<Outcome<void>[]> {
  const last = new Map<string, number>();
  const requests = found.map(({ masterId, occurrence }, at): BatchRequest => {
    const after = last.get(masterId);
    last.set(masterId, at);
    const url = eventPath(mailbox, occurrence.id);
    return { method: 'DELETE', url, ...(after === undefined ? { ifMatch: occurrence.version } : { after }) };
  });
  return askEach(mailbox, requests, { read: () => ok(undefined) });
}

const change = (
  mailbox: GraphMailbox,
  found: readonly FoundFor<Sought & { readonly patch: OccurrencePatch }>[],
): Promise<Outcome<void>[]> =>
  askEach(
    mailbox,
    found.map(({ occurrence, patch, series, allDayZone }) => ({
      method: 'PATCH',
      url: eventPath(mailbox, occurrence.id),
      ifMatch: occurrence.version,
      body: jsonFromOccurrence(patch, series, allDayZone),
    })),
    {
      read: () => ok(undefined),
    },
  );

const occurrence = z.object({ '@odata.etag': z.string(), id: z.string().min(1), originalStart: z.string() });
type OccurrenceJson = z.infer<typeof occurrence>;

const master = z.object({
  originalStartTimeZone: z.string().nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })).nullish(),
  exceptionOccurrences: z.array(occurrence).nullish(),
});
type MasterJson = z.infer<typeof master>;

const instances = z.object({ value: z.array(occurrence) });

/** An exception may be anywhere: its master knows it. Any other occurrence is where the rule has it. */
async function findOccurrences<S extends Sought>(
  mailbox: GraphMailbox,
  sought: readonly S[],
): Promise<Outcome<FoundFor<S>>[]> {
  const ids = [...new Set(sought.map(({ masterId }) => masterId))];
  const requests = [
    ...ids.map((id) => eventPath(mailbox, id) + MASTER),
    ...sought.map(({ masterId, id }) => `${eventPath(mailbox, masterId)}/instances${instancesNear(id)}`),
  ];
  const answers = await askEach(
    mailbox,
    requests.map((url) => ({ method: 'GET', url })),
    {
      read: (body) => ok(body),
    },
  );
  const masters = new Map(ids.map((id, at) => [id, answers[at]]));
  return sought.map((one, at) =>
    recognised(mailbox, one, { ofMaster: masters.get(one.masterId), ofInstances: answers[ids.length + at] }),
  );
}

const MASTER = queryOf({
  $select: 'id,originalStart,originalStartTimeZone',
  $expand: `${EXPANDED},exceptionOccurrences`,
});

/** Days of any zone. */
function instancesNear(id: string): string {
  const day = dayOf(dateIn(id));
  const at = (date: number) => `${dateOf(date)}T00:00:00Z`;
  return queryOf({ startDateTime: at(day - 2), endDateTime: at(day + 3), $select: 'id,originalStart', $top: 50 });
}

/** The answers about one sought occurrence; undefined where none came. */
interface Answers {
  readonly ofMaster: Outcome<unknown> | undefined;
  readonly ofInstances: Outcome<unknown> | undefined;
}

/** The series must still be as our write left it, or else another one has overtaken it. */
function recognised<S extends Sought>(
  mailbox: GraphMailbox,
  sought: S,
  { ofMaster, ofInstances }: Answers,
): Outcome<FoundFor<S>> {
  const series = parsed(ofMaster, master);
  if (!series.ok) return series;
  if (marksOf(series.value.singleValueExtendedProperties ?? []).begun !== sought.rev) {
    return failed({ kind: 'conflict' });
  }
  const list = parsed(ofInstances, instances);
  if (!list.ok) return list;
  const kept = sought.series.showWithoutTime ? undefined : sought.series.windowsTimeZone;
  const zone = serverZone(kept) ?? serverZone(series.value.originalStartTimeZone);
  const clocks = clocksOf(zone, mailbox.timeZone);
  const isMeant = (each: OccurrenceJson) => exceptionDate(each, sought.series, clocks) === dateIn(sought.id);
  const found = exceptionsOf(series.value).find(isMeant) ?? list.value.value.find(isMeant);
  if (!found) return failed(brokenAnswer('an occurrence is not there'));
  const allDayZone = zone?.isWindows ? zone.name : (windowsFromIana(mailbox.timeZone) ?? 'UTC');
  return ok({ ...sought, occurrence: { id: found.id, version: found['@odata.etag'] }, allDayZone });
}

const exceptionsOf = ({ exceptionOccurrences }: MasterJson): readonly OccurrenceJson[] => exceptionOccurrences ?? [];

function parsed<T>(answer: Outcome<unknown> | undefined, schema: z.ZodType<T>): Outcome<T> {
  if (!answer) return failed(brokenAnswer('answers are missing'));
  if (!answer.ok) return answer;
  const found = schema.safeParse(answer.value);
  return found.success ? ok(found.data) : failed(brokenAnswer('not what was asked for'));
}

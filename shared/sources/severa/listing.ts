// The activities of one user or of all, page by page: first those without recurrence, then the series with their exceptions.
import { z } from 'zod';
import { failed, ok } from '../../sync/ports/outcome.ts';
import type { SourceItem, UntaggedSource } from '../../sync/ports/source.ts';
import type { Activities, Wanted } from './activities.ts';
import { ENDLESS, type Place, place, placeAfter } from './pages.ts';
import type { Directory, People } from './people.ts';
import type { Activity } from './wire.ts';

const cursorSchema = z.object({ kind: z.enum(['default', 'Series']), place: place.optional() });

export interface ListingParts {
  readonly activities: Activities;
  readonly people: People;
  readonly itemOf: (
    whole: {
      readonly read: Activity;
      readonly exceptions: readonly Activity[];
      readonly participants: readonly string[];
    },
    directory: Directory,
  ) => SourceItem;
}

/** A user whom Severa does not know has no activities, and the listing says that it is not complete. */
export function createListing({ activities, people, itemOf }: ListingParts): UntaggedSource['list'] {
  return async (whose, cursor, window = undefined) => {
    const { kind, place: before } =
      cursor === undefined ? { kind: 'default' as const } : cursorSchema.parse(JSON.parse(cursor));
    const first = await people.of([]);
    if (!first.ok) return first;
    const user = typeof whose === 'string' ? first.value.withAddress(whose) : undefined;
    if (typeof whose === 'string' && !user) return ok({ items: [], complete: false });
    const ofUser = user ? { user: user.id } : {};
    const wanted: Wanted = { kind, ...ofUser, ...window, ...(window ? { urgency: 'sweep' } : {}) };
    const page = await activities.page(wanted, before?.pageToken);
    if (!page.ok) return page;
    const { nextPageToken } = page.value;
    const after = nextPageToken === undefined ? undefined : placeAfter(before, nextPageToken);
    if (nextPageToken !== undefined && after === undefined) return failed(ENDLESS);
    // Occurrences and exceptions belong to their series.
    const rows = page.value.value.filter((row) => !row.recurrenceParentActivityGuid);
    const exceptions = await exceptionsFor(activities, wanted, rows);
    if (!exceptions.ok) return exceptions;
    const directory = await people.of(rows.flatMap(({ ownerUser }) => ownerUser?.guid ?? []));
    if (!directory.ok) return directory;
    const items = rows.map((read) => {
      const own = exceptions.value.filter((each) => each.recurrenceParentActivityGuid === read.guid);
      // The listing does not name participants. A user who is not the owner is one.
      const participants = user && read.ownerUser?.guid !== user.id ? [user.email] : [];
      return itemOf({ read, exceptions: own, participants }, directory.value);
    });
    return ok({ items, complete: true, ...nextOf(kind, after) });
  };
}

async function exceptionsFor(activities: Activities, wanted: Wanted, rows: readonly Activity[]) {
  const hasExceptions = rows.some(({ recurrence }) => (recurrence?.exceptions ?? []).length > 0);
  if (!hasExceptions) return ok([] as readonly Activity[]);
  return activities.all({
    kind: 'Exception',
    ...(wanted.user === undefined ? {} : { user: wanted.user }),
    ...(wanted.urgency ? { urgency: wanted.urgency } : {}),
  });
}

function nextOf(kind: 'default' | 'Series', after: Place | undefined): { readonly next?: string } {
  if (after) return { next: JSON.stringify({ kind, place: after }) };
  return kind === 'default' ? { next: JSON.stringify({ kind: 'Series' }) } : {};
}

// The main job from the first look to the last comparison: what the demonstration does, in order.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { Side } from '../../shared/sync/ports/remote.ts';
import { identityOf } from './compare.ts';
import type { Deed } from './deed.ts';
import { type LosingValue, outcomeOf, planDeeds } from './deeds.ts';
import type { Editor, Standing } from './editor.ts';
import { eventsOf, judge, type Readings, type Verdict } from './judge.ts';
import type { Link } from './link.ts';

export interface Stage {
  readonly mailbox: Editor;
  readonly source: Editor;
  readonly link: Link;
  /** Fills the mailbox with what stands in it before the product comes. */
  readonly fill: () => Promise<void>;
  /** Whether the demonstration may touch it; what it may not has to stand untouched at the end. */
  readonly mayTouch: (event: CalendarEvent) => boolean;
  /** Whether the source takes an entry with this content. */
  readonly fitsEntry: (event: CalendarEvent) => boolean;
  /** How many entries are pushed, and events to make them of when the calendar has no third of them. */
  readonly entries: number;
  readonly samples: readonly CalendarEvent[];
  readonly hostile: readonly CalendarEvent[];
  /** Entries that the mailbox cannot hold: they are pushed too, and stay where they are. */
  readonly unheld: readonly CalendarEvent[];
  readonly pastDays: number;
  /** Proves the connection; rejects with the step that failed. */
  readonly connect: () => Promise<void>;
  readonly conflictRecord: () => Promise<LosingValue[]>;
  readonly tell: (line: string) => void;
}

/** Plays it and judges. Rejects with one sentence when something on the way refuses. */
export async function play(stage: Stage): Promise<Verdict> {
  const { link, mailbox, tell } = stage;
  await stage.fill();
  const before = await mailbox.list();
  const calendar = eventsOf(before).filter(stage.mayTouch);
  tell(`The calendar holds ${before.length} things, ${before.length - calendar.length} of them not to be touched.`);
  const fresh = await push(stage, calendar);
  await stage.connect();
  tell('The connection test is passed.');
  await link.switchOn(stage.pastDays);
  tell(`Switched on: what ended up to ${stage.pastDays} days ago takes part. Listing both sides …`);
  const preview = await link.preview();
  const { matched, toExchange, toSource, leftOut } = preview;
  tell(
    `Preview: ${matched} matched, ${toExchange} to Exchange, ${toSource} to the source, ${leftOut.length} left out.`,
  );
  await link.start();
  const first = await link.untilQuiet();
  tell('The first synchronisation is done. Editing, creating and deleting on both sides …');

  const things = [...calendar, ...fresh];
  const deeds = planDeeds(things, stage.hostile);
  const seen = await read(stage);
  for (const deed of deeds) await perform(stage, deed, seen);
  const second = await link.untilQuiet();
  tell('Both sides have settled. Reading and comparing them …');
  const ends = await read(stage);
  const third = await link.untilQuiet();
  return judge({
    preview,
    before,
    mayTouch: stage.mayTouch,
    expected: { ...outcomeOf(things, deeds), sourceOnly: stage.unheld },
    ends,
    again: await read(stage),
    quiet: first && second && third,
    record: await stage.conflictRecord(),
  });
}

const read = async ({ mailbox, source }: Stage): Promise<Readings> => ({
  mailbox: await mailbox.list(),
  source: await source.list(),
});

/** Entries of which a third stand in the calendar already, as far as it has so many. Answers the others. */
async function push(stage: Stage, calendar: readonly CalendarEvent[]): Promise<readonly CalendarEvent[]> {
  const { source, entries, tell } = stage;
  const known = calendar.filter(stage.fitsEntry).slice(0, Math.floor(entries / 3));
  const fresh = stage.samples.slice(0, entries - known.length);
  const { length } = stage.unheld;
  tell(
    `Pushing ${entries} entries, ${known.length} of them in the calendar already, and ${length} that it cannot hold …`,
  );
  for (const event of [...known, ...fresh, ...stage.unheld]) await source.create(event);
  return fresh;
}

/** What a person does with what they saw; every thing is touched once, so that it still stands as it was seen. */
async function perform({ mailbox, source, link }: Stage, deed: Deed, seen: Readings): Promise<void> {
  const editors = { mailbox, source };
  if (deed.do === 'create') return await editors[deed.side].create(deed.event);
  if (deed.do === 'delete') return await editors[deed.side].remove(find(seen[deed.side], deed.thing));
  const sides = SIDES.filter((side) => Object.keys(deed[side]).length > 0);
  for (const side of sides) await editors[side].edit(find(seen[side], deed.thing), deed[side]);
  // Two edits of one thing are a conflict only for a run that sees both: none may be on its way at the next ones.
  if (sides.length > 1) await link.untilQuiet();
}

/** The mailbox first: nobody tells the product of it, while an edit in the source is followed by a run at once. */
const SIDES = ['mailbox', 'source'] as const satisfies readonly Side[];

function find(standings: readonly Standing[], thing: CalendarEvent): Standing {
  const identity = identityOf(thing);
  const found = standings.find(({ content }) => content.kind === 'event' && identityOf(content.event) === identity);
  if (!found) throw new Error(`"${thing.title}" is not there as it was written.`);
  return found;
}

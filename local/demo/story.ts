// The steps of the demonstration, from the first look to the last comparison, in order.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { Side } from '../../shared/sync/ports/remote.ts';
import { identityOf } from './compare.ts';
import type { Deed } from './deed.ts';
import { type LosingValue, outcomeOf, planDeeds } from './deeds.ts';
import { eventsOf, judge, type Readings, type Verdict } from './judge.ts';
import type { Link } from './link.ts';
import type { Editor, Standing } from './people/editor.ts';

export interface Stage {
  readonly mailbox: Editor;
  readonly source: Editor;
  readonly link: Link;
  /** Fills the mailbox before the product is connected. */
  readonly fill: () => Promise<void>;
  /** True for the events that the demonstration may change. All others must be unchanged at the end. */
  readonly mayTouch: (event: CalendarEvent) => boolean;
  /** True where the source accepts an entry with this content. */
  readonly fitsEntry: (event: CalendarEvent) => boolean;
  /** The number of entries to push. `samples` fills up where the calendar has too few events for a third of them. */
  readonly entries: number;
  readonly samples: readonly CalendarEvent[];
  readonly hostile: readonly CalendarEvent[];
  /** Entries that the mailbox cannot hold. They are pushed too, and must stay in the source. */
  readonly unheld: readonly CalendarEvent[];
  readonly pastDays: number;
  /** Tests the connection. Rejects with the step that failed. */
  readonly connect: () => Promise<void>;
  readonly conflictRecord: () => Promise<LosingValue[]>;
  readonly tell: (line: string) => void;
}

/** Plays the demonstration and judges it. Rejects with one sentence when a step is refused. */
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

/** Pushes the entries. A third of them stand in the calendar already, as far as it has so many. Returns the others. */
async function push(stage: Stage, calendar: readonly CalendarEvent[]): Promise<readonly CalendarEvent[]> {
  const { source, entries, tell } = stage;
  const inCalendar = calendar.filter(stage.fitsEntry).slice(0, Math.floor(entries / 3));
  const fresh = stage.samples.slice(0, entries - inCalendar.length);
  const { length } = stage.unheld;
  tell(
    `Pushing ${entries} entries, ${inCalendar.length} of them in the calendar already, and ${length} that it cannot hold …`,
  );
  for (const event of [...inCalendar, ...fresh, ...stage.unheld]) await source.create(event);
  return fresh;
}

/** Does one deed on what the person saw. Each event is changed once by a person, so that the person saw it like this. */
async function perform({ mailbox, source, link }: Stage, deed: Deed, seen: Readings): Promise<void> {
  const editors = { mailbox, source };
  if (deed.do === 'create') return await editors[deed.side].create(deed.event);
  if (deed.do === 'delete') return await editors[deed.side].remove(find(seen[deed.side], deed.thing));
  const sides = SIDES.filter((side) => Object.keys(deed[side]).length > 0);
  // Two edits of one event are a conflict only for a run that sees both: no run may be under way between them.
  if (sides.length > 1) await link.untilQuiet();
  for (const side of sides) await editors[side].edit(find(seen[side], deed.thing), deed[side]);
}

/** The mailbox comes first: its edits start no run, while an edit in the source starts one at once. */
const SIDES = ['mailbox', 'source'] as const satisfies readonly Side[];

function find(standings: readonly Standing[], thing: CalendarEvent): Standing {
  const identity = identityOf(thing);
  const found = standings.find(({ content }) => content.kind === 'event' && identityOf(content.event) === identity);
  if (!found) throw new Error(`"${thing.title}" is not there as it was written.`);
  return found;
}

// The deeds of the people of a history, and what only the order of these deeds tells. It tells which things may stand on
// one side only, how often, and which must not come back. Long because each deed stands beside what the oracle notes of it.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import { recurrenceIds } from '../../shared/calendar/recurrence/occurrences.ts';
import { requestRestore } from '../../shared/sync/restore/requestRestore.ts';
import { type Calendar, type Deed, RULES } from './history.ts';
import {
  DAY_31,
  DAY_31_THRICE,
  excludeOccurrence,
  moveOccurrence,
  overridesOf,
  patchOccurrence,
  restart,
  WEEKLY,
} from './weekly.ts';
import { ADA, GRACE, thingOf, type World } from './world.ts';

/** An item that a deed is about, with its place in the calendar's list. */
interface Chosen {
  readonly index: number;
  readonly event: CalendarEvent;
}

export class People {
  readonly #world: World;
  #starts = 0;
  /** Things that may stand on one side only: somebody else's, handed over, or none that a mailbox holds. */
  readonly mayDiffer = new Set<string>();
  /** Things that nobody has touched since both calendars were in step. */
  readonly #inStep = new Set<string>();
  readonly #mustBeGone = new Set<string>();
  /** Things that stood on both sides before they were connected: only title and time say that two items are the same. */
  readonly #twins = new Set<string>();
  /** Things that were in step when what we made was to be removed: untouched, each stands on one side only after it. */
  readonly #mustBeAlone = new Set<string>();
  /** Things that stood on both sides, with their number in case a person changes one before it is matched. */
  readonly #unmatched = new Map<string, number>();
  /** Nothing has been in step since the link forgot what it knew. */
  #knowsNothing = false;
  /** The link did not always exchange everything: the calendars may differ. */
  isRuled = false;
  deeds = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async createTwins(events: number, entries: number): Promise<void> {
    if (events + entries === 0) return;
    await this.#world.createOnBothSides(events, entries);
    const { event } = await (events > 0 ? this.#world.event() : this.#world.entry());
    this.#twins.add(thingOf(event));
    this.#unmatched.set(thingOf(event), events + entries);
  }

  /** Both calendars are in step: what is deleted untouched from now on stays deleted. */
  async inStep(): Promise<void> {
    const { person, people } = this.#world.ports;
    this.#unmatched.clear();
    this.#knowsNothing = false;
    for (const { event } of [...(await person.list()), ...(await people.list())]) this.#inStep.add(thingOf(event));
  }

  /** The removal has ended: what is wrong with what it left. */
  async isRemoved(): Promise<string | undefined> {
    const left = new Map<string, number>();
    for (const thing of await this.#things()) left.set(thing, (left.get(thing) ?? 0) + 1);
    const wrong = [...this.#mustBeAlone].find((thing) => left.get(thing) !== 1);
    return wrong && `${wrong} stands ${left.get(wrong) ?? 0} times after what we made was removed`;
  }

  async #things(): Promise<string[]> {
    const { person, people } = this.#world.ports;
    return [...(await person.list()), ...(await people.list())].map(({ event }) => thingOf(event));
  }

  /** From here on the link knows only what it reads: tags, and for what nobody made by us, title and time. */
  async #forget(): Promise<void> {
    const { person, people, mailbox, goOver } = this.#world.ports;
    // Over Graph a copy that a person made looks like ours.
    const tellsCopies = mailbox.api === 'ews' && !goOver;
    const counts = new Map<string, number>();
    for (const { event } of [...(await person.list()), ...(await people.list())]) {
      const thing = thingOf(event);
      counts.set(thing, (counts.get(thing) ?? 0) + 1);
      this.#mustBeGone.delete(thing);
      const isTold = !this.#twins.has(thing) && (tellsCopies || this.#world.allowed(event) === 1);
      if (isTold) continue;
      this.#unmatched.set(thing, counts.get(thing) ?? 0);
      if (!this.#inStep.has(thing))
        this.#world.allow(event, Math.max(this.#world.allowed(event), counts.get(thing) ?? 0));
    }
    this.#inStep.clear();
  }

  /** By its rows the link still knows what a person changed; without them only what differs tells. */
  async #removeOurs(): Promise<void> {
    const { person, people } = this.#world.ports;
    for (const { event } of [...(await person.list()), ...(await people.list())]) {
      const thing = thingOf(event);
      const isOne = this.#world.isOne(event) && !this.mayDiffer.has(thing) && !this.#twins.has(thing);
      if (isOne && !this.isRuled && this.#inStep.has(thing)) this.#mustBeAlone.add(thing);
    }
    await this.#forget();
    await this.#world.switchOffAndRemove();
  }

  /** The link found no event of those that it knows in the mailbox: a person says that it is the right one. */
  async rematch(): Promise<void> {
    await this.#forget();
    await this.#world.rematch();
  }

  async #rollBack(): Promise<void> {
    if (await this.#world.rollBack()) await this.#forget();
  }

  async #loseRows(): Promise<void> {
    this.#mustBeAlone.clear();
    await this.#forget();
    await this.#world.loseRows();
    this.#knowsNothing = true;
  }

  /** A fault that the world's own oracle does not see; undefined without one. */
  async verdict(): Promise<string | undefined> {
    const events = await this.#world.ports.person.list();
    const entries = await this.#world.ports.people.list();
    const back = [...events, ...entries]
      .map(({ event }) => thingOf(event))
      .find((thing) => this.#mustBeGone.has(thing));
    return back === undefined ? undefined : `${back} was deleted and is back`;
  }

  async act(deed: Deed): Promise<void> {
    this.deeds += 1;
    await this.#do(deed);
    if (this.#knowsNothing && this.#world.link.removing) await this.#giveUpAlone();
  }

  /** An event of ours that has no counterpart any more goes by its tag, whatever a person has made of it. */
  async #giveUpAlone(): Promise<void> {
    const { person, people } = this.#world.ports;
    const entries = (await people.list()).filter((each) => each.owner === ADA || each.participants.includes(ADA));
    const events = await person.list();
    const countOf = (items: readonly { event: CalendarEvent }[], thing: string): number =>
      items.filter(({ event }) => thingOf(event) === thing).length;
    for (const { event } of events) {
      const thing = thingOf(event);
      if (countOf(entries, thing) < countOf(events, thing)) this.#world.giveUp(event);
    }
  }

  async #do(deed: Deed): Promise<void> {
    const world = this.#world;
    switch (deed.does) {
      case 'create':
        return this.#create(deed);
      case 'share':
        return this.#share();
      case 'edit':
        return this.#on(deed, ({ index }) =>
          deed.on === 'event' ? world.editEvent(deed.fields, index) : world.editEntry(deed.fields, index),
        );
      case 'reschedule':
        return this.#on(deed, (chosen) => this.#reschedule(deed.on, chosen));
      case 'mark':
        return this.#on(deed, ({ index }) => world.change(deed.on, () => ({ freeBusyStatus: deed.as }), index));
      case 'changeOccurrence':
        return this.#on(deed, (chosen) => this.#changeOccurrence(deed, chosen));
      case 'changeRule':
        return this.#on(deed, (chosen) => this.#changeRule(deed, chosen));
      case 'delete':
        return this.#delete(deed);
      case 'copy':
        return this.#on({ on: 'event', at: deed.at }, ({ index }) => world.copyEvent(index));
      case 'move':
        return this.#on({ on: 'event', at: deed.at }, ({ index }) => world.moveEvent(index));
      case 'bringBack':
        return this.#bringBack();
      case 'handOver':
        return this.#handOver(deed);
      case 'wantValueBack':
        return this.#wantValueBack(deed.at);
      case 'decideHold':
        return this.decideHold(deed.as);
      case 'loseSyncState':
        return world.ports.person.invalidateWatermarks();
      case 'changeKey':
        return world.changeKey();
      case 'switchOff':
        return world.switchOff();
      case 'switchOn':
        this.#mustBeAlone.clear();
        return world.switchOn();
      case 'removeOurs':
        return this.#removeOurs();
      case 'loseRows':
        return this.#loseRows();
      case 'backUp':
        return world.backUp();
      case 'rollBack':
        return this.#rollBack();
      case 'start':
        return world.start();
      case 'changePolicy':
        world.conflictPolicy = deed.winner;
        return;
      case 'changeRules':
        world.rules = RULES[deed.to];
        this.isRuled = true;
        this.#mustBeGone.clear();
    }
  }

  /** A start that nobody wrote before; that of a series stays on its day of the week. */
  #start(day: '02' | '08'): string {
    this.#starts += 1;
    const hour = 10 + Math.floor(this.#starts / 60);
    return this.#world.track(`2026-12-${day}T${hour}:${String(this.#starts % 60).padStart(2, '0')}:00`);
  }

  async #share(): Promise<void> {
    const event = this.#world.newEvent();
    this.mayDiffer.add(thingOf(event));
    await this.#world.ports.people.create(event, GRACE, [ADA]);
  }

  async #create({ on, what }: Extract<Deed, { does: 'create' }>): Promise<void> {
    const world = this.#world;
    if (what === 'unheld') return this.#createUnheld();
    const event = what === 'series' ? world.newSeries() : world.newEvent();
    const made: CalendarEvent =
      what === 'allDay' ? { ...event, when: { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' } } : event;
    if (on === 'event') await world.ports.person.create(made);
    else await world.ports.people.create(made, ADA);
  }

  /** None that a mailbox holds: where the link expands it, each occurrence is there. */
  async #createUnheld(): Promise<void> {
    const world = this.#world;
    const event = world.newSeries(DAY_31_THRICE);
    if (world.rules.unheldSeries !== 'expand') this.mayDiffer.add(thingOf(event));
    await world.ports.people.create(event, ADA);
  }

  async #choose(on: Calendar, at: number): Promise<Chosen | undefined> {
    const { person, people } = this.#world.ports;
    const items = await (on === 'event' ? person.list() : people.list());
    const index = items.length === 0 ? 0 : at % items.length;
    const item = items[index];
    return item && { index, event: item.event };
  }

  async #on({ on, at }: { on: Calendar; at: number }, change: (chosen: Chosen) => Promise<void>): Promise<void> {
    const chosen = await this.#choose(on, at);
    if (!chosen) return;
    await this.#touch(on, chosen.event);
    await change(chosen);
  }

  /** An event of our making that a person changes before we look at it is theirs from then on, twins included. */
  async #touch(on: Calendar, event: CalendarEvent): Promise<void> {
    const world = this.#world;
    const thing = thingOf(event);
    this.#inStep.delete(thing);
    this.#mustBeGone.delete(thing);
    this.#mustBeAlone.delete(thing);
    const { person, people } = world.ports;
    const items = await (on === 'event' ? person.list() : people.list());
    const count = items.filter((item) => thingOf(item.event) === thing).length;
    world.allow(event, Math.max(world.allowed(event), count, this.#unmatched.get(thing) ?? 0));
  }

  async #reschedule(on: Calendar, { index, event }: Chosen): Promise<void> {
    const start = this.#start(event.when.recurrence ? '08' : '02');
    if (event.when.recurrence) await this.#world.change(on, (each) => restart(each, { start }), index);
    else await this.#world.reschedule(on, start, index);
  }

  async #changeOccurrence(deed: Extract<Deed, { does: 'changeOccurrence' }>, { index, event }: Chosen): Promise<void> {
    if (!event.when.recurrence) return;
    const ids = [...recurrenceIds(event.when)];
    const id = ids[deed.which % ids.length];
    const excluded = Object.values(overridesOf(event)).filter((each) => 'excluded' in each).length;
    if (id === undefined || (deed.how === 'exclude' && ids.length - excluded < 3)) return;
    await this.#world.change(
      deed.on,
      (series) => {
        if (deed.how === 'move') return moveOccurrence(series, id);
        if (deed.how === 'exclude') return excludeOccurrence(series, id);
        return patchOccurrence(series, id, { [deed.how]: this.#world.value(deed.how) });
      },
      index,
    );
  }

  async #changeRule({ on, to }: Extract<Deed, { does: 'changeRule' }>, { index, event }: Chosen): Promise<void> {
    if (!event.when.recurrence || (to === 'day31' && on === 'event')) return;
    if (to === 'day31') this.mayDiffer.add(thingOf(event));
    const rule = to === 'day31' ? DAY_31 : to === 'third' ? { ...WEEKLY, interval: 3 } : WEEKLY;
    await this.#world.change(on, (series) => restart(series, {}, rule), index);
  }

  async #delete({ on, at }: Extract<Deed, { does: 'delete' }>): Promise<void> {
    const chosen = await this.#choose(on, at);
    if (!chosen) return;
    const { event, index } = chosen;
    const thing = thingOf(event);
    const untouched =
      !this.isRuled && this.#inStep.has(thing) && this.#world.isOne(event) && !this.mayDiffer.has(thing);
    await this.#touch(on, event);
    if (untouched) this.#mustBeGone.add(thing);
    if (on === 'event') await this.#giveUpRest(index);
    await (on === 'event' ? this.#world.deleteEvent(index) : this.#world.deleteEntry(index));
  }

  /** A person who deletes a series that has not arrived whole also deletes the occurrences that are yet to come. */
  async #giveUpRest(index: number): Promise<void> {
    const world = this.#world;
    const { id, event } = await world.event(index);
    const [read] = await world.ports.mailbox.read([id]);
    if (!read?.ok || read.value.begun === undefined) return;
    const entries = await world.ports.people.list();
    for (const entry of entries) if (thingOf(entry.event) === thingOf(event)) world.giveUp(entry.event);
  }

  /** Out of Deleted Items: one more of that thing, and it may stand. */
  async #bringBack(): Promise<void> {
    const world = this.#world;
    const before = new Set((await world.ports.person.list()).map(({ id }) => id));
    await world.ports.person.restoreDeleted();
    const back = (await world.ports.person.list()).find(({ id }) => !before.has(id));
    if (!back) return;
    await this.#touch('event', back.event);
    world.allow(back.event, world.allowed(back.event) + 1);
  }

  async #handOver({ at, owner, adaTakesPart }: Extract<Deed, { does: 'handOver' }>): Promise<void> {
    await this.#on({ on: 'entry', at }, async ({ index, event }) => {
      this.mayDiffer.add(thingOf(event));
      const { id } = await this.#world.entry(index);
      await this.#world.ports.people.reassign(id, owner === 'ada' ? ADA : GRACE, adaTakesPart ? [ADA] : []);
    });
  }

  async #wantValueBack(at: number): Promise<void> {
    const { store } = this.#world.ports;
    const lost = await store.list('history');
    const wanted = lost[at % Math.max(1, lost.length)];
    if (!wanted) return;
    const audit = `${this.#world.now}-${this.deeds}`;
    await requestRestore(store, { name: wanted.name, at: this.#world.now, by: 'company', audit });
    // It counts as an edit, of whatever thing it was.
    this.#inStep.clear();
    this.#mustBeGone.clear();
  }

  async decideHold(state: 'released' | 'discarded'): Promise<void> {
    const { store } = this.#world.ports;
    const [hold] = await store.list('hold');
    if (hold?.row.state !== 'held') return;
    if (state === 'discarded') this.#mustBeGone.clear();
    await store.commit([{ op: 'replace', kind: 'hold', name: '', row: { ...hold.row, state }, etag: hold.etag }]);
  }
}

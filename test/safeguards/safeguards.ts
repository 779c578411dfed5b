// The safeguards that keep the promises of docs/sync.md, each with the change of the product's text that takes it away,
// and the test that then fails. `npm run safeguards` tries them; no product code knows of it. Long because it is one list.

/** A piece of a file's text that stands there once, and what is put in its place. */
export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Witness {
  readonly file: string;
  /** The beginning of the test's title. */
  readonly test: string;
}

export interface Safeguard {
  readonly name: string;
  /** The promise that is gone without it. */
  readonly without: string;
  readonly changes: readonly Change[];
  readonly witness: Witness;
}

const CONTENT = 'test/faults/sweepOfContent.test.ts';
const KEYS = 'test/faults/sweepOfKeys.test.ts';
const SERIES = 'test/faults/sweepOfSeries.test.ts';
const MEETINGS = 'test/faults/sweepOfMeetings.test.ts';
const CLAIMS = 'test/shared/sync/meetings/claimMeeting.test.ts';

export const SAFEGUARDS: readonly Safeguard[] = [
  {
    name: 'intent',
    without: 'writes are not announced',
    changes: [
      {
        file: 'shared/sync/run/execute.ts',
        from: "    work.put(pair, { kind: 'pair', name: pair, row: job.row });\n",
        to: "    work.put(pair, { kind: 'pair', name: pair, row: { ...job.row, intents: {} } });\n",
      },
    ],
    witness: { file: CONTENT, test: 'the same field changes on both sides, the mailbox wins: ' },
  },
  {
    name: 'nonce',
    without: 'a creation that was given up is forgotten',
    changes: [
      {
        file: 'shared/sync/pair/facts/settle.ts',
        from: 'return goOn({ ...plan, row: { ...row, abandoned: [...row.abandoned, given] } });',
        to: 'return goOn({ ...plan, row: given ? row : plan.row });',
      },
    ],
    witness: { file: CONTENT, test: 'an entry is created: ' },
  },
  {
    name: 'rev',
    without: 'an update that landed is not recognised',
    changes: [
      {
        file: 'shared/sync/pair/facts/settle.ts',
        from: 'each.rev === item.rev || each.rev === item.begun || readsAsSent(',
        to: 'each.rev === item.begun || readsAsSent(',
      },
    ],
    witness: { file: CONTENT, test: 'the same field changes on both sides, the mailbox wins: ' },
  },
  {
    name: 'previous revs',
    without: 'of updates of unknown outcome only the last one is known',
    changes: [
      {
        file: 'shared/sync/pair/facts/settle.ts',
        from: 'const tries = plan.row.unlanded[side] ?? [];',
        to: 'const tries: UpdateIntent[] = [];',
      },
    ],
    witness: { file: 'test/shared/sync/pair/facts/settle.test.ts', test: 'an update that lands after it was given up' },
  },
  {
    name: 'per-side base',
    without: 'the source is compared with what the mailbox last stored',
    changes: [
      {
        file: 'shared/calendar/changes/mergeFields.ts',
        from: 'hasChanged(sides.mailbox, field), hasChanged(sides.source, field)];',
        to: 'hasChanged(sides.mailbox, field), hasChanged({ ...sides.source, base: sides.mailbox.base }, field)];',
      },
    ],
    witness: {
      file: 'test/shared/calendar/changes/mergeFields.test.ts',
      test: 'leaves a difference that neither side made',
    },
  },
  {
    name: 'adoption by tag',
    without: 'nobody looks for what a creation of unknown outcome made, and what turns up is taken for a new item',
    changes: [
      {
        file: 'shared/sync/pair/facts/settle.ts',
        from: 'const item = found.value.find(({ holder }) => holder === undefined)?.item;',
        to: 'const item = found.value.find(() => false)?.item;',
      },
      {
        file: 'shared/sync/ingest/observe.ts',
        from: 'return intent.nonce === item.tag?.nonce ? intent : undefined;',
        to: 'return undefined;',
      },
    ],
    witness: { file: CONTENT, test: 'an entry is created: ' },
  },
  {
    name: 'conditional write',
    without: 'an update goes onto whatever version stands there',
    changes: [
      {
        file: 'shared/sync/run/execute.ts',
        from: 'return context[side].update(batch.flatMap(({ job, operation }) => updateOf(job, operation)));',
        to: `{
      const updates = batch.flatMap(({ job, operation }) => updateOf(job, operation));
      const fresh = await readAll<Item>(context[side], updates.map((each) => each.id));
      return context[side].update(
        updates.map((each, index) => {
          const read = fresh[index];
          return read?.ok ? { ...each, version: read.value.version } : each;
        }),
      );
    }`,
      },
    ],
    witness: {
      file: 'test/shared/sync/run/execute.test.ts',
      test: 'an update that a person was quicker than is not applied',
    },
  },
  {
    name: 'conditional rows',
    without: 'a row is written whatever stands there, and the lease with it',
    changes: [
      {
        file: 'shared/sync/session/session.ts',
        from: "const lease: RowWrite = { op: 'replace', kind: 'lease', name: '', row: this.#lease, etag: this.#etag };",
        to: "const lease: RowWrite = { op: 'upsert', kind: 'lease', name: '', row: this.#lease };",
      },
      {
        file: 'shared/sync/session/work.ts',
        from: "(etag === undefined ? { op: 'insert', kind, name, row } : { op: 'replace', kind, name, row, etag }) as RowWrite;",
        to: "({ op: 'upsert', kind, name, row }) as RowWrite;",
      },
    ],
    witness: { file: CONTENT, test: 'an entry is created: ' },
  },
  {
    name: 'read before delete',
    without: 'a reading that failed says "gone"',
    changes: [
      {
        file: 'shared/sync/run/readBoth.ts',
        from: "if (outcome.failure.kind === 'gone') return { reading: { state: 'gone' } };",
        to: "if (outcome.failure.kind !== 'throttled') return { reading: { state: 'gone' } };",
      },
    ],
    witness: { file: CONTENT, test: 'an event is updated: ' },
  },
  {
    name: 'give back',
    without: 'what a delete took is not looked at',
    changes: [
      {
        file: 'shared/sync/pair/facts/giveBack.ts',
        from: '  if (!side?.uid) return goOn(plan);\n',
        to: '  if (!side?.uid || plan) return goOn(plan);\n',
      },
    ],
    witness: { file: CONTENT, test: 'an entry is deleted, and its event edited while we delete it: ' },
  },
  {
    name: 'hold',
    without: 'deletes wait for nobody',
    changes: [
      {
        file: 'shared/sync/run/hold.ts',
        from: '  const emptied = await isSideEmptied(session, others);\n  if (!emptied && (await mayGoOn(session, others.length))) {',
        to: '  const emptied = false;\n  if (!emptied) {',
      },
    ],
    witness: { file: 'test/shared/sync/run/hold.test.ts', test: 'eleven deletes out of forty wait' },
  },
  {
    name: 'waiting until LATE',
    without: 'a write of unknown outcome is given up at once',
    changes: [
      {
        file: 'shared/sync/pair/facts/settle.ts',
        from: 'at < sentAt + LATE_MS;',
        to: 'at < sentAt;',
      },
    ],
    witness: { file: 'test/shared/sync/pair/facts/settle.test.ts', test: 'a delete that may still come is waited for' },
  },
  {
    name: 'orphan version',
    without: 'an orphan goes though a person has edited it',
    changes: [
      {
        file: 'shared/sync/run/removeOrphan.ts',
        from: '  if (version !== orphan.version) return DONE;\n',
        to: '',
      },
    ],
    witness: { file: 'test/shared/sync/run/removeOrphan.test.ts', test: 'an orphan that a person edits' },
  },
  {
    name: 'holder first',
    without: 'a link is not registered for what it created',
    changes: [
      {
        file: 'shared/sync/run/record.ts',
        from: '  if (created.length > 0) await company.addHolder(link, created);\n',
        to: '  if (created.length < 0) await company.addHolder(link, created);\n',
      },
    ],
    witness: { file: CONTENT, test: 'an entry is deleted: ' },
  },
  {
    name: 'look after a creation',
    without: 'an event that a person deletes before the mailbox’s changes show it is not missed',
    changes: [
      {
        file: 'shared/sync/run/record.ts',
        from: "    else if (job.hasNewId || madeEvent(job)) work.mark(pair, 'created');\n",
        to: '    else if (madeEvent(job) && pair.length < 0) work.mark(pair, "changed");\n',
      },
    ],
    witness: { file: CONTENT, test: 'an event that we made is deleted at once: ' },
  },
  {
    name: 'begun',
    without: 'a half-done series is taken for a person’s work',
    changes: [
      {
        file: 'shared/sync/pair/facts/unfinished.ts',
        from: "return begun !== undefined && reading.state === 'present' && reading.item.begun === begun.rev;",
        to: 'return begun !== undefined && begun.at < 0;',
      },
    ],
    witness: { file: SERIES, test: 'a series is created in the source: ' },
  },
  {
    name: 'search by UID',
    without: 'an event that was moved away and back counts as deleted',
    changes: [
      {
        file: 'shared/sync/pair/facts/movedEvent.ts',
        from: '  if (!found.value) return goOn(plan);\n',
        to: '  if (found.ok) return goOn(plan);\n',
      },
    ],
    witness: {
      file: 'test/shared/sync/pair/facts/movedEvent.test.ts',
      test: 'an event that a person moves away and back',
    },
  },
  {
    name: 'publication of a meeting’s entry',
    without: 'other links are not told of an entry before its pair takes it',
    changes: [
      {
        file: 'shared/sync/pair/facts/madeForMeeting.ts',
        from: '  if (uid === undefined) return goOn(plan);\n',
        to: "  if (uid !== '') return goOn(plan);\n",
      },
    ],
    witness: { file: MEETINGS, test: 'a participant is removed in the application: ' },
  },
  {
    name: 'organiser first',
    without: 'an attendee’s link makes the entry though the organiser’s is at work',
    changes: [
      {
        file: 'shared/sync/meetings/claimMeeting.ts',
        from: '&& (yield* organiserGoesFirst(claiming))',
        to: '&& at < 0 && (yield* organiserGoesFirst(claiming))',
      },
    ],
    witness: { file: CLAIMS, test: 'an attendee’s link waits for the organiser’s' },
  },
  {
    name: 'watermark last',
    without: 'a watermark is stored before the marks of its page',
    changes: [
      {
        file: 'shared/sync/session/work.ts',
        from: 'const withLast = lastPending && later.length === 0 && size + last.length < ROWS_PER_TRANSACTION;',
        to: 'const withLast = lastPending;',
      },
      {
        file: 'shared/sync/session/work.ts',
        from: 'const { now, later } = fill(waiting);',
        to: 'const { now, later } = lastPending ? { now: [], later: waiting } : fill(waiting);',
      },
    ],
    witness: { file: CONTENT, test: 'an event is created: ' },
  },
  {
    name: 'not matched yet',
    without: 'a half pair that changes before it is matched is taken for a new item',
    changes: [
      {
        file: 'shared/sync/session/unmatched.ts',
        from: '    if (LAID_OVER.has(why)) return { why: before, changed: true };\n',
        to: '    if (LAID_OVER.has(why)) return { why };\n',
      },
    ],
    witness: { file: 'test/shared/sync/session/unmatched.test.ts', test: 'are matched as they were first seen' },
  },
  {
    name: 'gate',
    without: 'an incomplete listing of the source is gone on from',
    changes: [
      {
        file: 'shared/sync/ingest/ingestSource.ts',
        from: 'if (listing.next === undefined && !listing.complete) return goOnLater(session);',
        to: 'if (listing.next === undefined && !listing.complete) return CHANGED;',
      },
    ],
    witness: {
      file: 'test/shared/sync/run.test.ts',
      test: 'a listing of the source that is not complete creates and deletes nothing',
    },
  },
  {
    name: 'settled before the key',
    without: 'fingerprints go over to another key while a write has an unknown outcome',
    changes: [
      { file: 'shared/sync/keys/reprint.ts', from: 'if (open.length > 0) {', to: 'if (open.length > 10_000) {' },
    ],
    witness: { file: KEYS, test: 'an entry is deleted, and the key is changed before' },
  },
  {
    name: 'one key at a time',
    without: 'a run goes on while its fingerprints are of two keys',
    changes: [
      {
        file: 'shared/sync/phase.ts',
        from: '(passing || isFirst) && key',
        to: 'isFirst && key',
      },
    ],
    witness: { file: 'test/shared/sync/keys/reprint.test.ts', test: 'a run without time begins nothing' },
  },
];

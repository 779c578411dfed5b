// Every deployed file has a test of its own at the mirrored path. A file without one stands here with its reason.
// A reason that is no longer needed is a finding too, so that the list only shrinks.
import { holdsOnlyTypes, parseSource } from './sourceFile.ts';

/** Files without a test of their own, and the test that tries each instead. */
export const testedElsewhere: Readonly<Record<string, string>> = {
  'shared/sync/ports/rows.ts': 'types, and the name of an inbox row: test/contract/linkStore.ts tries it',
  'shared/calendar/event.ts': 'types and the list of the fields; every test of the calendar goes through it',
  'shared/exchange/fixedForAttendees.ts': 'a set: toMeeting.test.ts of EWS and update.test.ts of Graph name its fields',
  'shared/exchange/graph/deltaPage.ts': 'the rows of a page: changes.test.ts sends it good and hostile ones',
  'shared/exchange/ews/sendMode.ts': 'three names: invitations.test.ts asks for each of them',
  'shared/exchange/graph/item/eventJson.ts': 'a schema: toEvent.test.ts and toSeries.test.ts read through it',
  'shared/exchange/graph/item/fromRule.ts': 'toRule.test.ts and the round trip of random series in mailbox.test.ts',
  'shared/exchange/graph/connection/graphMailbox.ts': 'paths and headers: batch.test.ts and find.test.ts send them',
  'shared/exchange/graph/connection/link.ts': 'changes.test.ts leads it elsewhere',
  'shared/exchange/graph/http/odata.ts': 'find.test.ts and read.test.ts put hostile texts into it',
  'shared/exchange/graph/seriesRequests.ts': 'shared/exchange/seriesSteps.test.ts cuts off each of its requests',
  'shared/exchange/graph/item/toMeeting.ts': 'toEvent.test.ts reads who takes part, update.test.ts what is fixed',
  'shared/exchange/graph/item/toWhen.ts': 'toEvent.test.ts reads times and zones through it',
  'shared/exchange/graph/item/written.ts': 'the answer of each write: the contract suite in mailbox.test.ts',
  'shared/exchange/ews/probe/probeMailbox.ts':
    'steps of the connection test: probe.test.ts has a walk for each of their ends',
  'shared/exchange/ews/probe/probing.ts': 'what steps share: probe.test.ts reads what they answer',
  'functions/address.ts': 'accountChanges.test.ts beside it: what becomes of the link is what matters',
  'shared/state/company/changeAddress.ts': 'test/functions/accountChanges.test.ts changes, repeats and refuses it',
  'shared/sync/ingest/commitWatermark.ts':
    'a step of a run: work.test.ts has its rule, the sweeps of test/faults fail it',
  'shared/sync/expansion/expandSeries.ts':
    'a step of a run: test/scenarios/expanded.test.ts and expandedLink.test.ts, and the sweep of expanded series',
  'shared/sync/cleanup/forget.ts':
    'a step of a cleanup: cleanup.test.ts asks for what is left, and fails each of its calls',
  'shared/sync/ingest/goneUnderTheirOldId.ts': 'a step of a run: the moves in the sweep of identity in test/faults',
  'shared/sync/session/head.ts': 'a step of a run: run.test.ts counts its calls and fills it up',
  'shared/sync/ingest/ingestMailbox.ts': 'a step of a run: run.test.ts and the sweeps of test/faults',
  'shared/sync/pair/look.ts': 'what a pair carries through a run: the sweeps of test/faults',
  'shared/sync/ingest/knownIndex.ts':
    'what an enumeration knows: run.test.ts counts its requests, the sweeps of test/faults the rest',
  'shared/sync/meetings/observeMeeting.ts':
    'a step of a run: awaitEvent.test.ts, and the sweep of meetings in test/faults',
  'shared/sync/pair/privateEvents.ts':
    'a step of a run: the sweep of rules in test/faults; veil.test.ts has what is hidden',
  'shared/sync/ports/outcome.ts': 'the taxonomy and its two constructors: every contract suite goes through them',
  'shared/sync/session/readAll.ts':
    'reads in batches: run.test.ts and the sweeps of test/faults, whose batches are small',
  'shared/sync/run/reconcile.ts': 'a step of a run: hold.test.ts and the sweeps of test/faults',
  'shared/sync/ports/remote.ts': 'a port: its contract suites are test/contract/mailbox.ts and source.ts',
  'shared/sync/ports/store.ts': 'a port: its contract suites are test/contract/linkStore.ts and companyStore.ts',
  'shared/sync/cutover/strays.ts': 'a step of a cut-over: cutOver.test.ts has each way to find an event',
};

const DEPLOYED = /^(functions|shared)\/.*\.ts$/;
const testOf = (path: string): string => `test/${path.replace(/\.ts$/, '.test.ts')}`;

/**
 * Two kinds of findings. Deployed files that hold more than types, without a test at the mirrored path and without a
 * reason in `reasons`. Reasons for files that need none: they have a test, hold types only, or do not exist.
 */
export function findWithoutTest(
  files: readonly { readonly path: string; readonly text: string }[],
  exists: (path: string) => boolean,
  reasons: Readonly<Record<string, string>>,
): string[] {
  const needing = files
    .filter(({ path, text }) => DEPLOYED.test(path) && !holdsOnlyTypes(parseSource(path, text)))
    .map(({ path }) => path);
  const missing = needing
    .filter((path) => !exists(testOf(path)) && !(path in reasons))
    .map(
      (path) =>
        `${path}:1 mirrored-test: Write ${testOf(path)}, or name the file with a reason in test/checks/mirroredTests.ts.`,
    );
  const idle = Object.keys(reasons)
    .filter((path) => !needing.includes(path) || exists(testOf(path)))
    .map(
      (path) =>
        `${path}:1 mirrored-test: Remove it from test/checks/mirroredTests.ts: it has a test of its own, holds types only, or does not exist.`,
    );
  return [...missing, ...idle];
}

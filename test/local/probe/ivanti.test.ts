// The probe of Ivanti against the local one: all assumptions hold, and each behaviour that changes is named.
import { expect, it } from 'vitest';
import { askedOf } from '../../../local/ivanti/http/asked.ts';
import { defaultBehaviour, type IvantiBehaviour } from '../../../local/ivanti/http/behaviour.ts';
import { createIvanti } from '../../../local/ivanti/ivanti.ts';
import { checkAll, reportLines } from '../../../local/probe/checks/assumption.ts';
import { ivantiAssumptions } from '../../../local/probe/ivanti/assumptions.ts';
import { meetIvanti, type Send } from '../../../local/probe/ivanti/contact.ts';

const URL_OF_TENANT = 'https://ivanti.example';
const SECRET_TITLE = 'Takeover of Initech';

/** A tenant with items, people and a change; then the probe, over the answers of the server without a network. */
async function probe(changed: Partial<IvantiBehaviour> = {}, writes = true) {
  const time = { now: Date.UTC(2026, 10, 20, 8) };
  const { answer, office, account, behaviour } = createIvanti({
    clock: () => time.now,
    behaviour: changed,
    post: () => Promise.resolve(),
  });
  office.addEmployee({ login: 'anna', email: 'anna@example.com' });
  const change = office.addChange({ subject: SECRET_TITLE, owner: 'anna' });
  for (let n = 0; n < 5; n += 1) {
    time.now += 60_000;
    const times =
      n === 4
        ? ({ isAllDay: true, startDate: '2026-11-23', endDate: '2026-11-24' } as const)
        : ({ isAllDay: false, start: time.now, end: time.now + 3_600_000 } as const);
    office.create({ title: SECRET_TITLE, times, owner: 'anna', change: n === 0 ? change : undefined });
  }
  time.now += 300_000;
  const send: Send = async ({ method, url, headers, body = '' }) => {
    time.now += 1000;
    const asked = askedOf({ method, url, text: body, headers });
    if (!asked) throw new Error('The address cannot be decoded.');
    const { status, json, text = '', type = 'application/json', isLost } = answer(asked, url.origin);
    if (isLost) return undefined;
    return { status, contentType: type, text: json === undefined ? text : JSON.stringify(json) };
  };
  const wait = async (seconds: number) => {
    time.now += seconds * 1000;
  };
  const contact = await meetIvanti({ url: URL_OF_TENANT, apiKey: account.apiKey, owner: 'anna', send, wait });
  const checked = await checkAll(ivantiAssumptions, contact, writes);
  return {
    checked,
    differing: checked.filter(({ state }) => state === 'differs').map(({ row }) => row),
    office,
    behaviour,
  };
}

it('finds that every assumption holds, and leaves nothing behind', async () => {
  const { checked, office } = await probe();
  expect(checked.filter(({ state }) => state !== 'holds')).toEqual([]);
  expect(office.list()).toHaveLength(5);
});

it('writes nothing unless told to', async () => {
  const { checked, office } = await probe({}, false);
  expect(checked.filter(({ state }) => state === 'notChecked').map(({ row }) => row)).toEqual(
    ivantiAssumptions.filter(({ writes }) => writes).map(({ row }) => row),
  );
  expect(office.list().map(({ title }) => title)).toEqual(Array.from({ length: 5 }, () => SECRET_TITLE));
});

it('prints neither secrets nor content', async () => {
  for (const changed of [{}, { trouble: 'none', missingRecord: 404, roleDeletes: false }] as const) {
    const { checked } = await probe(changed);
    const text = reportLines(checked).join('\n');
    expect(text).not.toMatch(/Initech|anna|LOCALIVANTI|[0-9A-F]{32}/);
    expect(text).toMatch(/\d+ hold, \d+ differ, \d+ were not checked\.$/);
  }
});

const SEEN: readonly (readonly [row: number, change: Partial<IvantiBehaviour>])[] = [
  [1, { bases: 'root' }],
  [1, { bases: 'heat' }],
  [1, { wrongBase: '404' }],
  [3, { signInText: '2018' }],
  [4, { roleSeesRows: false }],
  [9, { hiddenFields: ['Subject'] }],
  [9, { names: 'name' }],
  [9, { names: 'unlinked' }],
  [18, { count: 'absent' }],
  [18, { count: 'asked' }],
  [18, { count: 'floor' }],
  [19, { emptyList: '204' }],
  [19, { emptyList: 'array' }],
  [20, { emptyDate: 'null' }],
  [21, { times: 'offset' }],
  [22, { richText: 'asSent' }],
  [24, { allDayEnd: 'inclusive' }],
  [26, { missingRecord: 404 }],
  [28, { requiredText: '2019' }],
  [29, { unknownFields: 'ignore' }],
  [29, { longText: 'cut' }],
  [30, { twinless: '500' }],
  [31, { halfLink: '400' }],
  [34, { workflowSeconds: undefined }],
  [35, { lagSeconds: 120 }],
  [36, { deleted: 200 }],
  [36, { roleDeletes: false }],
  [37, { lockedFields: ['Location'] }],
  [41, { createAnswer: 'lost' }],
];

it.each(SEEN)('names row %i for %o', async (row, change) => {
  expect((await probe(change)).differing).toContain(row);
});

/** Switches that a first contact cannot see. */
const UNSEEN: Readonly<Record<string, string>> = {
  sessionSeconds: 'the contact uses a key',
  zone: 'named by the customer',
  readOnly: 'needs a read-only record of the customer',
  closedItems: 'needs a closed change',
  closedDelete: 'needs a closed change',
  trouble: 'comes by itself, or not',
  retryAfter: 'comes with trouble',
  hooks: 'the webhook is ours to see',
  hookSeconds: 'the webhook is ours to see',
};

it('sees every other switch', () => {
  const seen = SEEN.flatMap(([, change]) => Object.keys(change));
  expect([...new Set([...seen, ...Object.keys(UNSEEN)])].sort()).toEqual(Object.keys(defaultBehaviour()).sort());
});

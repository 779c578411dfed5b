// P5: reading what GetItem answers of a hundred full events, tree and canonical events, against a bare pass of the XML
// parser over the same text.
import { SaxesParser } from 'saxes';
import type { CalendarEvent, When } from '../../shared/calendar/event.ts';
import { createEwsConnection } from '../../shared/exchange/ews/connection/connection.ts';
import { itemFromEws } from '../../shared/exchange/ews/item/toEvent.ts';
import { exceptionIds } from '../../shared/exchange/ews/item/toSeries.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import { readAnswer } from '../../shared/exchange/ews/soap/call.ts';
import { child, type XmlElement } from '../../shared/exchange/ews/xml/reader.ts';
import { randomIds, systemClock } from '../../shared/seams.ts';
import { ACCOUNT } from '../world/measured/account.ts';
import { startServers } from '../world/measured/servers.ts';
import { atMost, type Figure, median, shown } from './figure.ts';

const EVENTS = 100;
const ZONE = 'Europe/Helsinki';
const SINGLE: When = {
  showWithoutTime: false,
  start: '2026-12-01T09:00:00',
  timeZone: ZONE,
  windowsTimeZone: 'FLE Standard Time',
  duration: 'PT1H',
};

const SERIES: When = {
  ...SINGLE,
  recurrence: {
    rule: { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 20 } },
    overrides: {
      '2026-12-08T09:00:00': { title: 'In another room', location: 'Room 99' },
      '2026-12-15T09:00:00': { excluded: true },
    },
  },
};

const ALL_DAY: When = { showWithoutTime: true, start: '2026-12-24', duration: 'P3D' };

/** One in ten is a series with an occurrence of its own and one that does not take place, one in ten is all-day. */
const IN_TEN: readonly When[] = [SERIES, ALL_DAY];
const ROUNDS = 101;
/** Not counted: until then the runtime has compiled what is read often. */
const WARM_UP = 20;
/** So many in a row, so that each has the garbage of its own. */
const REPETITIONS = 5;
const EMAIL = 'reading@example.com';

export async function measureReading(): Promise<Figure[]> {
  const answers = await recordAnswers();
  const [reading, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const times = [timeOf(() => parse(answers)), timeOf(() => read(answers))] as const;
    if (round < WARM_UP) continue;
    bare.push(times[0]);
    reading.push(times[1]);
  }
  const bytes = answers.reduce((sum, answer) => sum + Buffer.byteLength(answer), 0);
  return [
    shown('P5.bytes', bytes / 1000, 'kB'),
    shown('P5.reading', median(reading), `ms for ${EVENTS} events`),
    atMost(1.5, { id: 'P5.ratio', value: median(reading) / median(bare), unit: 'times a bare parse' }),
  ];
}

/** Milliseconds of computing: on a busy machine the clock on the wall measures the others. */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  for (let times = 0; times < REPETITIONS; times += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / REPETITIONS;
}

function parse(answers: readonly string[]): void {
  let tags = 0;
  for (const answer of answers) {
    const parser = new SaxesParser();
    parser.on('opentag', () => {
      tags += 1;
    });
    parser.write(answer).close();
  }
  if (tags === 0) throw new Error('The parser found nothing.');
}

/** As the adapter does it: the exceptions of series stand in an answer of their own. */
function read(answers: readonly string[]): void {
  const elements = answers.flatMap(elementsOf);
  const byId = new Map(elements.map((element) => [child(element, 'ItemId')?.attributes.Id ?? '', element]));
  const exceptions = new Set(elements.flatMap(exceptionIds));
  let events = 0;
  for (const [id, element] of byId) {
    if (exceptions.has(id)) continue;
    if (itemFromEws(element, ZONE, { exceptions: byId })?.content.kind !== 'event')
      throw new Error('An item could not be read.');
    events += 1;
  }
  if (events !== EVENTS) throw new Error(`${events} events were read.`);
}

function elementsOf(answer: string): XmlElement[] {
  const messages = readAnswer({ status: 200, headers: {}, body: answer }, 0);
  if (!messages.ok) throw new Error('An answer could not be read.');
  return messages.value.flatMap((message) => child(message, 'Items')?.children ?? []);
}

/** The answers of the local Exchange about events that the product wrote there. */
async function recordAnswers(): Promise<string[]> {
  const servers = await startServers();
  try {
    await servers.people({ deed: 'fill', email: EMAIL, events: 0 });
    const connection = createEwsConnection({
      url: servers.exchange.url,
      signIn: { method: 'basic', account: ACCOUNT.name, password: ACCOUNT.password },
      access: 'impersonation',
      version: 'Exchange2016',
      caCertificate: servers.exchange.caCertificate,
      timeZone: ZONE,
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      timeoutMs: 60_000,
      now: systemClock,
      newId: randomIds,
    });
    const answers: string[] = [];
    const { transport } = connection;
    const recording: typeof transport = {
      ...transport,
      async post(body, headers) {
        const sent = await transport.post(body, headers);
        if (sent.ok) answers.push(sent.answer.body);
        return sent;
      },
    };
    const ids = await createEvents(createEwsMailbox(connection, EMAIL));
    const items = await createEwsMailbox({ ...connection, transport: recording }, EMAIL).read(ids);
    connection.close();
    if (!items.every((item) => item.ok)) throw new Error('The events could not be read.');
    return answers;
  } finally {
    await servers.close();
  }
}

async function createEvents(mailbox: ReturnType<typeof createEwsMailbox>): Promise<string[]> {
  const creations = Array.from({ length: EVENTS }, (_, index) => ({
    event: eventOf(index),
    tag: { pair: randomIds(), nonce: randomIds() },
  }));
  const ids: string[] = [];
  while (ids.length < EVENTS) {
    const written = await mailbox.create(creations.slice(ids.length, ids.length + mailbox.batchSize));
    for (const outcome of written) {
      if (!outcome.ok) throw new Error(`An event could not be created: ${outcome.failure.kind}.`);
      ids.push(outcome.value.id);
    }
  }
  return ids;
}

function eventOf(index: number): CalendarEvent {
  const line = `Point ${index} of the agenda: what it is about & who brings <what>, one sentence of ordinary length.`;
  return {
    title: `Event ${index}`,
    description: Array.from({ length: 12 }, () => line).join('\n'),
    location: `Room ${index % 17}`,
    when: IN_TEN[index % 10] ?? SINGLE,
    privacy: 'public',
    freeBusyStatus: 'busy',
    keywords: ['Customer', 'Planning'],
    alert: { minutesBefore: 15 },
  };
}

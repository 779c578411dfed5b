// The ports in memory; by default with small batches and pages, so that small worlds split their work.
import { MemoryMailbox } from '../memory/mailbox.ts';
import { MemorySource } from '../memory/source.ts';
import { MemoryTables } from '../memory/tables.ts';
import { ADA, type Ports } from './world.ts';

export async function openMemoryPorts(
  sizes = { batchSize: 4, pageSize: 5 },
): Promise<{ ports: Ports; writes: () => number }> {
  const mailbox = new MemoryMailbox(sizes);
  const source = new MemorySource(sizes);
  const tables = new MemoryTables();
  const ports: Ports = {
    mailbox,
    source,
    store: tables.linkStore('ada'),
    company: tables.companyStore(),
    person: mailbox.person,
    people: source.people,
    setLink: async (row) => {
      tables.registrations.set('ada', { link: 'ada', email: ADA, on: row.on, started: row.started });
      tables.put('ada', { kind: 'link', name: '' }, row);
    },
    loseRows: async () => tables.lose(),
    backUp: () => tables.backUp(),
  };
  return { ports, writes: () => mailbox.writes + source.writes };
}

/** Sides that store what the engine writes in ways of their own: a reminder by default, whole hours, a status. */
export async function openStoringPorts(): ReturnType<typeof openMemoryPorts> {
  const opened = await openMemoryPorts();
  const { mailbox, source } = opened.ports;
  if (!(mailbox instanceof MemoryMailbox) || !(source instanceof MemorySource)) throw new Error('not in memory');
  mailbox.stores = (written) => ({
    ...written,
    ...(written.alert === undefined ? {} : { alert: { minutesBefore: 15 } }),
    ...(written.when?.duration === 'PT45M' ? { when: { ...written.when, duration: 'PT1H' } } : {}),
  });
  source.stores = (written) => ({ ...written, ...(written.freeBusyStatus ? { freeBusyStatus: 'tentative' } : {}) });
  return opened;
}

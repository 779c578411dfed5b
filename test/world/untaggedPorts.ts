// The ports in memory with a business application that has no field for a tag.
import type { Source } from '../../shared/sync/ports/source.ts';
import { MemoryMailbox } from '../memory/mailbox.ts';
import { MemoryTables } from '../memory/tables.ts';
import { memoryTagLedger } from '../memory/tagLedger.ts';
import { untaggedMemorySource } from '../memory/untaggedSource.ts';
import { ADA, type Ports } from './world.ts';

const SIZES = { batchSize: 4, pageSize: 5 };

/** `clock`: the application's, which the world moves on. */
export async function openUntaggedPorts(): Promise<{ ports: Ports; writes: () => number }> {
  const clock = { now: () => 0 };
  const mailbox = new MemoryMailbox(SIZES);
  const application = untaggedMemorySource(SIZES, () => clock.now());
  const tables = new MemoryTables();
  const ledger = memoryTagLedger();
  const ports: Ports = {
    mailbox,
    // keepTags asks it only what an untagged source can answer.
    source: application.source as unknown as Source,
    ledger,
    tellTime: (now) => {
      clock.now = now;
    },
    store: tables.linkStore('ada'),
    company: tables.companyStore(),
    person: mailbox.person,
    people: application.people,
    setLink: async (row) => {
      tables.registrations.set('ada', { link: 'ada', email: ADA, on: row.on, started: row.started });
      tables.put('ada', { kind: 'link', name: '' }, row);
    },
    loseRows: async () => {
      tables.lose();
      ledger.lose();
    },
  };
  return { ports, writes: () => mailbox.writes + application.writes() };
}

// What takes the id of an entry that has ended, as where an application writes a deleted one again or an occurrence takes
// place again, is a new item: a pair that ended takes none (docs/sync.md section 6).

import { isWhole } from '../expansion/occurrenceIndex.ts';
import type { Job } from '../pair/look.ts';
import { concerns } from '../ports/people.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { observeNewEntry } from './observe.ts';

/** True when the pair has ended, whatever its entry reads now. The next run matches the new half pair. */
export async function startAnew(session: Session, work: Work, job: Job): Promise<boolean> {
  const { row, source } = job;
  if (row.doneAt === undefined || source.state !== 'present') return false;
  job.conclusion = 'tombstone';
  const { item } = source;
  const { company, email, link } = session.context;
  await work.load([{ kind: 'sourceIndex', name: item.id }]);
  if (work.row('sourceIndex', item.id)?.pair !== row.pair || !concerns(item, email)) return true;
  if (isWhole(item.id)) await company.addHolder(link, [item.id]);
  observeNewEntry(session, work, item);
  return true;
}

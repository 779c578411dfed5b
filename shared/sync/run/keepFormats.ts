// Before a text is written over: the formats of the bodies are read, one request for all of a chunk. No other run asks
// for formats. docs/sync.md section 7, "Formatted text".
import { overText, type Update, withFormatOf } from '../pair/facts/format.ts';
import type { Plan } from '../pair/plan.ts';
import { unlessTooLarge } from '../pair/writes/largeLosers.ts';
import type { BodyChange, Reformatted } from '../ports/mailbox.ts';
import type { Outcome } from '../ports/outcome.ts';
import { type Session, unlessRunEnds } from '../session/session.ts';

/** The plans, whose updates of texts keep the formats of the bodies where that is possible. */
export async function keepFormats({ context }: Session, plans: readonly Plan[]): Promise<readonly Plan[]> {
  const { mailbox } = context;
  const updates = plans.map(overText);
  const changes = updates.flatMap((update) => (update ? [changeOf(update)] : []));
  const read: Outcome<Reformatted | undefined>[] = [];
  while (read.length < changes.length) {
    read.push(...(await mailbox.formats(changes.slice(read.length, read.length + mailbox.batchSize))));
  }
  const formats = read.values();
  return plans.map((plan, at) => {
    const update = updates[at];
    return update ? formatted(plan, update, formats.next().value) : plan;
  });
}

function changeOf({ item, patch }: Update): BodyChange {
  const from = item.content.kind === 'event' ? item.content.event.description : '';
  return { id: item.id, from, to: patch.description ?? '' };
}

/** An event that has changed or gone meanwhile refuses the write by itself. */
function formatted(plan: Plan, update: Update, answer: Outcome<Reformatted | undefined> | undefined): Plan {
  if (!answer) return plan;
  const nothing: Plan = { ...plan, operations: [] };
  if (!answer.ok) {
    const read = unlessRunEnds(answer);
    return read.ok ? plan : { ...nothing, failure: read.failure };
  }
  if (!answer.value) return plan;
  if (answer.value.version !== update.item.version) return { ...nothing, failure: { kind: 'conflict' } };
  return unlessTooLarge(withFormatOf(plan, update, answer.value), nothing);
}

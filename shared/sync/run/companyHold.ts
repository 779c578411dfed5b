// When many links of a company have their deletes on hold, one calendar is not the cause. Something is wrong with the
// company's source or with Exchange. The deletes of all its links wait until people have decided.
import type { Session } from '../session/session.ts';
import { Work } from '../session/work.ts';

const HOLDING_FLOOR = 3;
const HOLDING_SHARE = 0.05;
/** Milliseconds until deletes that wait for the company are looked at again. */
const AGAIN_MS = 10 * 60_000;

/** True when so many of a company's links wait for a person that no link deletes: at least three, and over 5 %. */
export const stopsCompany = (holding: number, links: number): boolean =>
  holding >= HOLDING_FLOOR && holding > links * HOLDING_SHARE;

/** Asked only when there is something to delete. */
export async function isCompanyStopped({ context }: Session): Promise<boolean> {
  const holding = await context.company.holding();
  if (holding.length < HOLDING_FLOOR) return false;
  const links = await context.company.links();
  return stopsCompany(holding.length, links.filter((link) => link.on && link.started).length);
}

/**
 * These pairs' deletes are planned anew later. They wait for the holds of other links, so no person has to decide here.
 */
export async function postpone(session: Session, pairs: readonly string[]): Promise<void> {
  const at = session.context.now();
  const work = new Work(session);
  for (const pair of pairs) {
    work.upsert(pair, {
      kind: 'dirty',
      name: pair,
      row: { pair, why: 'companyHeld', at, attempts: 0, notBefore: at + AGAIN_MS },
    });
  }
  await work.commit();
}

// A statement of a public description about an application, and its check at a first contact with a real account.
// Findings hold statuses, codes, counts and names of fields: neither secrets nor content.

export interface Finding {
  readonly state: 'holds' | 'differs' | 'notChecked';
  /** The value seen instead, or the reason why none was. */
  readonly seen?: string;
}

export interface Assumption<Contact> {
  /** The number of the row in the page about the application's local twin. */
  readonly row: number;
  readonly says: string;
  /** It writes a test entry. */
  readonly writes?: true;
  readonly check: (contact: Contact) => Promise<Finding>;
}

export interface Checked extends Finding, Pick<Assumption<never>, 'row' | 'says'> {}

export const HOLDS: Finding = { state: 'holds' };
export const differs = (seen: string): Finding => ({ state: 'differs', seen });
export const notChecked = (seen: string): Finding => ({ state: 'notChecked', seen });

/** `isTrue` decides; `seen` is told where it is false. */
export const holdsIf = (isTrue: boolean, seen: string): Finding => (isTrue ? HOLDS : differs(seen));

/** The server gave no answer to a request of a check. */
export class NoAnswer extends Error {}

/** Checks the assumptions in their order; those that write only where `writes` says so. */
export async function checkAll<Contact>(
  assumptions: readonly Assumption<Contact>[],
  contact: Contact,
  writes: boolean,
): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const assumption of assumptions) {
    const { row, says } = assumption;
    const isLeftOut = assumption.writes === true && !writes;
    const finding = isLeftOut ? notChecked('it writes (--write)') : await found(assumption, contact);
    checked.push({ row, says, ...finding });
  }
  return checked;
}

async function found<Contact>({ check }: Assumption<Contact>, contact: Contact): Promise<Finding> {
  try {
    return await check(contact);
  } catch (error) {
    if (error instanceof NoAnswer) return notChecked('no answer');
    throw error;
  }
}

const MARKS: Readonly<Record<Finding['state'], string>> = { holds: 'holds', differs: 'DIFFERS', notChecked: '-' };

/** One line for each, and a last one with the counts. */
export function reportLines(checked: readonly Checked[]): readonly string[] {
  const line = ({ row, says, state, seen }: Checked) =>
    `${`${row}`.padStart(3)}  ${MARKS[state].padEnd(7)}  ${says}${seen === undefined ? '' : `: ${seen}`}`;
  const count = (state: Finding['state']) => checked.filter((each) => each.state === state).length;
  const sum = `${count('holds')} hold, ${count('differs')} differ, ${count('notChecked')} were not checked.`;
  return [...checked.map(line), sum];
}

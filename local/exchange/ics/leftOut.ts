// The reasons for which an event of a .ics file does not come into the mailbox. Each becomes a remark of its own.

/** Thrown for one event, which is left out. The message is its remark. */
export class LeftOut extends Error {}

export const notHeld = (what: string): LeftOut => new LeftOut(`left out because Exchange does not hold ${what}`);

export const unreadable = (reason: string): LeftOut => new LeftOut(`left out because ${reason}`);

export type Remark = (sentence: string) => void;

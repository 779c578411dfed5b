// The id of an event that a cut-over did not find. It is kept, so that the way back finds the event again. It is
// marked, so that no mailbox is asked for an id of another interface: the answer would say nothing of the event.

/** No interface has a space in its ids. */
const LOST = 'lost ';

export const isLost = (id: string): boolean => id.startsWith(LOST);
export const asLost = (id: string): string => (isLost(id) ? id : LOST + id);
/** The id as its interface gave it. */
export const givenId = (id: string): string => (isLost(id) ? id.slice(LOST.length) : id);

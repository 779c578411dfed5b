// A person is quicker than a write of ours, in an application that puts no condition on a write. An adapter that does not
// compare would lose the edit.
import type { Situation } from './situations.ts';

export const OVERTAKEN_SITUATIONS: readonly Situation[] = [
  {
    name: 'an event is deleted, and its entry edited while we delete it',
    before: (w) => w.createEntry(),
    act: (w) => w.deleteEvent(),
    between: async (w) => {
      if ((await w.ports.people.list()).length > 0) await w.editEntry(['title', 'description']);
    },
  },
  {
    name: 'a person edits what we are about to overwrite, the source wins',
    options: { conflictPolicy: 'source' },
    before: (w) => w.createEvent(),
    act: (w) => w.editEvent(['title']),
    between: (w) => w.editEntry(['title']),
    expected: { things: 1 },
  },
];

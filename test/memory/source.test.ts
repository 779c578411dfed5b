import { sourceContract } from '../contract/source.ts';
import { MemorySource } from './source.ts';

sourceContract({
  name: 'in memory',
  cannot: [
    {
      title: 'a listing cut short says complete: false',
      reason: 'it reads one map in one step: no page of it can be missing',
    },
  ],
  open: async () => {
    const source = new MemorySource();
    const { people } = source;
    return {
      source,
      person: {
        create: ({ event, owner, participants }) => people.create(event, owner, participants),
        edit: people.edit,
        remove: people.remove,
      },
    };
  },
});

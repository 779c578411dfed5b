import { companyStoreContract } from '../contract/companyStore.ts';
import { linkStoreContract } from '../contract/linkStore.ts';
import { MemoryTables } from './tables.ts';

linkStoreContract({ name: 'in memory', open: async () => new MemoryTables().linkStore('ada') });

companyStoreContract({
  name: 'in memory',
  open: async () => {
    const tables = new MemoryTables();
    return {
      store: tables.companyStore(),
      link: (link) => tables.linkStore(link),
      register: async (registration) => {
        tables.registrations.set(registration.link, registration);
      },
    };
  },
});

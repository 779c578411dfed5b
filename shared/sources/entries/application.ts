// The built-in source as an application: it keeps its entries in our own tables, so that it has nothing to connect to.
import type { EntryStore } from '../../state/entry.ts';
import type { SourceBasics } from '../connect/application.ts';
import type { OpenApplication } from '../connect/openApplication.ts';
import { createEntriesSource } from './index.ts';

export interface BuiltInApplication {
  readonly keepsEntries: 'here';
  readonly kind: string;
  open(entries: EntryStore, basics: SourceBasics): OpenApplication;
}

export const builtIn: BuiltInApplication = {
  keepsEntries: 'here',
  kind: 'entries',
  open: (entries, { defaultType, meter }) => ({
    keepsTags: true,
    source: createEntriesSource({ entries, defaultType, ...(meter ? { meter } : {}) }),
  }),
};

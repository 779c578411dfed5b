// All assumptions about Ivanti that a first contact can check, in the order of the contact.
import type { Assumption } from '../checks/assumption.ts';
import { addresses } from './addresses.ts';
import type { Contact } from './contact.ts';
import { lists } from './lists.ts';
import { values } from './values.ts';
import { writes } from './writes.ts';

export const ivantiAssumptions: readonly Assumption<Contact>[] = [...addresses, ...lists, ...values, ...writes];

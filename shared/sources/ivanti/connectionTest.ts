// The connection test of Ivanti, step by step: it asks, and writes nothing.
import type { TestReport } from '../../probe/report.ts';
import { OK, type Step, type Verdict, verdictOf, walk } from '../../probe/walk.ts';
import type { IvantiClient } from './client.ts';
import { type FieldMap, mapFields, type Property } from './fieldMap.ts';
import type { People } from './people.ts';
import { seesRows } from './rows.ts';
import type { NamedFields } from './settings.ts';
import { type Tenant, toldOf } from './tenant.ts';

export type IvantiStep = 'address' | 'signIn' | 'metadata' | 'fields' | 'rows' | 'people';

export interface IvantiProbe {
  readonly client: IvantiClient;
  readonly tenant: Tenant;
  readonly people: People;
  readonly object: string;
  readonly named: NamedFields;
  /** Learnt by the step `metadata`. */
  properties?: readonly Property[];
}

const MISSING = 'source-fields-missing';

/** An object that exists has more than its id and its stamps. A set that does not exist has no property at all. */
const PROPERTIES_MIN = 4;

const STEPS: readonly Step<IvantiProbe, IvantiStep>[] = [
  {
    step: 'address',
    tried: () => 'Looked for the API below the address, with /HEAT and without.',
    async run({ client }) {
      const base = await client.reach();
      // A refused key says that the address is right: the next step tells it.
      return base.ok || base.failure.kind === 'denied' ? OK : verdictOf(base.failure, 'source-answer-broken');
    },
  },
  {
    step: 'signIn',
    tried: () => 'Signed in with the key or the login.',
    async run({ client }) {
      const base = await client.reach();
      return base.ok ? OK : verdictOf(base.failure, 'source-answer-broken');
    },
  },
  {
    step: 'metadata',
    tried: ({ object }) => `Read the properties of ${object}.`,
    async run(probe) {
      const found = await probe.tenant.properties();
      if (!found.ok) return verdictOf(found.failure, 'source-answer-broken');
      probe.properties = found.value;
      const count = found.value.length;
      return count >= PROPERTIES_MIN ? OK : { state: 'failed', problem: MISSING, answered: `${count} properties` };
    },
  },
  {
    step: 'fields',
    tried: () => 'Chose a property for each field of a calendar item.',
    async run({ properties = [], named }): Promise<Verdict> {
      const mapped = mapFields(properties, named);
      if (mapped.ok) return { state: 'ok', answered: shown(mapped.map) };
      return { state: 'failed', problem: MISSING, answered: toldOf(mapped.unsettled) };
    },
  },
  {
    step: 'rows',
    tried: ({ object }) => `Looked whether the role sees rows of ${object}.`,
    async run({ client, object }) {
      const items = await seesRows(client, object);
      if (!items.ok) return verdictOf(items.failure, 'source-answer-broken');
      if (items.value) return OK;
      const changes = await seesRows(client, 'Change');
      if (changes.ok && changes.value) return { state: 'warning', answered: 'changes, and no calendar item' };
      return { state: 'failed', problem: 'source-rights-missing', answered: 'no row' };
    },
  },
  {
    step: 'people',
    tried: () => 'Read the employees with their logins and addresses.',
    async run({ people }) {
      const read = await people.read();
      if (!read.ok) return verdictOf(read.failure, 'source-answer-broken');
      const active = read.value.filter((person) => person.active).length;
      return active > 0 ? OK : { state: 'failed', problem: 'source-rights-missing', answered: 'no active employee' };
    },
  },
];

export const testConnection = (probe: IvantiProbe): Promise<TestReport<IvantiStep>> => walk(STEPS, probe);

/** The map for a person to compare with the form: `title: Subject, start: StartDateTime`. */
const shown = (map: FieldMap): string =>
  Object.entries(map)
    .map(([role, property]) => `${role}: ${property}`)
    .join(', ');

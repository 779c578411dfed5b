// The connection test of Severa, step by step: it asks, and writes nothing.
import { z } from 'zod';
import type { TestReport } from '../../probe/report.ts';
import { OK, type Step, type Verdict, verdictOf, walk } from '../../probe/walk.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import { createActivities } from './activities.ts';
import { nothing, SCOPES, type SeveraClient } from './client.ts';
import { type Query, readPages } from './pages.ts';
import type { People } from './people.ts';
import { activityTypes } from './wire.ts';

export type SeveraStep = 'reach' | 'signIn' | 'scopes' | 'people' | 'entryTypes' | 'read';

interface Probe {
  readonly client: SeveraClient;
  readonly people: People;
}

const verdict = (outcome: Outcome<unknown>): Verdict =>
  outcome.ok ? OK : verdictOf(outcome.failure, 'source-answer-broken');

const STEPS: readonly Step<Probe, SeveraStep>[] = [
  {
    step: 'reach',
    tried: () => 'Asked the server of Severa for its heartbeat.',
    run: async ({ client }) => {
      // The answer is a sentence, and no JSON: that it answers at all is enough.
      const answer = await client.ask({ method: 'GET', path: '/heartbeat/server', about: 'all' }, z.unknown());
      if (answer.ok || answer.failure.kind !== 'transient' || answer.failure.code === 'source-answer-broken') return OK;
      return verdict(answer);
    },
  },
  {
    step: 'signIn',
    tried: () => 'Signed in with client id and secret, and asked whether the token counts.',
    run: async ({ client }) =>
      verdict(await client.ask({ method: 'GET', path: '/heartbeat/authorized', about: 'all' }, nothing)),
  },
  {
    step: 'scopes',
    tried: () => 'Compared the scopes of the token with those that the synchronisation needs.',
    run: async ({ client }) => {
      const scopes = await client.scopes();
      if (!scopes.ok) return verdict(scopes);
      const missing = scopes.value ? SCOPES.filter((scope) => !scopes.value?.includes(scope)) : [];
      return missing.length === 0
        ? OK
        : { state: 'failed', problem: 'source-rights-missing', answered: `missing: ${missing.join(' ')}` };
    },
  },
  {
    step: 'people',
    tried: () => 'Read the users.',
    run: async ({ people }) => {
      const read = await people.read();
      if (!read.ok) return verdict(read);
      const mailed = read.value.filter(
        ({ active, isMailedAboutNewEntries }) => active && isMailedAboutNewEntries,
      ).length;
      // Nobody may get mail that nobody asked for: the administrator switches it off before the first run.
      return mailed === 0 ? OK : { state: 'warning', answered: `${mailed} users are mailed about new activities` };
    },
  },
  {
    step: 'entryTypes',
    tried: () => 'Read the activity types.',
    run: async ({ client }) => verdict(await readTypes(client)),
  },
  {
    step: 'read',
    tried: () => 'Read one page of activities.',
    run: async ({ client }) => verdict(await createActivities(client).page({ kind: 'default' }, undefined)),
  },
];

export const testConnection = (probe: Probe): Promise<TestReport<SeveraStep>> => walk(STEPS, probe);

/** All activity types, inactive ones too. */
export const readTypes = (client: SeveraClient) =>
  readPages((query: Query) =>
    client.ask({ method: 'GET', path: '/v1/activitytypes', query, about: 'all' }, activityTypes),
  );

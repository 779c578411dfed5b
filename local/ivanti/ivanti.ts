// One tenant without a network: its answers, its people and its workflows.
import type { Clock } from '../../shared/seams.ts';
import type { Answer, Asked } from './http/answer.ts';
import { defaultBehaviour, type IvantiBehaviour } from './http/behaviour.ts';
import { type Account, createSignIn } from './http/signIn.ts';
import { createOffice, type Office } from './office.ts';
import { createTenant } from './records/tenant.ts';
import { createWorkflows, type HookCall, type Workflows } from './records/workflows.ts';
import { createRoutes } from './routes.ts';

interface IvantiParts {
  readonly clock: Clock;
  readonly behaviour: Partial<IvantiBehaviour> | undefined;
  /** Sends a call of the webhook. */
  readonly post: (call: HookCall) => Promise<unknown>;
}

export interface Ivanti {
  readonly answer: (asked: Asked, origin: string) => Answer;
  readonly behaviour: IvantiBehaviour;
  readonly office: Office;
  readonly workflows: Workflows;
  readonly account: Account;
}

const ACCOUNT: Account = {
  tenant: 'local-ivanti.example',
  apiKey: 'LOCALIVANTIAPIKEY0123456789ABCDE',
  username: 'calendar.sync',
  password: 'the password of the local Ivanti',
  role: 'CalendarSync',
};

/** The tenant begins with the account of the connection and with the engine that runs workflows. */
export function createIvanti({ clock, behaviour: switches, post }: IvantiParts): Ivanti {
  const behaviour: IvantiBehaviour = { ...defaultBehaviour(), ...switches };
  const tenant = createTenant(behaviour, clock);
  const workflows = createWorkflows(tenant, post);
  const signIn = createSignIn({ clock, behaviour, account: ACCOUNT });
  const office = createOffice(tenant, workflows, 'person.at.desk');
  office.addEmployee({ login: ACCOUNT.username, email: '' });
  // The engine's account is active and not marked, as in tenants that were read.
  office.addEmployee({ login: 'InternalServices', email: '' });
  const answer = createRoutes({ tenant, signIn, account: ACCOUNT, settle: workflows.settle });
  return { answer, behaviour, office, workflows, account: ACCOUNT };
}

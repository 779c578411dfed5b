// The users of a company come from its business application: nobody is typed in. Each switches on alone. A person who is
// no longer active there is switched off, and nothing is removed.
import type { App } from '../../app/app.ts';
import type { WorkplacePerson } from '../../sources/connect/openApplication.ts';
import type { User } from '../../state/directory.ts';
import { changeAddress } from '../link/changeAddress.ts';
import { switchOff } from '../link/switchOff.ts';
import { type Refusal, refusalOf, refused } from '../refusal.ts';

export interface PeopleReport {
  readonly active: number;
  readonly added: number;
  /** Users under another name or address than before. */
  readonly changed: number;
  readonly ended: number;
  /** The first of the addresses that belong to another user: nothing was changed there. */
  readonly taken: readonly string[];
}

/** Of addresses in a report. Once these are put right, the next report has the others. */
const TAKEN_MAX = 500;

/** The author of these decisions in the record. */
const BY = 'source';

/**
 * Reads the people of the application, and brings the users up to date. Undefined where users are entered over the API.
 * A person whom the answer lacks stays: absence is no evidence.
 */
export async function refreshPeople(
  app: App,
  { company, source }: { readonly company: string; readonly source: string },
): Promise<PeopleReport | Refusal | undefined> {
  const workplace = await app.workplace(company, source);
  if (typeof workplace === 'string') return refused(workplace);
  const people = await workplace.people?.();
  if (!people) return undefined;
  if (!people.ok) return refusalOf(people.failure);
  const users = await app.directory.users(company);
  const report = { active: 0, added: 0, changed: 0, ended: 0, taken: [] as string[] };
  for (const person of people.value) {
    if (person.active) report.active += 1;
    const user = users.find((each) => each.person === person.id) ?? users.find((each) => each.email === person.email);
    // A shared mailbox is nobody's, whoever has its address in the application.
    const done = user?.shared
      ? 'taken'
      : user
        ? await update(app, company, { user, person })
        : await add(app, company, person);
    if (done === 'taken') report.taken.push(...(report.taken.length < TAKEN_MAX ? [person.email] : []));
    else if (done) report[done] += 1;
  }
  if (report.added + report.changed + report.ended > 0) app.settingsChanged(company);
  return report;
}

type Done = 'added' | 'changed' | 'ended' | 'taken' | undefined;

async function add(app: App, company: string, { id, email, name, active }: WorkplacePerson): Promise<Done> {
  if (!active) return undefined;
  const user: User = { user: app.newId(), email, name, person: id };
  const put = await app.directory.user(company, email).put(user, undefined);
  // Another process was quicker: the next refresh finds the user.
  return put.ok ? 'added' : undefined;
}

interface Known {
  readonly user: User;
  readonly person: WorkplacePerson;
}

async function update(app: App, company: string, { user, person }: Known): Promise<Done> {
  const acting = { app, company, by: BY };
  if (!person.active) {
    if (user.inactive) return undefined;
    await switchOff(acting, { email: user.email, events: 'keep' });
    return (await save(app, company, { ...user, person: person.id, inactive: true })) ? 'ended' : undefined;
  }
  const isMoved = user.email !== person.email;
  if (isMoved) {
    const moved = await changeAddress(acting, { from: user.email, to: person.email });
    if ('problem' in moved) return 'taken';
  }
  const { inactive, ...rest } = user;
  const wanted: User = { ...rest, email: person.email, name: person.name, person: person.id };
  const isSame = !isMoved && !inactive && user.name === person.name && user.person === person.id;
  if (isSame) return undefined;
  return (await save(app, company, wanted)) ? 'changed' : undefined;
}

async function save(app: App, company: string, user: User): Promise<boolean> {
  const resource = app.directory.user(company, user.email);
  const stored = await resource.get();
  return stored !== undefined && (await resource.put(user, stored.etag)).ok;
}

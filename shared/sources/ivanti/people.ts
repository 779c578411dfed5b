// The employees of Ivanti, remembered for a while: items name their owners by login, and the port by address.
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import { type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { WorkplacePerson } from '../connect/openApplication.ts';
import type { Row } from './answers.ts';
import type { IvantiClient } from './client.ts';
import { idOf, type Place, readPage } from './rows.ts';
import { flagIn, textIn } from './values.ts';

export interface Employee extends WorkplacePerson {
  /** In lower case. */
  readonly login: string;
}

export interface Directory {
  withLogin(login: string): Employee | undefined;
  withAddress(email: string): Employee | undefined;
}

export interface People {
  /** All of them, read now. */
  read(): Promise<Outcome<readonly Employee[]>>;
  /** Those that are remembered, at most an hour old; read anew where one of these logins is not among them. */
  of(logins: readonly string[]): Promise<Outcome<Directory>>;
}

const OBJECT = 'Employee';
const REMEMBER_MS = 3_600_000;
/** A login that nobody has would have everybody read each time. */
const AGAIN_MS = 5 * 60_000;

export function createPeople(client: IvantiClient, now: Clock): People {
  let remembered: { readonly at: Instant; readonly people: readonly Employee[] } | undefined;

  async function read(): Promise<Outcome<readonly Employee[]>> {
    const people: Employee[] = [];
    for (let after: Place | undefined, more = true; more; ) {
      const page = await readPage(client, { object: OBJECT, after });
      if (!page.ok) return page;
      people.push(...page.value.rows.flatMap(employeeOf));
      after = page.value.next;
      more = after !== undefined;
    }
    const newest = [...new Map(people.map((person) => [person.id, person])).values()];
    remembered = { at: now(), people: newest };
    return ok(newest);
  }

  return {
    read,
    async of(logins) {
      const age = remembered ? now() - remembered.at : Number.POSITIVE_INFINITY;
      const isKnown = logins.every((login) => remembered?.people.some((person) => person.login === login));
      if (remembered && age < (isKnown ? REMEMBER_MS : AGAIN_MS)) return ok(directoryOf(remembered.people));
      const fresh = await read();
      return fresh.ok ? ok(directoryOf(fresh.value)) : fresh;
    },
  };
}

function directoryOf(people: readonly Employee[]): Directory {
  const byLogin = new Map(people.map((person) => [person.login, person]));
  // An active person comes first: an address may have belonged to somebody who has left.
  const byAddress = new Map(
    [...people].sort((a, b) => Number(a.active) - Number(b.active)).map((person) => [person.email, person]),
  );
  return { withLogin: (login) => byLogin.get(login), withAddress: (email) => byAddress.get(email) };
}

/** An employee without a login or an address is nobody's. `Status` stays `Active` on people who are disabled (measured). */
function employeeOf(row: Row): Employee[] {
  const email = textIn(row, 'PrimaryEmail').trim().toLowerCase();
  const login = textIn(row, 'LoginID').trim().toLowerCase();
  if (email === '' || login === '') return [];
  const isHere = ['', 'active'].includes(textIn(row, 'Status').toLowerCase());
  const active = isHere && !flagIn(row, 'Disabled') && !flagIn(row, 'IS_SYSTEM_ACCOUNT');
  const name = `${textIn(row, 'FirstName')} ${textIn(row, 'LastName')}`.trim() || textIn(row, 'DisplayName');
  return [{ id: idOf(row), login, email, aliases: [], name, active }];
}

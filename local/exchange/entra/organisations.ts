// Organisations of the local Entra, their people and the applications that they can grant. It also holds the grants,
// and how long a new grant takes to be known.
import type { App } from './app.ts';
import type { DirectoryRole } from './directoryRoles.ts';

export interface Organisation {
  /** A GUID in lower case. */
  readonly tenant: string;
  /** A mailbox belongs to the organisation that has its domain. */
  readonly domains: readonly string[];
  readonly people: readonly Person[];
}

export interface Person {
  /** `ada@example.com` */
  readonly name: string;
  /** None for an ordinary member. */
  readonly roles: readonly DirectoryRole[];
}

/** An application registered for all organisations. Each organisation grants it separately. */
export interface Registration {
  readonly clientId: string;
  readonly secret?: string;
  /** PEM of the certificate whose private key the app holds. */
  readonly certificate?: string;
  /** The application permissions that it asks for. */
  readonly roles: readonly string[];
  readonly redirectUris: readonly string[];
  /**
   * The group claims of its tokens (`groupMembershipClaims` of the app manifest). An id token names the directory roles
   * of the person only with this value.
   */
  readonly groupClaims?: 'DirectoryRole';
}

/** Changes made by a test, or by a person at the console. */
export interface OrganisationControls {
  /** Grants as an administrator does. `roles` replaces the permissions of the registration. Known at once. */
  grant(tenant: string, clientId: string, roles?: readonly string[]): void;
  withdraw(tenant: string, clientId: string): void;
  /** A grant made from now on becomes known after this number of requests for a token of it. */
  spreadAfter(requests: number): void;
  /** Expires the secrets of an application, or restores them with false. */
  expireSecret(clientId: string, expired?: boolean): void;
}

export interface Organisations extends OrganisationControls {
  readonly list: readonly Organisation[];
  registration(clientId: string): Registration | undefined;
  personNamed(name: string): { readonly person: Person; readonly organisation: Organisation } | undefined;
  /** Records that an administrator has accepted. */
  accept(organisation: Organisation, registration: Registration): void;
  /** The application as the organisation's directory knows it now. Each call counts as a request for a token. */
  appIn(tenant: string, clientId: string): App | undefined;
  isExpired(clientId: string): boolean;
  /** True for a mailbox of this organisation. A tenant without an entry in `list` has every mailbox. */
  hasMailbox(tenant: string, address: string): boolean;
}

interface Grant {
  readonly roles: readonly string[];
  /** The number of requests for a token that do not find the grant yet. */
  unknownTo: number;
}

export function createOrganisations(
  list: readonly Organisation[],
  registrations: readonly Registration[],
): Organisations {
  const grants = new Map<string, Grant>();
  const expired = new Set<string>();
  let delay = 0;
  const keyOf = (tenant: string, clientId: string) => `${tenant.toLowerCase()} lets in ${clientId}`;
  const registration = (clientId: string) => registrations.find((each) => each.clientId === clientId);

  return {
    list,
    registration,
    personNamed(name) {
      for (const organisation of list) {
        const person = organisation.people.find((each) => each.name.toLowerCase() === name.toLowerCase());
        if (person) return { person, organisation };
      }
      return undefined;
    },
    grant(tenant, clientId, roles = registration(clientId)?.roles ?? []) {
      grants.set(keyOf(tenant, clientId), { roles, unknownTo: 0 });
    },
    accept({ tenant }, { clientId, roles }) {
      const isGranted = grants.has(keyOf(tenant, clientId));
      if (!isGranted) grants.set(keyOf(tenant, clientId), { roles, unknownTo: delay });
    },
    withdraw: (tenant, clientId) => void grants.delete(keyOf(tenant, clientId)),
    spreadAfter(requests) {
      delay = requests;
    },
    expireSecret: (clientId, over = true) => void (over ? expired.add(clientId) : expired.delete(clientId)),
    isExpired: (clientId) => expired.has(clientId),
    appIn(tenant, clientId) {
      const found = registration(clientId);
      const grant = grants.get(keyOf(tenant, clientId));
      if (!found || !grant) return undefined;
      if (grant.unknownTo > 0) {
        grant.unknownTo -= 1;
        return undefined;
      }
      const { redirectUris: _redirects, groupClaims: _claims, ...app } = found;
      return { ...app, tenant, roles: grant.roles, impersonates: 'all' };
    },
    hasMailbox(tenant, address) {
      const organisation = list.find((each) => each.tenant === tenant.toLowerCase());
      const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
      return organisation === undefined || organisation.domains.includes(domain);
    },
  };
}

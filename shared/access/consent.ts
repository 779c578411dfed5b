// The steps by which an administrator lets this service into the calendars of an organisation of Microsoft 365. The
// redirect back from Microsoft can be forged, so nothing in it is trusted. The administrator signs in once more, and
// the organisation of that sign-in counts, if the person is an administrator there. A token and a mailbox prove the
// grant. The reasons: docs/decisions/0009-consent-is-proven.md and
// docs/decisions/0023-an-administrator-finishes-a-consent.md.
import { createHash } from 'node:crypto';
import { type ProblemCode, problemOf } from '../problems.ts';
import type { Clock, Ids } from '../seams.ts';
import { isAdministrator } from './administratorRoles.ts';
import { sameSecret } from './apiKeys.ts';
import { type ConsentState, readConsentState, signConsentState } from './consentState.ts';
import type { KeyRing } from './keys.ts';

/** An attempt at a consent that has not ended. */
export interface Attempt {
  readonly step:
    | { readonly kind: 'grant' }
    | { readonly kind: 'signIn'; readonly tenant: string; readonly codeVerifier: string };
  readonly nonce: string;
  readonly sessionHash: string;
  readonly expiresAt: number;
}

export interface ConsentStore {
  begin(company: string, attempt: Attempt): Promise<void>;
  attempt(company: string): Promise<{ readonly value: Attempt; readonly etag: string } | undefined>;
  /** Ends the attempt. Returns false where it was ended or replaced meanwhile. */
  end(company: string, etag: string): Promise<boolean>;
}

/** The reason why a step at Microsoft failed. `detail` is Microsoft's error code. */
export interface ConsentRefusal {
  readonly problem: ProblemCode;
  readonly detail?: string;
}

/** Microsoft's side for one company: the URLs of its pages, and answers over connections that we open ourselves. */
export interface ConsentAuthority {
  grantUrl(state: string): string;
  /** `codeChallenge`: the challenge of PKCE by the method S256 (RFC 7636 section 4.2). */
  signInUrl(request: { readonly state: string; readonly nonce: string; readonly codeChallenge: string }): string;
  /** Redeems the code of a sign-in. */
  signedIn(code: {
    readonly code: string;
    readonly nonce: string;
    readonly codeVerifier: string;
  }): Promise<SignedInPerson | ConsentRefusal>;
  /** Proves the grant by a token for the organisation and the test mailbox. Returns undefined where it is proven. */
  prove(tenant: string): Promise<ConsentRefusal | undefined>;
  /** Makes the organisation this company's. Returns undefined where that succeeded. */
  bind(tenant: string): Promise<ConsentRefusal | undefined>;
}

export interface SignedInPerson {
  /** The organisation of the person. */
  readonly tenant: string;
  /** Template ids of the person's directory roles there. Absent where Microsoft does not tell them. */
  readonly directoryRoles?: readonly string[];
}

export interface ConsentStarted {
  readonly url: string;
  /** The value of the session cookie for the browser that starts the attempt. */
  readonly session: string;
  readonly expiresAt: number;
}

/** The caller's proof that it began the attempt: the session cookie, if it has one, or the company's API key. */
export type ConsentProof = { readonly session: string | undefined } | { readonly company: string };

/** The query parameters of the redirect from Microsoft. */
export type ConsentReply = Readonly<Record<string, string>>;

export type ConsentTurn =
  /** The browser goes on to `url`. */
  | { readonly kind: 'next'; readonly url: string }
  | { readonly kind: 'bound'; readonly company: string }
  /** `again`: the URL at which the browser can try again, where the refusal may end with time. */
  | ({ readonly kind: 'refused'; readonly again?: string } & ConsentRefusal);

export interface ConsentOptions {
  /** All keys of the ring count, so that an attempt survives a change of the key. */
  readonly keys: KeyRing;
  readonly now: Clock;
  readonly newId: Ids;
  readonly store: ConsentStore;
  /** Microsoft's side for this company, or the problem why there is none. */
  readonly authorityOf: (company: string) => Promise<ConsentAuthority | ProblemCode>;
}

export interface Consent {
  /** Starts an attempt, which ends the one before it. */
  start(company: string): Promise<ConsentStarted | ProblemCode>;
  /** Handles one redirect from Microsoft. Only `bound` has bound an organisation. */
  returned(reply: ConsentReply, proof: ConsentProof): Promise<ConsentTurn>;
}

const CONSENT_MS = 10 * 60_000;
/** Problems that a new grant can cause for some minutes. Problems for `nobody` end by themselves too. */
const AFTER_A_NEW_GRANT: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'consent-too-early',
  'consent-role-missing',
  'mailbox-access-denied',
]);

export function createConsent({ keys, now, newId, store, authorityOf }: ConsentOptions): Consent {
  const begin = async (company: string, attempt: Omit<Attempt, 'nonce'>) => {
    const nonce = newId();
    await store.begin(company, { ...attempt, nonce });
    const state: ConsentState = { company, nonce, expiresAt: attempt.expiresAt };
    return { nonce, state: signConsentState(keys[0].key, state) };
  };

  async function granted(turn: Turn, reply: ConsentReply): Promise<ConsentTurn> {
    const tenant = TENANT.exec(reply.tenant ?? '')?.[0];
    if (tenant === undefined) return refused({ problem: 'consent-failed' });
    return { kind: 'next', url: await signInUrl(turn, tenant.toLowerCase()) };
  }

  async function signedIn(turn: Turn, reply: ConsentReply, { tenant, codeVerifier }: SignInStep): Promise<ConsentTurn> {
    const { company, attempt, authority } = turn;
    if (!reply.code) return refused({ problem: 'consent-failed' });
    const person = await authority.signedIn({ code: reply.code, nonce: attempt.nonce, codeVerifier });
    if ('problem' in person) return refusedForNow(person);
    if (person.tenant.toLowerCase() !== tenant) return refused({ problem: 'consent-of-another-organisation' });
    if (!person.directoryRoles) return refused({ problem: 'consent-without-directory-roles' });
    if (!isAdministrator(person.directoryRoles)) return refused({ problem: 'consent-not-administrator' });
    const unproven = await authority.prove(tenant);
    if (unproven) return refusedForNow(unproven);
    const unbound = await authority.bind(tenant);
    return unbound ? refused(unbound) : { kind: 'bound', company };

    /** Refuses, with a URL to try again where the refusal may end with time. */
    async function refusedForNow(refusal: ConsentRefusal): Promise<ConsentTurn> {
      if (!AFTER_A_NEW_GRANT.has(refusal.problem) && problemOf(refusal.problem).who !== 'nobody')
        return refused(refusal);
      return { ...refused(refusal), again: await signInUrl(turn, tenant) };
    }
  }

  async function signInUrl({ company, attempt, authority }: Turn, tenant: string): Promise<string> {
    const { sessionHash, expiresAt } = attempt;
    const codeVerifier = newId() + newId() + newId();
    const step = { kind: 'signIn', tenant, codeVerifier } as const;
    const { state, nonce } = await begin(company, { sessionHash, expiresAt, step });
    return authority.signInUrl({ state, nonce, codeChallenge: hashOf(codeVerifier) });
  }

  return {
    async start(company) {
      const authority = await authorityOf(company);
      if (typeof authority === 'string') return authority;
      const session = newId() + newId();
      const expiresAt = now() + CONSENT_MS;
      const { state } = await begin(company, { step: { kind: 'grant' }, sessionHash: hashOf(session), expiresAt });
      return { url: authority.grantUrl(state), session, expiresAt };
    },

    async returned(reply, proof) {
      const ring = keys.map(({ key }) => key);
      const read = readConsentState(ring, reply.state ?? '', now());
      if (!read.ok) return refused(read);
      const { company, nonce } = read.state;
      const stored = await store.attempt(company);
      if (stored?.value.nonce !== nonce) return refused({ problem: 'consent-used' });
      const { step } = stored.value;
      // A grant proves nothing yet, so anybody may bring it. Only the person who began may bring the sign-in.
      if (step.kind === 'signIn' && !isProven(proof, company, stored.value)) {
        return refused({ problem: 'consent-other-session' });
      }
      const authority = await authorityOf(company);
      if (typeof authority === 'string') return refused({ problem: authority });
      if (!(await store.end(company, stored.etag))) return refused({ problem: 'consent-used' });
      if (reply.error !== undefined) return refused(refusalOf(reply.error, reply.error_description ?? ''));
      const turn = { company, attempt: stored.value, authority };
      return step.kind === 'grant' ? granted(turn, reply) : signedIn(turn, reply, step);
    },
  };
}

type SignInStep = Extract<Attempt['step'], { readonly kind: 'signIn' }>;

/** One redirect from Microsoft, with the attempt that it belongs to. */
interface Turn {
  readonly company: string;
  readonly attempt: Attempt;
  readonly authority: ConsentAuthority;
}

const refused = (refusal: ConsentRefusal): ConsentTurn & { readonly kind: 'refused' } => ({
  kind: 'refused',
  problem: refusal.problem,
  ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
});

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const isProven = (proof: ConsentProof, company: string, { sessionHash }: Attempt): boolean =>
  'company' in proof ? proof.company === company : sameSecret(hashOf(proof.session ?? ''), sessionHash);

/** The id of an organisation in the form that Microsoft uses. */
const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * "Microsoft Entra authentication and authorization error codes": those that mean that an administrator is required.
 */
const NOT_ADMINISTRATOR = /^AADSTS(90094|900941|900942|900971|90008|1003031)$/;

/**
 * Maps an error in the redirect to a problem. The redirect may be forged, so only the error number or a code is kept.
 */
function refusalOf(error: string, description: string): ConsentRefusal {
  const number = /AADSTS\d{3,8}/.exec(description)?.[0];
  const detail = number ?? (/^\w{1,60}$/.test(error) ? error : undefined);
  const details = detail === undefined ? {} : { detail };
  if (number !== undefined && NOT_ADMINISTRATOR.test(number)) {
    return { problem: 'consent-not-administrator', ...details };
  }
  const declined = number === 'AADSTS65004' || (number === undefined && /^(access|permission)_denied$/.test(error));
  return { problem: declined ? 'consent-declined' : 'consent-failed', ...details };
}

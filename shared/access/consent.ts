// An organisation of Microsoft 365 lets this service into its calendars: the rules of the way there. The redirect that
// brings the administrator back can be forged, so that nothing in it is believed: the same person signs in once more,
// the organisation they sign in with is the one that counts, and a token and a mailbox prove that it granted.
// docs/decisions/0009 says why, and what binds the way to whoever began it.
import { createHash } from 'node:crypto';
import { type ProblemCode, problemOf } from '../problems.ts';
import type { Clock, Ids } from '../seams.ts';
import { sameSecret } from './apiKeys.ts';
import { type ConsentState, readConsentState, signConsentState } from './consentState.ts';
import type { KeyRing } from './keys.ts';

/** What is kept of a consent on its way. */
export interface Attempt {
  readonly step: { readonly kind: 'grant' } | { readonly kind: 'signIn'; readonly tenant: string };
  readonly nonce: string;
  readonly sessionHash: string;
  readonly expiresAt: number;
}

export interface ConsentStore {
  begin(company: string, attempt: Attempt): Promise<void>;
  attempt(company: string): Promise<{ readonly value: Attempt; readonly etag: string } | undefined>;
  /** False when it was ended or replaced meanwhile. */
  end(company: string, etag: string): Promise<boolean>;
}

/** Why a step at Microsoft failed; `detail` is a code of theirs. */
export interface ConsentRefusal {
  readonly problem: ProblemCode;
  readonly detail?: string;
}

/** Microsoft's side for one company: where its pages are, and what it tells us over connections of our own. */
export interface ConsentAuthority {
  grantUrl(state: string): string;
  signInUrl(state: string, nonce: string): string;
  /** The organisation of the person who signed in. */
  signedIn(code: string, nonce: string): Promise<{ readonly tenant: string } | ConsentRefusal>;
  /** Undefined when a token for the organisation and the test mailbox show that the grant stands. */
  prove(tenant: string): Promise<ConsentRefusal | undefined>;
  /** Makes the organisation this company's. */
  bind(tenant: string): Promise<ConsentRefusal | undefined>;
}

export interface ConsentStarted {
  readonly url: string;
  /** For a cookie of the browser that starts it. */
  readonly session: string;
  readonly expiresAt: number;
}

/** Who comes back: a browser with the cookie it got, if any; or a caller with the company's API key. */
export type ConsentProof = { readonly session: string | undefined } | { readonly company: string };

/** The parameters of the address that Microsoft brings the browser back to. */
export type ConsentReply = Readonly<Record<string, string>>;

export type ConsentTurn =
  /** The browser goes on there. */
  | { readonly kind: 'next'; readonly url: string }
  | { readonly kind: 'bound'; readonly company: string }
  /** `again`: where the browser can go on from here, when time may heal it. */
  | ({ readonly kind: 'refused'; readonly again?: string } & ConsentRefusal);

export interface ConsentOptions {
  /** A consent that began before the key was changed ends after it. */
  readonly keys: KeyRing;
  readonly now: Clock;
  readonly newId: Ids;
  readonly store: ConsentStore;
  /** Microsoft's side for this company, or why there is none. */
  readonly authorityOf: (company: string) => Promise<ConsentAuthority | ProblemCode>;
}

export interface Consent {
  start(company: string): Promise<ConsentStarted | ProblemCode>;
  /** One return from Microsoft. Anything but `bound` has bound nothing. */
  returned(reply: ConsentReply, proof: ConsentProof): Promise<ConsentTurn>;
}

const CONSENT_MS = 10 * 60_000;
/** What a grant that was just given can look like for some minutes, besides all that heals by itself. */
const SPREADING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'consent-too-early',
  'consent-role-missing',
  'mailbox-access-denied',
]);

export function createConsent({ keys, now, newId, store, authorityOf }: ConsentOptions): Consent {
  const goOn = async (company: string, attempt: Omit<Attempt, 'nonce'>) => {
    const nonce = newId();
    await store.begin(company, { ...attempt, nonce });
    const state: ConsentState = { company, nonce, expiresAt: attempt.expiresAt };
    return { nonce, state: signConsentState(keys[0].key, state) };
  };

  async function granted(turn: Turn, reply: ConsentReply): Promise<ConsentTurn> {
    const { company, attempt, authority } = turn;
    const tenant = TENANT.exec(reply.tenant ?? '')?.[0];
    if (tenant === undefined) return refused({ problem: 'consent-failed' });
    return { kind: 'next', url: await signInAgain(company, attempt, tenant.toLowerCase(), authority) };
  }

  async function signedIn(turn: Turn, reply: ConsentReply, tenant: string): Promise<ConsentTurn> {
    const { company, attempt, authority } = turn;
    if (!reply.code) return refused({ problem: 'consent-failed' });
    const person = await authority.signedIn(reply.code, attempt.nonce);
    if ('problem' in person) return mayGoOn(person);
    if (person.tenant.toLowerCase() !== tenant) return refused({ problem: 'consent-of-another-organisation' });
    const unproven = await authority.prove(tenant);
    if (unproven) return mayGoOn(unproven);
    const unbound = await authority.bind(tenant);
    return unbound ? refused(unbound) : { kind: 'bound', company };

    async function mayGoOn(refusal: ConsentRefusal): Promise<ConsentTurn> {
      if (!SPREADING.has(refusal.problem) && problemOf(refusal.problem).who !== 'nobody') return refused(refusal);
      return { ...refused(refusal), again: await signInAgain(company, attempt, tenant, authority) };
    }
  }

  async function signInAgain(company: string, attempt: Attempt, tenant: string, authority: ConsentAuthority) {
    const { sessionHash, expiresAt } = attempt;
    const { state, nonce } = await goOn(company, { sessionHash, expiresAt, step: { kind: 'signIn', tenant } });
    return authority.signInUrl(state, nonce);
  }

  return {
    async start(company) {
      const authority = await authorityOf(company);
      if (typeof authority === 'string') return authority;
      const session = newId() + newId();
      const expiresAt = now() + CONSENT_MS;
      const { state } = await goOn(company, { step: { kind: 'grant' }, sessionHash: hashOf(session), expiresAt });
      return { url: authority.grantUrl(state), session, expiresAt };
    },

    async returned(reply, proof) {
      const known = keys.map(({ key }) => key);
      const read = readConsentState(known, reply.state ?? '', now());
      if (!read.ok) return refused(read);
      const { company, nonce } = read.state;
      const stored = await store.attempt(company);
      if (stored?.value.nonce !== nonce) return refused({ problem: 'consent-used' });
      const { step } = stored.value;
      // The grant proves nothing yet, whoever brings it; what it leads to is for whoever began.
      if (step.kind === 'signIn' && !isWhoBegan(proof, company, stored.value)) {
        return refused({ problem: 'consent-other-session' });
      }
      const authority = await authorityOf(company);
      if (typeof authority === 'string') return refused({ problem: authority });
      if (!(await store.end(company, stored.etag))) return refused({ problem: 'consent-used' });
      if (reply.error !== undefined) return refused(refusalOf(reply.error, reply.error_description ?? ''));
      const turn = { company, attempt: stored.value, authority };
      return step.kind === 'grant' ? granted(turn, reply) : signedIn(turn, reply, step.tenant);
    },
  };
}

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

const hashOf = (session: string): string => createHash('sha256').update(session).digest('base64url');

const isWhoBegan = (proof: ConsentProof, company: string, { sessionHash }: Attempt): boolean =>
  'company' in proof ? proof.company === company : sameSecret(hashOf(proof.session ?? ''), sessionHash);

/** The id of an organisation, as Microsoft writes it. */
const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Entra's numbers (reference of AADSTS error codes): admin approval is required, in its variants. */
const NOT_ADMINISTRATOR = /^AADSTS(90094|900941|900942|900971|90008|1003031)$/;

/** What an error in the redirect means. Its text is Microsoft's, or anybody's: only a number of it is kept. */
function refusalOf(error: string, description: string): ConsentRefusal {
  const number = /AADSTS\d{3,8}/.exec(description)?.[0];
  const detail = number ?? (/^\w{1,60}$/.test(error) ? error : undefined);
  const told = detail === undefined ? {} : { detail };
  if (number !== undefined && NOT_ADMINISTRATOR.test(number)) return { problem: 'consent-not-administrator', ...told };
  const declined = number === 'AADSTS65004' || (number === undefined && /^(access|permission)_denied$/.test(error));
  return { problem: declined ? 'consent-declined' : 'consent-failed', ...told };
}

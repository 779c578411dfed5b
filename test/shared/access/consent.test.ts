// The steps of a consent with a scripted Microsoft. test/functions/consentCallback.test.ts plays them through the pages.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Attempt,
  type ConsentAuthority,
  type ConsentProof,
  type ConsentTurn,
  createConsent,
} from '../../../shared/access/consent.ts';
import { keyRing } from '../../../shared/access/keys.ts';

const TENANT = '11111111-2222-4333-8444-555555555555';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
const KEY = new Uint8Array(32).fill(9);

/** A consent that keeps one attempt in memory. `authority` scripts the answers of Microsoft. */
function setUp(authority: Partial<ConsentAuthority> = {}) {
  let now = 0;
  let ids = 0;
  let isOffered = true;
  const slots = new Map<string, { value: Attempt; etag: string }>();
  const bound: string[] = [];
  const challenges: string[] = [];
  const verifiers: string[] = [];
  const whole: ConsentAuthority = {
    grantUrl: (state) => `grant:${state}`,
    signInUrl({ state, codeChallenge }) {
      challenges.push(codeChallenge);
      return `signIn:${state}`;
    },
    async signedIn({ codeVerifier }) {
      verifiers.push(codeVerifier);
      return { tenant: TENANT.toUpperCase(), directoryRoles: [MEMBER, GLOBAL_ADMINISTRATOR] };
    },
    prove: async () => undefined,
    bind: async (tenant) => void bound.push(tenant),
    ...authority,
  };
  const consent = createConsent({
    keys: keyRing(KEY, []),
    now: () => now,
    newId: () => `id${ids++}`,
    store: {
      begin: async (company, value) => void slots.set(company, { value, etag: `e${ids++}` }),
      attempt: async (company) => slots.get(company),
      async end(company, etag) {
        return slots.get(company)?.etag === etag && slots.delete(company);
      },
    },
    authorityOf: async (company) => (company === 'nowhere' || !isOffered ? 'consent-not-offered' : whole),
  });
  const at = (time: number): void => {
    now = time;
  };
  const withdraw = (): void => {
    isOffered = false;
  };
  return { consent, bound, slots, at, withdraw, challenges, verifiers };
}

const stateIn = (url: string): string => url.slice(url.indexOf(':') + 1);
const urlOf = (turn: ConsentTurn): string => {
  if (turn.kind === 'next') return turn.url;
  return turn.kind === 'refused' && turn.again !== undefined ? turn.again : '';
};

/** Starts an attempt and grants, so that the sign-in comes next. */
async function granted({ consent }: ReturnType<typeof setUp>) {
  const started = await consent.start('acme');
  if (typeof started === 'string') throw new Error(started);
  const turn = await consent.returned({ state: stateIn(started.url), tenant: TENANT }, { session: undefined });
  return { session: started.session, state: stateIn(urlOf(turn)) };
}

const signIn = ({ consent }: ReturnType<typeof setUp>, state: string, proof: ConsentProof) =>
  consent.returned({ state, code: 'code' }, proof);

describe('createConsent', () => {
  it('binds once, for the browser that started', async () => {
    const world = setUp();
    const { session, state } = await granted(world);
    expect(await signIn(world, state, { session })).toEqual({ kind: 'bound', company: 'acme' });
    expect(world.bound).toEqual([TENANT]);
    expect(await signIn(world, state, { session })).toMatchObject({ problem: 'consent-used' });
  });

  it("binds for the company's API key and not for another company's", async () => {
    const world = setUp();
    const { state } = await granted(world);
    expect(await signIn(world, state, { company: 'other' })).toMatchObject({ problem: 'consent-other-session' });
    expect(await signIn(world, state, { company: 'acme' })).toMatchObject({ kind: 'bound' });
  });

  it('refuses a caller without session', async () => {
    const world = setUp();
    const { state } = await granted(world);
    for (const session of [undefined, '', 'id0id0']) {
      expect(await signIn(world, state, { session })).toMatchObject({ problem: 'consent-other-session' });
    }
    expect(world.bound).toEqual([]);
  });

  it('binds one of two redirects at the same time and refuses the other as used', async () => {
    const world = setUp();
    const { session, state } = await granted(world);
    const turns = await Promise.all([signIn(world, state, { session }), signIn(world, state, { session })]);
    expect(turns.map((turn) => ('problem' in turn ? turn.problem : turn.kind)).sort()).toEqual([
      'bound',
      'consent-used',
    ]);
    expect(world.bound).toEqual([TENANT]);
  });

  it('does not start without an application of the operator', async () => {
    expect(await setUp().consent.start('nowhere')).toBe('consent-not-offered');
  });

  it('refuses a return after the operator took the application back, and keeps the attempt', async () => {
    const world = setUp();
    const { session, state } = await granted(world);
    world.withdraw();
    expect(await signIn(world, state, { session })).toEqual({ kind: 'refused', problem: 'consent-not-offered' });
    expect(world.slots.has('acme')).toBe(true);
    expect(world.bound).toEqual([]);
  });

  it('refuses a sign-in without a code', async () => {
    const world = setUp();
    for (const code of [{}, { code: '' }]) {
      const { session, state } = await granted(world);
      const turn = await world.consent.returned({ state, ...code }, { session });
      expect(turn).toEqual({ kind: 'refused', problem: 'consent-failed' });
    }
    expect(world.verifiers).toEqual([]);
  });

  it('needs no session for the grant and trusts nothing of it', async () => {
    const world = setUp({ signedIn: async () => ({ tenant: 'another', directoryRoles: [GLOBAL_ADMINISTRATOR] }) });
    const { session, state } = await granted(world);
    expect(await signIn(world, state, { session })).toMatchObject({ problem: 'consent-of-another-organisation' });
    expect(world.bound).toEqual([]);
  });

  it.each([
    ['without roles in the token', undefined, 'consent-without-directory-roles'],
    ['of an ordinary member', [MEMBER], 'consent-not-administrator'],
    ['without any role', [], 'consent-not-administrator'],
    ['of an Exchange Administrator', [MEMBER, '29232cdf-9323-42fd-ade2-1d097af3e4de'], 'consent-not-administrator'],
  ])('refuses a sign-in %s, in the browser and by API key, and asks for no token', async (_, roles, problem) => {
    const world = setUp({
      signedIn: async () => ({ tenant: TENANT, ...(roles ? { directoryRoles: roles } : {}) }),
      prove: () => Promise.reject(new Error('asked for a token')),
    });
    for (const byKey of [false, true]) {
      const { session, state } = await granted(world);
      const proof = byKey ? { company: 'acme' } : { session };
      expect(await signIn(world, state, proof)).toEqual({ kind: 'refused', problem });
    }
    expect(world.bound).toEqual([]);
  });

  it('redeems a code with the verifier of its own attempt, which no other attempt has', async () => {
    const world = setUp();
    for (const _ of [1, 2]) {
      const { session, state } = await granted(world);
      await signIn(world, state, { session });
    }
    const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
    expect(world.verifiers.map(challengeOf)).toEqual(world.challenges);
    expect(new Set(world.verifiers).size).toBe(2);
    // Three ids are long enough for RFC 7636 section 4.1.
    for (const verifier of world.verifiers) expect(verifier).toMatch(/^(id\d+){3}$/);
  });

  it.each([
    ['exchange-token-unavailable', true],
    ['exchange-throttled', true],
    ['consent-too-early', true],
    ['consent-role-missing', true],
    ['mailbox-access-denied', true],
    ['mailbox-not-found', false],
    ['application-secret-expired', false],
  ] as const)('refuses an unproven organisation (%s) and offers another try: %s', async (problem, again) => {
    let proven = false;
    const world = setUp({ prove: async () => (proven ? undefined : { problem, detail: 'CODE' }) });
    const { session, state } = await granted(world);
    const turn = await signIn(world, state, { session });
    expect(turn).toMatchObject({ kind: 'refused', problem, detail: 'CODE' });
    expect('again' in turn).toBe(again);
    expect(world.bound).toEqual([]);
    proven = true;
    if (again) expect(await signIn(world, stateIn(urlOf(turn)), { session })).toMatchObject({ kind: 'bound' });
  });

  it('keeps the limit of ten minutes after another try', async () => {
    const world = setUp({ prove: async () => ({ problem: 'consent-too-early' }) });
    const { session, state } = await granted(world);
    world.at(9 * 60_000);
    const turn = await signIn(world, state, { session });
    world.at(10 * 60_000);
    expect(await signIn(world, stateIn(urlOf(turn)), { session })).toMatchObject({ problem: 'consent-expired' });
  });

  it('refuses an organisation that cannot be bound, with its problem', async () => {
    const world = setUp({ bind: async () => ({ problem: 'consent-organisation-taken' }) });
    const { session, state } = await granted(world);
    expect(await signIn(world, state, { session })).toEqual({ kind: 'refused', problem: 'consent-organisation-taken' });
  });

  it.each([
    ['access_denied', 'AADSTS65004: User declined.', 'consent-declined', 'AADSTS65004'],
    ['access_denied', '', 'consent-declined', 'access_denied'],
    ['permission_denied', 'The admin canceled the request', 'consent-declined', 'permission_denied'],
    ['access_denied', 'AADSTS90094: admin approval', 'consent-not-administrator', 'AADSTS90094'],
    ['access_denied', 'AADSTS500113: no reply address', 'consent-failed', 'AADSTS500113'],
    ['server_error', '', 'consent-failed', 'server_error'],
    ['<b>', 'anything', 'consent-failed', undefined],
  ])('maps the error %s (%s) to %s', async (error, error_description, problem, detail) => {
    const world = setUp();
    const started = await world.consent.start('acme');
    if (typeof started === 'string') throw new Error(started);
    const reply = { state: stateIn(started.url), tenant: TENANT, error, error_description };
    const told = detail === undefined ? {} : { detail };
    expect(await world.consent.returned(reply, { session: started.session })).toEqual({
      kind: 'refused',
      problem,
      ...told,
    });
    expect(world.slots.size).toBe(0);
  });
});

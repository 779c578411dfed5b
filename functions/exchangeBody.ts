// The Exchange connection as people write and read it: its form, which stored secrets it keeps, and what is shown of it.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { isTimeZone } from '../shared/calendar/timeZone.ts';
import { EXCHANGE_VERSIONS } from '../shared/state/companyRows.ts';
import type { ApplicationCredential, ExchangeSettings, ExchangeSignIn } from '../shared/state/directory.ts';
import { calendarChoice, email } from './parameters.ts';

/** Secrets are write-only. Without one, the stored one is kept. */
const secret = z.string().min(1, 'must not be empty');
const pem = z.string().max(20_000, 'is too long');
const certificate = pem.refine(isCertificate, 'must be a certificate in PEM');
const httpsUrl = z.string().max(500, 'is too long').refine(isPlainHttps, 'must be https://<server> without user name');

const accountSignIn = z.strictObject({
  method: z.enum(['password', 'basic', 'ntlm']),
  account: z.string().min(1, 'must not be empty').max(320, 'is too long'),
  password: secret.max(1000, 'is too long').optional(),
});

const applicationSignIn = z.strictObject({
  method: z.literal('oauth'),
  loginUrl: httpsUrl.default('https://login.microsoftonline.com'),
  resourceUrl: httpsUrl.default('https://outlook.office365.com'),
  tenant: z.string().regex(/^[A-Za-z0-9.-]{1,200}$/, 'must be the id or a domain of the organisation'),
  clientId: z.string().regex(/^[\w.-]{1,200}$/, 'must be the id of the application'),
  credential: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('secret'), secret: secret.max(1000, 'is too long').optional() }),
    z
      .strictObject({
        kind: z.literal('certificate'),
        certificate,
        privateKey: pem.refine(isPrivateKey, 'must be a private key in PEM').optional(),
      })
      .refine(belongTogether, { path: ['privateKey'], message: 'is not the key of the certificate' }),
  ]),
});

export const exchangeBody = z
  .strictObject({
    url: z
      .string()
      .trim()
      .max(500, 'is too long')
      .refine(isExchangeAddress, 'must be https://<server>/EWS/Exchange.asmx, without user name, query or fragment'),
    version: z.enum(EXCHANGE_VERSIONS).default('Exchange2016'),
    signIn: z.discriminatedUnion('method', [accountSignIn, applicationSignIn]),
    access: z.enum(['impersonation', 'delegate']).default('impersonation'),
    calendar: calendarChoice.optional(),
    caCertificate: certificate.optional(),
    publicKeyPin: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be the SHA-256 of the public key in base64')
      .optional(),
    timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki'),
    testMailbox: email,
  })
  .refine(({ signIn, access }) => signIn.method !== 'oauth' || access === 'impersonation', {
    path: ['access'],
    message: 'must be impersonation with oauth: an application has no rights of its own on a mailbox',
  });

export type ExchangeBody = z.output<typeof exchangeBody>;

export interface SecretMissing {
  readonly field: string;
  readonly message: string;
}

/** The settings to store, with sealed secrets; those that are not given are taken from `stored`. */
export function exchangeSettings(
  { signIn, caCertificate, publicKeyPin, calendar, ...plain }: ExchangeBody,
  stored: ExchangeSettings | undefined,
  seal: (secret: string) => string,
): ExchangeSettings | SecretMissing {
  const host = URL.parse(plain.url)?.host;
  // A stored secret is only ever sent where it was entered for.
  const known = stored && URL.parse(stored.url)?.host === host ? stored.signIn : undefined;
  const sealed = signIn.method === 'oauth' ? application(signIn, known, seal) : account(signIn, known, seal);
  if (typeof sealed === 'string') {
    const again = 'is needed again, because the server or who signs in is another one';
    return { field: sealed, message: stored ? again : 'is missing' };
  }
  return {
    ...plain,
    signIn: sealed,
    ...(calendar === undefined ? {} : { calendar }),
    ...(caCertificate === undefined ? {} : { caCertificate }),
    ...(publicKeyPin === undefined ? {} : { publicKeyPin }),
  };
}

type Seal = (secret: string) => string;

/** The name of the secret that is missing where there is none. */
function account(
  { password, ...given }: z.output<typeof accountSignIn>,
  known: ExchangeSignIn | undefined,
  seal: Seal,
): ExchangeSignIn | string {
  if (password !== undefined) return { ...given, sealedPassword: seal(password) };
  const same = known !== undefined && known.method !== 'oauth' && known.account === given.account;
  return same ? { ...given, sealedPassword: known.sealedPassword } : 'signIn.password';
}

function application(
  { credential, ...given }: z.output<typeof applicationSignIn>,
  known: ExchangeSignIn | undefined,
  seal: Seal,
): ExchangeSignIn | string {
  const same =
    known?.method === 'oauth' &&
    (['loginUrl', 'tenant', 'clientId'] as const).every((field) => known[field] === given[field]);
  const sealed = applicationCredential(credential, same ? known.credential : undefined, seal);
  return typeof sealed === 'string' ? sealed : { ...given, credential: sealed };
}

function applicationCredential(
  given: z.output<typeof applicationSignIn>['credential'],
  known: ApplicationCredential | undefined,
  seal: Seal,
): ApplicationCredential | string {
  if (given.kind === 'secret') {
    if (given.secret !== undefined) return { kind: 'secret', sealedSecret: seal(given.secret) };
    return known?.kind === 'secret' ? known : 'signIn.credential.secret';
  }
  const { kind, certificate: own, privateKey } = given;
  if (privateKey !== undefined) return { kind, certificate: own, sealedPrivateKey: seal(privateKey) };
  const same = known?.kind === 'certificate' && known.certificate === own;
  return same ? known : 'signIn.credential.privateKey';
}

/** What GET answers is what PUT takes, so that a client changes what it read. */
export const exchangeView = ({ signIn, ...shown }: ExchangeSettings): object => ({
  ...shown,
  signIn: signInView(signIn),
});

function signInView(signIn: ExchangeSignIn): object {
  if (signIn.method !== 'oauth') return { method: signIn.method, account: signIn.account };
  const { credential, ...shown } = signIn;
  const { kind } = credential;
  return { ...shown, credential: kind === 'secret' ? { kind } : { kind, certificate: credential.certificate } };
}

/** Form only: whether this service may call the address is checked when it connects (exchange/probe.ts). */
function isExchangeAddress(text: string): boolean {
  const url = URL.parse(text);
  return isHttps(url) && /^\/ews\/exchange\.asmx$/i.test(url?.pathname ?? '');
}

function isPlainHttps(text: string): boolean {
  const url = URL.parse(text);
  return isHttps(url) && url?.pathname === '/';
}

/** No user name, query or fragment: nothing but the place. */
const isHttps = (url: URL | null): boolean =>
  url?.protocol === 'https:' && url.username === '' && url.password === '' && url.search === '' && url.hash === '';

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

function isPrivateKey(text: string): boolean {
  try {
    return createPrivateKey(text).type === 'private';
  } catch {
    return false;
  }
}

/** A wrong form is told by its own field. */
function belongTogether(given: { readonly certificate: string; readonly privateKey?: string | undefined }): boolean {
  const { certificate: own, privateKey } = given;
  if (privateKey === undefined || !isPrivateKey(privateKey) || !isCertificate(own)) return true;
  return new X509Certificate(own).checkPrivateKey(createPrivateKey(privateKey));
}

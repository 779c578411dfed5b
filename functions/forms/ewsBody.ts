// The connection over EWS as people write and read it: the fields, the stored secrets that are kept, the answer of GET.
import { z } from 'zod';
import { isTimeZone } from '../../shared/calendar/timeZone.ts';
import {
  EWS_VERSIONS,
  type EwsSettings,
  type ExchangeSettings,
  type ExchangeSignIn,
  type Seal,
} from '../../shared/links/settings.ts';
import { calendarChoice, email, participants } from '../http/parameters.ts';
import {
  certificate,
  clientId,
  credentialBody,
  credentialView,
  type SecretMissing,
  sealedCredential,
  secret,
  secretMissing,
  tenant,
} from './credentialBody.ts';

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
  tenant,
  clientId,
  credential: credentialBody,
});

export const ewsBody = z
  .strictObject({
    kind: z.literal('ews'),
    url: z
      .string()
      .trim()
      .max(500, 'is too long')
      .refine(isExchangeAddress, 'must be https://<server>/EWS/Exchange.asmx, without user name, query or fragment'),
    version: z.enum(EWS_VERSIONS).default('Exchange2016'),
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
    participants: participants.exactOptional(),
  })
  .refine(({ signIn, access }) => signIn.method !== 'oauth' || access === 'impersonation', {
    path: ['access'],
    message: 'must be impersonation with oauth: an application has no rights of its own on a mailbox',
  });

/** The settings to store, with sealed secrets. A secret that is not given is taken from `stored`. */
export function ewsSettings(
  { signIn, caCertificate, publicKeyPin, calendar, ...plain }: z.output<typeof ewsBody>,
  stored: ExchangeSettings | undefined,
  seal: Seal,
): EwsSettings | SecretMissing {
  const host = URL.parse(plain.url)?.host;
  // A stored secret is sent only to the server that it was entered for.
  const known = stored?.kind === 'ews' && URL.parse(stored.url)?.host === host ? stored.signIn : undefined;
  const sealed = signIn.method === 'oauth' ? application(signIn, known, seal) : account(signIn, known, seal);
  if (typeof sealed === 'string') return secretMissing(sealed, stored);
  return {
    ...plain,
    signIn: sealed,
    ...(calendar === undefined ? {} : { calendar }),
    ...(caCertificate === undefined ? {} : { caCertificate }),
    ...(publicKeyPin === undefined ? {} : { publicKeyPin }),
  };
}

/** The sign-in to store, or the name of the field whose secret is neither given nor stored. */
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
  const sealed = sealedCredential(credential, same ? known.credential : undefined, seal);
  return typeof sealed === 'string' ? `signIn.credential.${sealed}` : { ...given, credential: sealed };
}

/** PUT takes what GET answers, so that a client can change what it read. */
export const ewsView = ({ signIn, ...shown }: EwsSettings): object => ({
  ...shown,
  signIn: signInView(signIn),
});

function signInView(signIn: ExchangeSignIn): object {
  if (signIn.method !== 'oauth') return { method: signIn.method, account: signIn.account };
  const { credential, ...shown } = signIn;
  return { ...shown, credential: credentialView(credential) };
}

/** The form of the address. Connecting checks whether this service may call it (net/address.ts). */
function isExchangeAddress(text: string): boolean {
  const url = URL.parse(text);
  return isHttps(url) && /^\/ews\/exchange\.asmx$/i.test(url?.pathname ?? '');
}

function isPlainHttps(text: string): boolean {
  const url = URL.parse(text);
  return isHttps(url) && url?.pathname === '/';
}

/** An https address without user name, query and fragment. */
const isHttps = (url: URL | null): boolean =>
  url?.protocol === 'https:' && url.username === '' && url.password === '' && url.search === '' && url.hash === '';

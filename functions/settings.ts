// The two connections of a company: its Exchange, with the connection test, and its sources.
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { isTimeZone } from '../shared/calendar/timeZone.ts';
import type { ExchangeSettings, SourceSettings } from '../shared/state/directory.ts';
import { invalid, ok, problemView, type Refusal, refused } from './answer.ts';
import { email, id, sourceParams } from './parameters.ts';
import { getResource, preconditionOf, putResource } from './preconditions.ts';
import { companyRoute } from './route.ts';

const exchangeBody = z.strictObject({
  url: z
    .string()
    .trim()
    .max(500, 'is too long')
    .refine(isExchangeAddress, 'must be https://<server>/EWS/Exchange.asmx, without user name, query or fragment'),
  version: z.enum(['Exchange2013', 'Exchange2013_SP1', 'Exchange2016']).default('Exchange2013_SP1'),
  account: z.string().min(1, 'must not be empty').max(320, 'is too long'),
  /** Write-only. Without it, the stored one is kept. */
  password: z.string().min(1, 'must not be empty').max(1000, 'is too long').optional(),
  caCertificate: z.string().max(20_000, 'is too long').refine(isCertificate, 'must be a certificate in PEM').optional(),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki'),
  testMailbox: email,
});

companyRoute({ name: 'getExchange', method: 'GET', path: 'exchange', action: 'exchange.read' }, ({ app, company }) =>
  getResource(app.directory.exchange(company), exchangeView),
);

companyRoute(
  { name: 'putExchange', method: 'PUT', path: 'exchange', action: 'exchange.write', body: exchangeBody },
  async ({ app, company, body, header }) => {
    const { password, caCertificate, ...plain } = body;
    const withPassword = (sealedPassword: string): { value: ExchangeSettings } => ({
      value: { ...plain, sealedPassword, ...(caCertificate === undefined ? {} : { caCertificate }) },
    });
    const reply = await putResource(app.directory.exchange(company), preconditionOf(header), {
      value: (stored) => {
        if (password !== undefined) return withPassword(app.sealPassword(company, password));
        return stored && sameServer(stored, body) ? withPassword(stored.sealedPassword) : passwordNeeded(stored);
      },
      view: exchangeView,
    });
    app.settingsChanged(company);
    return reply;
  },
);

const exchangeTest = z.strictObject({ mailbox: email.optional(), write: z.boolean().optional() });

companyRoute(
  { name: 'testExchange', method: 'POST', path: 'exchange/test', action: 'exchange.test', body: exchangeTest },
  async ({ app, company, body }) => {
    const report = await app.testExchange(company, body);
    if (typeof report === 'string') return refused(report);
    const steps = report.steps.map(({ problem, ...step }) => ({
      ...step,
      ...(problem ? { problem: problemView({ code: problem }) } : {}),
    }));
    return ok({ ok: report.ok, steps });
  },
);

const entryType = z.strictObject({ id, name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long') });
const sourceBody = z
  .strictObject({
    kind: z.literal('entries'),
    entryTypes: z.array(entryType).min(1, 'must name at least one type').max(100, 'must name at most 100 types'),
    defaultType: z.string(),
  })
  .refine((body) => body.entryTypes.some((type) => type.id === body.defaultType), {
    path: ['defaultType'],
    message: 'must be the id of one of entryTypes',
  })
  .refine((body) => new Set(body.entryTypes.map((type) => type.id)).size === body.entryTypes.length, {
    path: ['entryTypes'],
    message: 'must name each id once',
  });

companyRoute({ name: 'listSources', method: 'GET', path: 'sources', action: 'source.read' }, async ({ app, company }) =>
  ok({ items: await app.directory.sources(company) }),
);

companyRoute(
  { name: 'getSource', method: 'GET', path: 'sources/{sourceId}', action: 'source.read', params: sourceParams },
  ({ app, company, params }) => getResource(app.directory.source(company, params.sourceId), sourceView),
);

companyRoute(
  {
    name: 'putSource',
    method: 'PUT',
    path: 'sources/{sourceId}',
    action: 'source.write',
    params: sourceParams,
    body: sourceBody,
  },
  async ({ app, company, params, body, header }) => {
    const others = (await app.directory.sources(company)).filter((each) => each.source !== params.sourceId);
    if (others.length > 0) return refused('another-source');
    const reply = await putResource(app.directory.source(company, params.sourceId), preconditionOf(header), {
      value: () => ({ value: { source: params.sourceId, ...body } }),
      view: sourceView,
    });
    app.settingsChanged(company);
    return reply;
  },
);

const sourceView = ({ source: _, ...shown }: SourceSettings): object => shown;

/** What GET answers is what PUT takes, so that a client changes what it read. */
const exchangeView = ({ sealedPassword: _, ...shown }: ExchangeSettings): object => shown;

/** A stored password is only ever sent where it was entered for. */
const sameServer = (stored: ExchangeSettings, given: { readonly url: string; readonly account: string }): boolean =>
  URL.parse(stored.url)?.host === URL.parse(given.url)?.host && stored.account === given.account;

const passwordNeeded = (stored: ExchangeSettings | undefined): Refusal =>
  invalid([
    {
      field: 'password',
      message: stored ? 'is needed again, because the server or the account is another one' : 'is missing',
    },
  ]);

/** Form only: whether this service may call the address is checked when it connects (exchange/probe.ts). */
function isExchangeAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '' &&
    /^\/ews\/exchange\.asmx$/i.test(url.pathname)
  );
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

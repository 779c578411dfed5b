// An administrator connects the company to its organisation in Microsoft 365: starts the consent, sees what came of it,
// finishes it with the API key where no browser of ours started it, and takes the connection back.
import { z } from 'zod';
import type { ConsentTurn } from '../shared/access/consent.ts';
import type { App } from '../shared/app/app.ts';
import { decisionOf } from '../shared/links/decision.ts';
import { ok, type Reply, refused } from './http/answer.ts';
import { sessionCookie } from './http/consentSession.ts';
import { companyRoute } from './http/route.ts';

const consentPath = 'exchange/consent';

companyRoute(
  { name: 'startConsent', method: 'POST', path: consentPath, action: 'exchange.consent' },
  async ({ app, company }) => {
    const started = await app.consent.start(company);
    if (typeof started === 'string') return refused(started);
    const { url, session, expiresAt } = started;
    const body = { url, expiresAt: new Date(expiresAt).toISOString() };
    return { status: 200, body, cookie: sessionCookie(session, expiresAt, app.now()) };
  },
);

const finish = z.strictObject({ address: z.url('must be the address of the page').max(8000, 'is too long') });

companyRoute(
  { name: 'finishConsent', method: 'POST', path: 'exchange/consent/finish', action: 'exchange.consent', body: finish },
  async ({ app, company, body }) => {
    const reply = Object.fromEntries(new URL(body.address).searchParams);
    return replyOf(app, company, await app.consent.returned(reply, { company }));
  },
);

companyRoute({ name: 'getConsent', method: 'GET', path: consentPath, action: 'exchange.read' }, ({ app, company }) =>
  consentView(app, company),
);

companyRoute(
  { name: 'withdrawConsent', method: 'DELETE', path: consentPath, action: 'exchange.consent' },
  async (call) => {
    const { app, company } = call;
    await app.directory.consents.release(company, decisionOf(call, 'consentWithdrawn'));
    return { status: 204 };
  },
);

async function replyOf(app: App, company: string, turn: ConsentTurn): Promise<Reply> {
  switch (turn.kind) {
    case 'next':
      return ok({ url: turn.url });
    case 'bound':
      return consentView(app, company);
    case 'refused': {
      const { problem, detail, again } = turn;
      const told = detail === undefined ? {} : { detail };
      return { problem, ...told, ...(again === undefined ? {} : { url: again }) };
    }
  }
}

async function consentView(app: App, company: string): Promise<Reply> {
  const consent = await app.directory.consents.get(company);
  if (!consent) return refused('not-found');
  const { cloud, tenant, grantedAt } = consent;
  return ok({ cloud, tenant, grantedAt: new Date(grantedAt).toISOString() });
}

// An administrator connects the company to its organisation in Microsoft 365: starts the consent, sees its result, and takes
// it back. Where no browser of ours started the consent, the API key finishes it.
import { z } from 'zod';
import type { ConsentTurn } from '../shared/access/consent.ts';
import type { InCompany } from '../shared/links/acting.ts';
import { finishConsent, readConsent, startConsent, withdrawConsent } from '../shared/links/connections/consent.ts';
import { consent, consentStarted, consentTurn } from './answers/company.ts';
import { ok, type Reply } from './http/answer.ts';
import { sessionCookie } from './http/consentSession.ts';
import { instantText } from './http/instantText.ts';
import { companyRoute } from './http/route.ts';

const consentPath = 'exchange/consent';

companyRoute(
  {
    name: 'startConsent',
    method: 'POST',
    path: consentPath,
    action: 'exchange.consent',
    summary: "Start a consent: the address of Microsoft's page",
    answers: { 200: consentStarted },
  },
  async (call) => {
    const started = await startConsent(call);
    if ('problem' in started) return started;
    const { url, session, expiresAt } = started;
    const body = { url, expiresAt: instantText(expiresAt) };
    return { status: 200, body, cookie: sessionCookie(session, expiresAt, call.app.now()) };
  },
);

const finish = z.strictObject({ address: z.url('must be the address of the page').max(8000, 'is too long') });

companyRoute(
  {
    name: 'finishConsent',
    method: 'POST',
    path: 'exchange/consent/finish',
    action: 'exchange.consent',
    summary: 'Finish a consent without the browser that started it',
    answers: { 200: consentTurn },
    body: finish,
  },
  async (call) => {
    const { app, company, body } = call;
    const returned = Object.fromEntries(new URL(body.address).searchParams);
    return turnReply(call, await finishConsent(app, returned, { company }));
  },
);

companyRoute(
  {
    name: 'getConsent',
    method: 'GET',
    path: consentPath,
    action: 'exchange.read',
    summary: 'The organisation of Microsoft 365 that is connected',
    answers: { 200: consent },
  },
  (call) => consentView(call),
);

companyRoute(
  {
    name: 'withdrawConsent',
    method: 'DELETE',
    path: consentPath,
    action: 'exchange.consent',
    summary: 'Release the organisation',
    answers: { 204: 'nothing' },
  },
  async (call) => {
    await withdrawConsent(call);
    return { status: 204 };
  },
);

async function turnReply(scope: InCompany, turn: ConsentTurn): Promise<Reply> {
  switch (turn.kind) {
    case 'next':
      return ok({ url: turn.url });
    case 'bound':
      return consentView(scope);
    case 'refused': {
      const { problem, detail, again } = turn;
      const told = detail === undefined ? {} : { detail };
      return { problem, ...told, ...(again === undefined ? {} : { url: again }) };
    }
  }
}

async function consentView(scope: InCompany): Promise<Reply> {
  const consent = await readConsent(scope);
  if ('problem' in consent) return consent;
  const { cloud, tenant, grantedAt } = consent;
  return ok({ cloud, tenant, grantedAt: instantText(grantedAt) });
}

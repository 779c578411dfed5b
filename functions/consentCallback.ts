// Microsoft sends an administrator's browser back to this page. Anyone may open it: only the signed state and the cookie of
// the browser count.
import { app as azure, type HttpResponseInit } from '@azure/functions';
import type { ConsentTurn } from '../shared/access/consent.ts';
import { finishConsent } from '../shared/links/connections/consent.ts';
import { nameOfThrown, problemOfThrown } from '../shared/links/thrownProblem.ts';
import { problemOf } from '../shared/problems.ts';
import { sessionOf } from './http/consentSession.ts';
import { html, htmlPage } from './http/html.ts';
import { runningApp } from './process/running.ts';

azure.http('consentCallback', {
  route: 'consent/callback',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async (request, context): Promise<HttpResponseInit> => {
    const id = context.invocationId;
    try {
      const app = runningApp();
      await app.prepare();
      const proof = { session: sessionOf(request.headers.get('cookie')) };
      const turn = await finishConsent(app, Object.fromEntries(request.query), proof);
      return turn.kind === 'next' ? goOn(turn.url) : pageOf(turn, id);
    } catch (error) {
      context.error(`consentCallback: ${nameOfThrown(error)}`);
      return pageOf({ kind: 'refused', problem: problemOfThrown(error) }, id);
    }
  },
});

const goOn = (url: string): HttpResponseInit => ({
  status: 302,
  headers: { location: url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
});

function pageOf(turn: Exclude<ConsentTurn, { readonly kind: 'next' }>, id: string): HttpResponseInit {
  if (turn.kind === 'bound') {
    const body = html`<p>Your organisation let this service into its calendars. A token and the test mailbox proved it.</p>
<p>Nothing is synchronised yet: each person is switched on by themselves. You can close this window.</p>`;
    return htmlPage({ status: 200, title: 'Connected to Microsoft 365', correlationId: id }, body);
  }
  const { code, sentence, action, status } = problemOf(turn.problem);
  const body = html`<p>${sentence}</p>
<p><strong>What to do:</strong> ${action}</p>
${turn.again === undefined ? undefined : html`<p><a class="go" href="${turn.again}">Check again</a></p>`}
<p class="soft">For support: <code>${code}</code>${turn.detail === undefined ? undefined : html` · <code>${turn.detail}</code>`} · <code>${id}</code></p>`;
  return htmlPage({ status, title: 'Not connected to Microsoft 365', correlationId: id }, body);
}

// What people do with one user's link: switch on, start, run. Switching off: cleanup.ts.
import { z } from 'zod';
import { decisionOf } from '../shared/links/decision.ts';
import { linkOf, linkThatIsOn } from '../shared/links/findLink.ts';
import { linkStateOf, readLinkFacts } from '../shared/links/linkFacts.ts';
import { unknownTypes } from '../shared/links/unknownTypes.ts';
import type { LinkSettings, SourceSettings } from '../shared/state/directory.ts';
import type { AuditRow } from '../shared/sync/ports/audit.ts';
import { rulesBody } from './forms/rulesBody.ts';
import { invalid, type Refusal, type Reply, refused } from './http/answer.ts';
import { calendarChoice, id, userParams } from './http/parameters.ts';
import { type CompanyCall, companyRoute } from './http/route.ts';

type UserCall<Q = unknown, B = unknown> = CompanyCall<z.output<typeof userParams>, Q, B>;

const DAY_MS = 86_400_000;

const switchOn = z.strictObject({
  /** What ended longer ago is left out of the first synchronisation. */
  pastDays: z
    .number()
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(36_500, 'must be at most 36500')
    .default(30),
  /** Whose value stands when both sides changed the same field; as before, at first the mailbox's, without it. */
  conflictPolicy: z.enum(['mailbox', 'source']).optional(),
  /** What is exchanged; as before, at first what the settings of the source say, without it. */
  rules: rulesBody.optional(),
  source: id.optional(),
  /** Instead of the calendar in the settings of the connection. */
  calendar: calendarChoice.optional(),
});

companyRoute(
  {
    name: 'switchOn',
    method: 'POST',
    path: 'users/{email}/switch-on',
    action: 'link.switch',
    params: userParams,
    body: switchOn,
  },
  async (call) => {
    const { app, company, params, body } = call;
    const found = await linkOf(app, company, params.email);
    if ('problem' in found) return found;
    if (!(await app.directory.exchange(company).get())) return refused('exchange-not-configured');
    const source = await chooseSource(call, body.source);
    if ('problem' in source) return source;
    const before = found.settings?.value;
    // Whoever hid private events, and switches off and on, hides them still.
    const rules = body.rules ?? before?.rules ?? source.rules;
    const errors = body.rules ? unknownTypes(body.rules, source.entryTypes, 'rules.') : [];
    if (errors.length > 0) return invalid(errors);
    const settings: LinkSettings = before?.on
      ? // Asked again, perhaps because an answer was lost: what was written is written again, nothing begins anew.
        before
      : {
          link: found.user.user,
          source: source.source,
          on: true,
          started: false,
          epoch: (before?.epoch ?? 0) + 1,
          conflictPolicy: body.conflictPolicy ?? before?.conflictPolicy ?? 'mailbox',
          ...(rules ? { rules } : {}),
          endsAfter: app.now() - body.pastDays * DAY_MS,
          ...(body.calendar === undefined ? {} : { calendar: body.calendar }),
        };
    return writeAndRun(call, settings, found.settings?.etag, before?.on ? undefined : 'switchedOn');
  },
);

companyRoute(
  { name: 'start', method: 'POST', path: 'users/{email}/start', action: 'link.switch', params: userParams },
  async (call) => {
    const { app, company, params } = call;
    const found = await linkThatIsOn(app, company, params.email);
    if ('problem' in found) return found;
    const { value, etag } = found.settings;
    const state = linkStateOf(await readLinkFacts(app.directory.linkStore(company, value.link)));
    if (state !== 'preview' && state !== 'on') return refused('preview-not-ready');
    return writeAndRun(call, { ...value, started: true }, etag, value.started ? undefined : 'started');
  },
);

companyRoute(
  { name: 'run', method: 'POST', path: 'users/{email}/run', action: 'link.run', params: userParams },
  async ({ app, company, params }) => {
    const found = await linkThatIsOn(app, company, params.email);
    if ('problem' in found) return found;
    const { link, source } = found.settings.value;
    await app.queues.pollSource({ company, source });
    await app.queues.syncLink({ company, link });
    return { status: 202 };
  },
);

/** The company's source; a request that names it names the right one. */
async function chooseSource({ app, company }: UserCall, named: string | undefined): Promise<SourceSettings | Refusal> {
  const [source] = await app.directory.sources(company);
  if (!source) return refused('source-not-configured');
  if (named === undefined || named === source.source) return source;
  return invalid([{ field: 'source', message: 'is no source of this company' }]);
}

/** `what` is undefined when nothing is decided anew. */
async function writeAndRun(
  call: UserCall,
  settings: LinkSettings,
  etag: string | undefined,
  what: AuditRow['what'] | undefined,
): Promise<Reply> {
  const { app, company } = call;
  const decision = what && decisionOf(call, what);
  const written = await app.directory.switchLink(company, settings, etag, decision);
  if (!written.ok) return refused('version-stale');
  await app.queues.syncLink({ company, link: settings.link });
  return { status: 202, body: { state: settings.started ? 'on' : 'listing' } };
}

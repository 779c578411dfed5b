// The business applications of a company: their settings.
import { z } from 'zod';
import type { InCompany } from '../shared/links/acting.ts';
import { type ListedSource, listSources, readSource, saveSource } from '../shared/links/connections/sources.ts';
import { APPLICATIONS } from '../shared/sources/registry.ts';
import { source, sources } from './answers/company.ts';
import { everySourceBody, parseSourceBody, sourceSettings, sourceView } from './forms/sourceBody.ts';
import { invalid, ok } from './http/answer.ts';
import { sourceParams } from './http/parameters.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';
import { lacksView } from './views/lacksView.ts';
import { pollView } from './views/pollView.ts';

/** The fields depend on the application that `kind` names: parseSourceBody reads them. */
const anyObject = z.record(z.string(), z.unknown(), 'must be an object');

companyRoute(
  {
    name: 'listSources',
    method: 'GET',
    path: 'sources',
    action: 'source.read',
    summary: 'The business applications of the company',
    answers: { 200: sources },
  },
  async (call) => {
    const listed = await listSources(call);
    return ok({ items: listed.map((each) => ({ source: each.settings.source, ...listedView(call, each) })) });
  },
);

companyRoute(
  {
    name: 'getSource',
    method: 'GET',
    path: 'sources/{sourceId}',
    action: 'source.read',
    summary: 'One business application, without its secrets',
    answers: { 200: source },
    params: sourceParams,
  },
  async (call) => storedReply(await readSource(call, call.params.sourceId), (listed) => listedView(call, listed)),
);

companyRoute(
  {
    name: 'putSource',
    method: 'PUT',
    path: 'sources/{sourceId}',
    action: 'source.write',
    summary: 'Change a business application; a secret that is left out stays',
    answers: { 200: source, 201: source },
    params: sourceParams,
    body: anyObject,
    shownBody: everySourceBody(APPLICATIONS),
  },
  async (call) => {
    const source = call.params.sourceId;
    const body = parseSourceBody(call.app.applications, call.body);
    if ('errors' in body) return invalid(body.errors);
    const saved = await saveSource(call, {
      source,
      precondition: preconditionOf(call.header),
      settings: (stored, seal) => {
        const settings = sourceSettings(source, body, { stored, seal });
        return 'field' in settings ? invalid([settings]) : { value: settings };
      },
    });
    return savedReply(saved, (settings) => sourceView(settings, true));
  },
);

/** A user of the company reads its sources too, but not how they are connected. PUT ignores `poll` and `lacks`. */
const listedView = ({ app, by }: InCompany & { readonly by: string }, { settings, state }: ListedSource): object => ({
  ...sourceView(settings, by === 'company'),
  ...pollView(state),
  ...lacksView(app.applications, settings.kind),
});

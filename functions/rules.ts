// What a link exchanges: direction, filters, private events. Set when it is switched on, and changed here.

import { decisionOf } from '../shared/links/decision.ts';
import { linkThatIsOn } from '../shared/links/findLink.ts';
import { unknownTypes } from '../shared/links/unknownTypes.ts';
import { DEFAULT_RULES } from '../shared/sync/ports/linkRules.ts';
import { rulesBody } from './forms/rulesBody.ts';
import { invalid, refused } from './http/answer.ts';
import { userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  { name: 'getRules', method: 'GET', path: 'users/{email}/rules', action: 'link.read', params: userParams },
  async ({ app, company, params }) => {
    const found = await linkThatIsOn(app, company, params.email);
    if ('problem' in found) return found;
    return { status: 200, body: found.settings.value.rules ?? DEFAULT_RULES };
  },
);

companyRoute(
  {
    name: 'putRules',
    method: 'PUT',
    path: 'users/{email}/rules',
    action: 'link.switch',
    params: userParams,
    body: rulesBody,
  },
  async (call) => {
    const { app, company, params, body } = call;
    const found = await linkThatIsOn(app, company, params.email);
    if ('problem' in found) return found;
    const { value, etag } = found.settings;
    const source = await app.directory.source(company, value.source).get();
    const errors = unknownTypes(body, source?.value.entryTypes ?? []);
    if (errors.length > 0) return invalid(errors);
    const decision = decisionOf(call, 'settingsChanged');
    const written = await app.directory.switchLink(company, { ...value, rules: body }, etag, decision);
    if (!written.ok) return refused('version-stale');
    await app.queues.syncLink({ company, link: value.link });
    return { status: 202, body };
  },
);

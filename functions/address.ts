// A user's address changes, as with a name: the user stays the same, with all that the link knows. Whether the mailbox is
// still the same, and whether the business application names the new address, the link's next run finds out.
import { z } from 'zod';
import { decisionOf } from '../shared/links/decision.ts';
import { ok, refused } from './http/answer.ts';
import { email, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'changeAddress',
    method: 'POST',
    path: 'users/{email}/address',
    action: 'user.write',
    params: userParams,
    body: z.strictObject({ email }),
  },
  async (call) => {
    const { app, company, params, body } = call;
    const moved = await app.directory.changeAddress(
      company,
      params.email,
      body.email,
      decisionOf(call, 'addressChanged'),
    );
    if (moved === 'missing') return refused('not-found');
    if (moved === 'taken') return refused('address-taken');
    app.settingsChanged(company);
    const [link] = (await app.directory.links(company)).filter((each) => each.link === moved.user);
    if (link?.on) await app.queues.syncLink({ company, link: link.link });
    return ok({ email: moved.email, name: moved.name });
  },
);

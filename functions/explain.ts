// "Why is this entry not there?": for each match a verdict, and what the rows tell of its past.
import { z } from 'zod';
import { type Explained, explain, type Question } from '../shared/links/pairs/explain.ts';
import { explanation } from './answers/conflicts.ts';
import { ok } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';
import { remarksView, verdictView } from './views/verdictView.ts';

/** The id of an event may be part of a cursor. */
const matchPage = page(100).extend({ cursor: z.string().max(1100, 'is too long').optional() });

const explainQuery = z
  .strictObject({
    ...matchPage.shape,
    // Of an entry, or of one occurrence of it.
    entry: z
      .string()
      .regex(/^[\w.~@=+:,-]{1,128}(![\w:-]{1,40})?$/, 'must be the id of an entry')
      .optional(),
    event: z
      .string()
      .regex(/^[\w+/=-]{1,1000}$/, 'must be the id of an event')
      .optional(),
    title: z.string().trim().min(1, 'must not be empty').max(255, 'is too long').optional(),
    date: z.iso
      .date('must be a date, such as 2026-12-01')
      .refine((date) => date < '9999-12-31', 'must be before 9999-12-31')
      .optional(),
  })
  .refine(
    ({ entry, event, title, date }) =>
      [entry, event, title].filter((each) => each !== undefined).length === 1 &&
      (title === undefined) === (date === undefined),
    'must name an entry, or an event, or a title and a date',
  );

companyRoute(
  {
    name: 'explain',
    method: 'GET',
    path: 'users/{email}/explain',
    action: 'link.read',
    summary: 'The state of an entry or event, with its reason and its past',
    answers: { 200: explanation },
    params: userParams,
    query: explainQuery,
  },
  async (call) => {
    const { cursor, limit } = call.query;
    const answer = await explain(call, { ...call.params, cursor, limit, question: questionOf(call.query) });
    return 'problem' in answer ? answer : ok({ ...answer, items: answer.items.map(explainedView) });
  },
);

function questionOf({ entry, event, title, date }: z.output<typeof explainQuery>): Question {
  if (title !== undefined && date !== undefined) return { by: 'title', title, date };
  return entry === undefined ? { by: 'event', id: event ?? '' } : { by: 'entry', id: entry };
}

function explainedView({ verdict, remarks, history, ...shown }: Explained): object {
  return {
    ...shown,
    ...verdictView(verdict),
    ...remarksView(remarks),
    ...(history ? { history: history.map(({ at, ...past }) => ({ at: instantText(at), ...past })) } : {}),
  };
}

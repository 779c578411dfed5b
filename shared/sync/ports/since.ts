// A problem is shown with the time when it began. Each retry finds it anew.
import type { Instant } from '../../calendar/event.ts';

/**
 * When the problem that was found `now` began: at the time on record, where the same problem stood already. Another
 * detail, such as another response code, makes no other problem.
 */
export const sinceWhen = (before: Standing | undefined, found: Omit<Standing, 'at'>, now: Instant): Instant =>
  before && before.code === found.code && before.field === found.field ? before.at : now;

interface Standing {
  readonly code: string;
  readonly field?: string | undefined;
  readonly at: Instant;
}

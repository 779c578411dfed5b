// Values that Exchange cannot hold are refused before they are sent. Exchange itself would cut a text silently, or
// refuse every item of the request because of one value outside its schema.
import type { CalendarEvent, EventField, EventPatch, When } from '../calendar/event.ts';
import type { Failure } from '../sync/ports/outcome.ts';

/** item:Subject and item:Categories, in characters (Microsoft's reference of both elements). */
const TITLE_MAX = 255;
const KEYWORD_MAX = 255;
/** ReminderMinutesBeforeStartType of Microsoft's types.xsd: five years. */
export const ALERT_MINUTES_MAX = 2_629_800;

/** The reason why Exchange would not take these fields; undefined when it would. */
export const refusalOf = (patch: EventPatch): Failure | undefined =>
  refusalOfFields(patch) ?? (patch.when && refusalOfOccurrences(patch.when));

/** The own values of an occurrence are part of the field `when`. */
function refusalOfOccurrences({ recurrence }: When): Failure | undefined {
  for (const override of Object.values(recurrence?.overrides ?? {})) {
    const { when, ...fields } = 'excluded' in override ? {} : override;
    const refusal = refusalOfFields(fields);
    if (refusal) return { ...refusal, field: 'when' };
  }
  return undefined;
}

type Fields = Pick<EventPatch, 'title' | 'keywords' | 'alert'>;

/** The fields that Exchange would not take. The others can be written without them. */
export const unfitFields = ({ title, keywords, alert }: CalendarEvent): EventField[] =>
  [{ title }, { keywords }, { alert }].flatMap((each) => refusalOfFields(each)?.field ?? []);

function refusalOfFields({ title, keywords, alert }: Fields): Rejection | undefined {
  if (title !== undefined && title.length > TITLE_MAX) return refuse('title', `more than ${TITLE_MAX} characters`);
  if (keywords?.some((keyword) => keyword.length > KEYWORD_MAX)) {
    return refuse('keywords', `one has more than ${KEYWORD_MAX} characters`);
  }
  const minutes = alert?.minutesBefore ?? 0;
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > ALERT_MINUTES_MAX) {
    return refuse('alert', `not a number of minutes from 0 to ${ALERT_MINUTES_MAX}`);
  }
  return undefined;
}

type Rejection = Extract<Failure, { kind: 'rejected' }> & { readonly field: EventField };

const refuse = (field: EventField, detail: string): Rejection => ({
  kind: 'rejected',
  code: 'item-rejected',
  field,
  detail,
});

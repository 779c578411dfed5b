// The names of a calendar item's fields. No public source has them, so there are three spellings.
import type { IvantiBehaviour } from '../http/behaviour.ts';

export interface CalendarNames {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly allDay: string;
  readonly body: string;
  /** The field that may hold the id of a foreign calendar's entry; undefined where the tenant lacks it. */
  readonly externalLink: string | undefined;
}

export const CALENDAR_NAMES: Readonly<Record<IvantiBehaviour['names'], CalendarNames>> = {
  subject: {
    title: 'Subject',
    start: 'StartDateTime',
    end: 'EndDateTime',
    allDay: 'IsAllDay',
    body: 'Details',
    externalLink: 'ExternalCalendarLinkID',
  },
  name: {
    title: 'Name',
    start: 'StartDate',
    end: 'EndDate',
    allDay: 'AllDay',
    body: 'Description',
    externalLink: 'ExternalCalendarLinkID',
  },
  unlinked: {
    title: 'Title',
    start: 'ScheduledStartDate',
    end: 'ScheduledEndDate',
    allDay: 'AllDayEvent',
    body: 'Notes',
    externalLink: undefined,
  },
};

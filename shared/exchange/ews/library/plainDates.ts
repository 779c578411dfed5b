// Repair: the library writes the dates of a recurrence with the offset of the process. Exchange could take such a date for
// another one in the zone of the series.

/** The envelope with plain dates. No value can look like the element, since `<` is escaped. */
export const withPlainDates = (envelope: string): string =>
  envelope.replace(/(<t:(?:StartDate|EndDate)>\d{4}-\d\d-\d\d)[^<]*/g, '$1');

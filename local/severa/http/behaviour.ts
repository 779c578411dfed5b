// The switches of the local Severa. The public sources leave these points open, so a test can set each of them.

/** Read at each request, so a change counts at once. */
export interface SeveraBehaviour {
  wrongCredentials: 400 | 401;
  /** The scopes that the credential has. */
  grantedScopes: readonly string[];
  /** A scope that the credential lacks: the token comes without it, or no token comes. */
  ungrantedScope: 'reduce' | 'refuse';
  clientIdHeader: 'optional' | 'require';
  /** The life of a token, in seconds. */
  tokenSeconds: number;
  /** A page token repeats the filters of the first page; otherwise the caller does. */
  tokenEmbedsFilters: boolean;
  /** The life of a page token, in seconds. */
  pageTokenSeconds: number;
  rowCountLimit: number;
  rowCountOver: 'clamp' | 'refuse';
  /** Another seed gives another order of rows. */
  seed: string;
  noMatch: 'empty' | '404';
  /** A change of participants changes `lastUpdatedDateTime` of the activity. */
  seesParticipants: boolean;
  /** A change of one occurrence changes `lastUpdatedDateTime` of its series. */
  seesSeriesOnOccurrenceChange: boolean;
  /** Each request about activities gives other guids to occurrences. */
  unstableOccurrenceGuids: boolean;
  /** The months from now on for which a series without end has occurrences. */
  horizonMonths: number;
  readOnlyFields: 'ignore' | 'refuse';
  strictOpCase: boolean;
  stringValuesOnly: boolean;
  occurrenceWrites: 'exception' | '404' | 'wholeSeries';
  ownerAsParticipant: boolean;
  times: 'offset' | 'Z' | 'zoneless' | 'fraction';
  allDayEnd: 'inclusive' | 'exclusive';
  requestsPerSecond: number;
  retryAfter: 'absent' | 'seconds' | 'date';
  errorBody: 'model' | 'empty' | 'text';
  /** Records have a field that nobody knows, and enums a value that nobody knows. */
  unknowns: boolean;
  dateHeader: boolean;
  /** The organisation's state that refuses every call, for example `TrialExpired`. */
  organisationProblem: string | undefined;
}

const AREAS = ['activities', 'customers', 'projects', 'settings', 'users'];

/** The behaviour that the public sources make most likely. */
export const defaultBehaviour = (): SeveraBehaviour => ({
  wrongCredentials: 401,
  grantedScopes: [
    ...AREAS.flatMap((area) => [`${area}:read`, `${area}:write`, `${area}:delete`]),
    'organization:read',
    'organization:write',
  ],
  ungrantedScope: 'reduce',
  clientIdHeader: 'optional',
  tokenSeconds: 3600,
  tokenEmbedsFilters: true,
  pageTokenSeconds: Number.POSITIVE_INFINITY,
  rowCountLimit: 100,
  rowCountOver: 'clamp',
  seed: 'severa',
  noMatch: 'empty',
  seesParticipants: true,
  seesSeriesOnOccurrenceChange: true,
  unstableOccurrenceGuids: false,
  horizonMonths: 12,
  readOnlyFields: 'ignore',
  strictOpCase: false,
  stringValuesOnly: false,
  occurrenceWrites: 'exception',
  ownerAsParticipant: false,
  times: 'offset',
  allDayEnd: 'inclusive',
  requestsPerSecond: 10,
  retryAfter: 'absent',
  errorBody: 'model',
  unknowns: false,
  dateHeader: true,
  organisationProblem: undefined,
});

// The limits of every connection to Exchange, over EWS as over Graph.

/** Open connections at a time. Exchange allows an account 27 requests at a time; Microsoft advises at most 10. */
export const CONNECTIONS_MAX = 10;

/** Of one answer of Graph, after decompression. */
export const ANSWER_BYTES_MAX = 20 * 1024 * 1024;

/**
 * Of one answer over EWS, after decompression. XML takes several times as long to read as JSON: this takes a quarter of a
 * second at most. A page that is larger is asked for again with fewer items.
 */
export const EWS_ANSWER_BYTES_MAX = 4 * 1024 * 1024;

/** Some organisations block requests that name no program (EwsApplicationAccessPolicy). */
export const USER_AGENT = 'exchange-calendar-sync';

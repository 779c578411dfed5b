// Instants as the API writes them: UTC, RFC 3339.
import type { Instant } from '../../shared/calendar/event.ts';

export const instantText = (instant: Instant): string => new Date(instant).toISOString();

// The row by which a company's administrator enables and disables synchronisation, as other folders see it.
import type { Instant } from '../calendar/event.ts';

export interface Synchronisation {
  readonly state: 'enabled' | 'disabled';
  readonly at: Instant;
}

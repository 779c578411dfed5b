// Zones that differ in what they do to the clocks, and instants that fall on it; for the properties of this folder.
import fc from 'fast-check';

export const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Helsinki',
  'Asia/Kathmandu', // a quarter of an hour
  'Pacific/Auckland', // summer in January
  'Africa/Casablanca', // winter time in Ramadan
  'Australia/Lord_Howe', // clocks change by half an hour
] as const;

export const zone = fc.constantFrom(...ZONES);

const hour = 3600;
// 2026: New York and Helsinki leave and begin summer time, Casablanca enters Ramadan, Auckland and Lord Howe leave summer.
const changes = ['2026-03-08T07', '2026-11-01T06', '2026-03-29T01', '2026-10-25T01', '2026-02-15T02', '2026-04-04T14'];
const changesAt = changes.map((text) => Date.parse(`${text}:00:00Z`) / 1000);

/** Whole seconds as an Instant: any between 1990 and 2060, half of them within three hours of a change of the clocks. */
export const instant = fc
  .oneof(
    fc.integer({ min: Date.UTC(1990, 0) / 1000, max: Date.UTC(2060, 0) / 1000 }),
    fc
      .tuple(fc.constantFrom(...changesAt), fc.integer({ min: -3 * hour, max: 3 * hour }))
      .map(([at, offset]) => at + offset),
  )
  .map((seconds) => seconds * 1000);

/** Every run of the properties tries the same cases. */
export const fixed = { seed: 20261120, numRuns: 500 };

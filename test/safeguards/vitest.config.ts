// The tests that notice a missing safeguard, with the one that SAFEGUARD names taken away; with all of them without it.
import { defineConfig } from 'vitest/config';
import { SAFEGUARDS } from './safeguards.ts';
import { takeAway } from './takeAway.ts';

const wanted = process.env.SAFEGUARD;
const safeguard = SAFEGUARDS.find(({ name }) => name === wanted);
if (wanted && !safeguard) throw new Error(`there is no safeguard ${wanted}`);

export default defineConfig({
  plugins: safeguard ? [takeAway(safeguard)] : [],
  test: {
    root: `${import.meta.dirname}/../..`,
    include: [...new Set(SAFEGUARDS.map(({ witness }) => witness.file))],
    env: { TZ: 'UTC' },
    pool: 'forks',
    testTimeout: 240_000,
  },
});

// Rows for the tests of the views: a pair as the engine stores it, with what the test is about.

import type { LinkFacts } from '../../../shared/links/linkFacts.ts';
import type { LinkRow, PairRow, PairSide } from '../../../shared/sync/ports/rows.ts';

export const side = (id: string): PairSide => ({ id, base: {} });

export const pairRow = (pair: string, rest: Partial<PairRow> = {}): PairRow => ({
  pair,
  intents: {},
  abandoned: [],
  unlanded: {},
  orphans: [],
  ...rest,
});

/** In step on both sides. */
export const wholePair = (pair: string, rest: Partial<PairRow> = {}): PairRow =>
  pairRow(pair, { mailbox: side(`event-${pair}`), source: side(`entry-${pair}`), ...rest });

export const linkRow = (rest: Partial<LinkRow> = {}): LinkRow => ({
  on: true,
  started: false,
  epoch: 1,
  endsAfter: 0,
  ...rest,
});

export const facts = (rest: Partial<LinkFacts> = {}): LinkFacts => ({
  link: linkRow(),
  lease: undefined,
  mailboxWatermark: { watermark: 'w', enumerating: false },
  sourceEnumeration: { epoch: 1 },
  hold: undefined,
  cleanup: undefined,
  pairs: [],
  marks: new Map(),
  ...rest,
});

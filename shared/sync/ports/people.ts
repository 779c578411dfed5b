// The owner of an entry, and the people who take part in it. Pure.
import type { Part } from './source.ts';

export interface People {
  readonly owner: string;
  /** Never the owner. */
  readonly participants: readonly string[];
}

/** True when an entry is this user's to see. */
export const concerns = ({ owner, participants }: People, email: string): boolean =>
  owner === email || participants.includes(email);

/** True when other people than this user own the entry or take part in it. */
export const isShared = ({ owner, participants }: People, email: string): boolean =>
  owner !== email || participants.length > 0;

/** The people of an entry after one user gets this part. An owner cannot go: an entry always has one. */
export function withPart({ owner, participants }: People, { email, part }: Pick<Part, 'email' | 'part'>): People {
  const others = participants.filter((each) => each !== email);
  if (email === owner) return { owner, participants: others };
  switch (part) {
    case 'owner':
      return { owner: email, participants: [owner, ...others] };
    case 'participant':
      return { owner, participants: [...others, email] };
    case 'none':
      return { owner, participants: others };
  }
}

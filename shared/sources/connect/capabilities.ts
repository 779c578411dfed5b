// The abilities that the synchronisation would like from a business application. An application names those that it lacks,
// and why. The API shows them, docs/capabilities.md is drawn from them, and the contract suite of sources reads them.

/** `ability`: a sentence about the application. `without`: the product does this instead, as people are told. */
interface Ability {
  readonly ability: string;
  readonly without: string;
}

export const CAPABILITIES = {
  tag: {
    ability: 'An entry keeps our tag.',
    without: 'The tags stand in our tables. After a lost answer, an entry is found again by its content and time.',
  },
  rev: {
    ability: 'An entry keeps the mark of our last write.',
    without: 'Our own write is recognised by its values.',
  },
  deletions: {
    ability: 'The changes tell of deletions.',
    without: 'A listing finds what is missing, and a read of each such entry confirms that it is gone.',
  },
  earlierChanges: {
    ability: 'The first poll tells all that was there before.',
    without: 'Each link lists the entries of its user first. The poll tells the changes from then on.',
  },
  versions: {
    ability: 'A change or a listing tells the version that a read tells.',
    without: 'Each entry that was told is read once more.',
  },
  participants: {
    ability: 'A change or a listing names all who take part.',
    without: 'A read of the entry names them.',
  },
  fields: {
    ability: 'An entry has every field of an event.',
    without: 'A field that the application lacks keeps the value of Exchange.',
  },
  participation: {
    ability: 'An entry has participants besides its owner.',
    without: 'An entry is in the calendar of its owner. A person who joins it is refused, as a problem of the entry.',
  },
  series: {
    ability: 'An entry repeats.',
    without: 'A series from Exchange is left out with its reason, or expanded where the rules say so.',
  },
  recurrenceChanges: {
    ability: 'A single entry becomes a series, and a series becomes a single entry.',
    without: 'The change is refused and stands as a problem of the entry.',
  },
} as const satisfies Readonly<Record<string, Ability>>;

export type Capability = keyof typeof CAPABILITIES;

/** The abilities that an application lacks, each with the reason as a sentence. */
export type Lacks = Readonly<Partial<Record<Capability, string>>>;

export interface Lack extends Ability {
  readonly capability: Capability;
  readonly because: string;
}

const ORDER = Object.keys(CAPABILITIES) as readonly Capability[]; // the keys of a constant

/** In the order of CAPABILITIES. */
export function lacksOf(lacks: Lacks): readonly Lack[] {
  return ORDER.flatMap((capability) => {
    const because = lacks[capability];
    return because === undefined ? [] : [{ capability, ...CAPABILITIES[capability], because }];
  });
}

// A business application that was opened with the settings of a company. All links of the company share it.
import type { TimeZoneId } from '../../calendar/event.ts';
import type { TestReport } from '../../probe/report.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import type { Source, UntaggedSource } from '../../sync/ports/source.ts';

export type OpenApplication = Workplace &
  (
    | { readonly keepsTags: true; readonly source: Source }
    /** The application has no field for a tag: the tags are kept in our tables. */
    | { readonly keepsTags: false; readonly source: UntaggedSource }
  );

/** The answers of an application that are about no entry. */
export interface Workplace {
  /** The entry types whose entries a calendar may change. The others go one way. Absent: all of them. */
  readonly twoWay?: readonly string[];
  /** The people who work in the application, inactive ones too. Absent: users are entered over the API. */
  people?(): Promise<Outcome<readonly WorkplacePerson[]>>;
  /** Absent: the administrator writes the entry types. */
  entryTypes?(): Promise<Outcome<readonly WorkplaceType[]>>;
  /** The connection test, step by step. It asks, and writes nothing. */
  test?(): Promise<TestReport>;
}

export interface WorkplacePerson {
  readonly id: string;
  /** In lower case, like the aliases. */
  readonly email: string;
  readonly aliases: readonly string[];
  readonly name: string;
  /** False: the person has left, or may not use the application. */
  readonly active: boolean;
  readonly timeZone?: TimeZoneId;
  /** The entry type of the entries that are created from this person's events. */
  readonly defaultType?: string;
  /** The application mails this person about entries that others create. */
  readonly isMailedAboutNewEntries?: true;
}

export interface WorkplaceType {
  readonly id: string;
  readonly name: string;
  readonly category?: string;
  /** The application's own choice for new entries. */
  readonly isDefault: boolean;
  /** False: nothing new gets this type. */
  readonly active: boolean;
}

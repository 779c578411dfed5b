// The business applications that a company can be connected to: the one place to add another.
// The settings API, sealing, polls and the entries API follow from this list.
import type { ConnectedApplication } from './connect/application.ts';
import { type BuiltInApplication, builtIn } from './entries/application.ts';
import { ivanti } from './ivanti/application.ts';
import { severa } from './severa/application.ts';

export type Application = BuiltInApplication | ConnectedApplication;

/** In the order in which people are told of them. */
export const APPLICATIONS: readonly Application[] = [builtIn, severa, ivanti];

/** Undefined: this release knows no application of that kind. */
export const applicationOf = (applications: readonly Application[], kind: string): Application | undefined =>
  applications.find((application) => application.kind === kind);

// In which company a use case works, and who asked for it.
import type { App } from '../app/app.ts';

export interface InCompany {
  readonly app: App;
  readonly company: string;
}

export interface Acting extends InCompany {
  /** As an audit row says it: the address of a user, or `company` for its API key. */
  readonly by: string;
  /** The id of the API key with which somebody acts. */
  readonly byKey?: string;
}

// The abilities that a business application lacks, as people are told of them.
import { lacksOf } from '../../shared/sources/connect/capabilities.ts';
import { type Application, applicationOf } from '../../shared/sources/registry.ts';

/** The field `lacks`; absent where the application has every ability. */
export function lacksView(applications: readonly Application[], kind: string): { readonly lacks?: object } {
  const application = applicationOf(applications, kind);
  const lacks = application?.keepsEntries === 'itself' ? lacksOf(application.lacks) : [];
  return lacks.length === 0 ? {} : { lacks };
}

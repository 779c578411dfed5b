// Remembers for a while the settings that all links of a company share. So an idle run reads little but its own rows.
import type { Instant } from '../../calendar/event.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Clock } from '../../seams.ts';
import type {
  Directory,
  ExchangeSettings,
  LinkSettings,
  SourceSettings,
  User,
  Versioned,
} from '../../state/directory.ts';

/** The settings that one link works with. */
export interface LinkSetup {
  readonly settings: LinkSettings;
  readonly email: string;
  /** A shared link: the entries of everybody. */
  readonly everybody: boolean;
  readonly exchange: Versioned<ExchangeSettings>;
  readonly source: SourceSettings;
}

export interface CompanySetups {
  /** The company's settings are read anew for the next link. */
  forget(company: string): void;
  /** Or what is missing. `lost`: the settings of a link whose own were lost. */
  ofLink(company: string, link: string, lost?: LinkSettings): Promise<LinkSetup | ProblemCode>;
}

interface CompanySetup {
  readonly exchange: Versioned<ExchangeSettings> | undefined;
  readonly sources: ReadonlyMap<string, SourceSettings>;
  /** By link. */
  readonly users: ReadonlyMap<string, User>;
}

export function rememberSetups({
  directory,
  now,
  rememberMs,
}: {
  readonly directory: Pick<Directory, 'exchange' | 'sources' | 'users' | 'linkSettings'>;
  readonly now: Clock;
  readonly rememberMs: number;
}): CompanySetups {
  const remembered = new Map<string, { readonly until: Instant; readonly setup: CompanySetup }>();

  async function read(company: string): Promise<CompanySetup> {
    const [exchange, sources, users] = await Promise.all([
      directory.exchange(company).get(),
      directory.sources(company),
      directory.users(company),
    ]);
    const setup: CompanySetup = {
      exchange,
      sources: new Map(sources.map((each) => [each.source, each])),
      users: new Map(users.map((each) => [each.user, each])),
    };
    remembered.set(company, { until: now() + rememberMs, setup });
    return setup;
  }

  return {
    forget: (company) => void remembered.delete(company),

    async ofLink(company, link, lost) {
      const settings = (await directory.linkSettings(company, link).get())?.value ?? lost;
      if (!settings) return 'not-found';
      const before = remembered.get(company);
      const found = before && before.until > now() ? linkSetup(before.setup, settings) : 'not-found';
      // Another process may have added since what is missing: nothing is refused from memory.
      return typeof found === 'string' ? linkSetup(await read(company), settings) : found;
    },
  };
}

function linkSetup({ exchange, sources, users }: CompanySetup, settings: LinkSettings): LinkSetup | ProblemCode {
  const user = users.get(settings.link);
  const source = sources.get(settings.source);
  if (!user) return 'not-found';
  if (!exchange) return 'exchange-not-configured';
  const everybody = user.shared !== undefined;
  return source ? { settings, email: user.email, everybody, exchange, source } : 'source-not-configured';
}

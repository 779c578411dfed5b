// All that a run of a link needs, joined: its mailbox, its source, its rows, its keys, its clock.
import type { KeyRing } from '../access/keys.ts';
import { digestOf } from '../calendar/digest.ts';
import type { ProblemCode } from '../problems.ts';
import type { Clock, Ids } from '../seams.ts';
import type { OpenApplication } from '../sources/connect/openApplication.ts';
import type { Directory, ExchangeSettings, LinkSettings, Versioned } from '../state/directory.ts';
import { everybodysEntries } from '../sync/everybody/everybodysEntries.ts';
import { expandedSource } from '../sync/expansion/expandedSource.ts';
import { ownEntries, ownEvents } from '../sync/marks/ownMarks.ts';
import type { LinkContext } from '../sync/ports/link.ts';
import { DEFAULT_RULES, withinTwoWay } from '../sync/ports/linkRules.ts';
import type { Source } from '../sync/ports/source.ts';
import { keepTags } from '../sync/untagged/keepTags.ts';
import type { CompanySetups } from './company/companySetups.ts';
import type { Exchange } from './exchange/exchange.ts';
import { type FormerParts, openFormer } from './exchange/formerMailbox.ts';
import { linkKeys, tagPrinters } from './secrets/linkKeys.ts';
import { markOf } from './secrets/marks.ts';
import type { Sources } from './source/source.ts';

export interface LinkContextParts {
  readonly directory: Directory;
  readonly setups: CompanySetups;
  readonly exchange: Pick<Exchange, 'mailbox'>;
  readonly graph: FormerParts['graph'];
  readonly sources: Pick<Sources, 'open'>;
  readonly keys: KeyRing;
  readonly marksKey: Uint8Array;
  readonly now: Clock;
  readonly newId: Ids;
}

/** A run stops by itself before the host's functionTimeout of 10 minutes, and before its lease of 5 minutes ends. */
const RUN_MS = 4 * 60_000;

export const joinLinkContext = (parts: LinkContextParts) => {
  const { directory, setups, exchange, graph, sources, keys, now, newId } = parts;
  const sourceOf = (
    application: OpenApplication,
    { company, owner }: { readonly company: string; readonly owner: string },
  ): Source => {
    if (application.keepsTags) return application.source;
    const [ledger, printers] = [directory.tagLedger(company), tagPrinters(keys, company)];
    return keepTags(application.source, { ledger, printers, owner, now });
  };

  /** Or why the link cannot run; `not-found`: there is no such link. `lost`: the settings of a link that lost its own. */
  return async (company: string, link: string, lost?: LinkSettings): Promise<LinkContext | ProblemCode> => {
    const setup = await setups.ofLink(company, link, lost);
    if (typeof setup === 'string') return setup;
    const { settings, email, everybody } = setup;
    const which = { address: email, calendar: settings.calendar };
    const mark = markOf(parts.marksKey, company, settings.source);
    const open = async (connection: Versioned<ExchangeSettings>) => {
      const opened = await exchange.mailbox(company, connection, which);
      return typeof opened === 'string' ? opened : { ...opened, mailbox: ownEvents(opened.mailbox, mark) };
    };
    const opened = await open(setup.exchange);
    if (typeof opened === 'string') return opened;
    const connected = sources.open(company, setup.source);
    if (typeof connected === 'string') return connected;
    const source = ownEntries(sourceOf(connected.application, { company, owner: email }), mark);
    const ofKeys = linkKeys(keys, company, link);
    return {
      ...ofKeys,
      link,
      email,
      conflictPolicy: settings.conflictPolicy,
      // A shared calendar invites nobody.
      participants: everybody ? 'silentCopies' : (setup.exchange.value.participants ?? 'silentCopies'),
      rules: withinTwoWay(settings.rules ?? DEFAULT_RULES, connected.application.twoWay),
      mailbox: opened.mailbox,
      // With another address or calendar it may be another folder.
      connection: `${opened.connection} ${digestOf(JSON.stringify(which))}`,
      former: () => openFormer({ directory, graph, open }, { company, address: email, inUse: setup.exchange }),
      source: expandedSource(everybody ? everybodysEntries(source, email) : source, {
        print: ofKeys.printers.inUse.print,
        unheld: (event) => opened.mailbox.unheld(event),
      }),
      store: directory.linkStore(company, link),
      company: directory.companyStore(company),
      now,
      newId,
      deadline: now() + RUN_MS,
    };
  };
};

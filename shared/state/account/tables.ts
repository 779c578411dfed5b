// The directory on Table Storage: the tables and their partitions. The table `links` has a partition for each link. The
// table `companies` has one for each company, and those that belong to no company. The table `entries` has one for each
// source.
import type { Clock, Meter } from '../../seams.ts';
import { changeAddress } from '../company/changeAddress.ts';
import {
  budgetRow,
  exchangeRow,
  linkSettingsRow,
  nudgeRow,
  sourceRow,
  synchronisationRow,
  userRow,
  webhookRow,
} from '../company/companyRows.ts';
import { createCompanyStore } from '../company/companyStore.ts';
import { createConsents } from '../company/consents.ts';
import { openNextExchange } from '../company/nextExchange.ts';
import { purgeStep } from '../company/purge.ts';
import { createRegister } from '../company/register.ts';
import { openResource, readAll } from '../company/resource.ts';
import { createSubscriptions } from '../company/subscriptions.ts';
import { switchLink } from '../company/switchLink.ts';
import { createTagLedger } from '../company/tagLedger.ts';
import type { Directory } from '../directory.ts';
import { createEntryStores } from '../entries/entryStore.ts';
import { sealedPartition, sealedRows } from '../entries/sealedPartition.ts';
import { auditRow } from '../link/linkRows.ts';
import { createLinkStore } from '../link/linkStore.ts';
import type { RowSeal } from '../sealing.ts';
import { storageFailure } from '../table/failures.ts';
import {
  ALL_LINKS,
  auditsOf,
  companyPartition,
  EXCHANGE_KEY,
  entriesPartition,
  LINK_SETTINGS,
  linkPartition,
  linkSettingsKey,
  nudgeKey,
  REGISTER_PARTITION,
  requestBudgetKey,
  SOURCES,
  SYNCHRONISATION_KEY,
  sourceKey,
  TENANTS_PARTITION,
  USERS,
  userKey,
  webhookKey,
} from '../table/keys.ts';
import { openTable, type StorageAccess } from '../table/openTable.ts';
import { openPartition } from '../table/partition.ts';

/** A key that no row has. */
const NO_ROW = ' ';

/** Opens the directory without sending anything. `meter` is called for each request to the tables. */
export function createDirectory(options: {
  readonly connection: StorageAccess;
  readonly now: Clock;
  /** Seals the content of the entries of a company's source. */
  readonly sealOf: (company: string, source: string) => RowSeal;
  readonly meter?: Meter;
}): Directory {
  const open = (name: string) => openTable(options.connection, name, options.meter);
  const [links, companies, entries] = [open('links'), open('companies'), open('entries')];
  const ofCompany = (company: string) => openPartition(companies, companyPartition(company));
  const ofLink = (company: string, link: string) => openPartition(links, linkPartition(company, link));
  const ofSource = (company: string, source: string) => openPartition(entries, entriesPartition(company, source));
  const sealedSource = (company: string, source: string) =>
    sealedPartition(ofSource(company, source), options.sealOf(company, source));

  return {
    ...createRegister(openPartition(companies, REGISTER_PARTITION)),
    exchange: (company) => openResource(ofCompany(company), EXCHANGE_KEY, exchangeRow),
    nextExchange: (company) => openNextExchange(ofCompany(company)),
    consents: createConsents(ofCompany, openPartition(companies, TENANTS_PARTITION)),
    subscriptions: (company) => createSubscriptions(ofCompany(company)),
    source: (company, source) => openResource(ofCompany(company), sourceKey(source), sourceRow),
    sources: (company) => readAll(ofCompany(company), SOURCES, sourceRow),
    synchronisation: (company) => openResource(ofCompany(company), SYNCHRONISATION_KEY, synchronisationRow),
    requestBudget: (company, source) => openResource(ofCompany(company), requestBudgetKey(source), budgetRow),
    webhook: (company, source) => openResource(ofCompany(company), webhookKey(source), webhookRow),
    nudge: (company, link) => openResource(ofCompany(company), nudgeKey(link), nudgeRow),
    user: (company, email) => openResource(ofCompany(company), userKey(email), userRow),
    users: (company) => readAll(ofCompany(company), USERS, userRow),
    changeAddress: (company, addresses, decision) => changeAddress(ofCompany(company), addresses, decision),
    linkSettings: (company, link) => openResource(ofCompany(company), linkSettingsKey(link), linkSettingsRow),
    links: (company) => readAll(ofCompany(company), LINK_SETTINGS, linkSettingsRow),
    switchLink: (company, settings, write) =>
      switchLink({ company: ofCompany(company), link: ofLink(company, settings.link) }, settings, write),
    decisions: (company, link) => readAll(ofCompany(company), auditsOf(link), auditRow),
    companyDecisions: (company) => readAll(ofCompany(company), auditsOf(ALL_LINKS), auditRow),
    companyStore: (company) => createCompanyStore(ofCompany(company), (link) => ofLink(company, link)),
    linkStore: (company, link) => createLinkStore(ofLink(company, link)),
    tagLedger: (company) => createTagLedger(ofCompany(company)),
    purge: (company) => purgeStep({ links, entries, companies }, company),
    entries: createEntryStores(sealedSource, options.now),
    sealedEntries: (company, source) => sealedRows(ofSource(company, source), options.sealOf(company, source)),

    async ping() {
      await openPartition(companies, REGISTER_PARTITION).get(NO_ROW);
    },

    async ensureTables() {
      await Promise.all(
        [links, companies, entries].map(({ client }) =>
          client.createTable().catch((error: unknown) => {
            throw storageFailure(error);
          }),
        ),
      );
    },
  };
}

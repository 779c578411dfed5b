// The company's source poll: changes of the business application become inbox rows of the links that they concern. The
// order of writes is page, links, inbox rows, watermark. Nothing is decided here.
import type { Outcome } from './ports/outcome.ts';
import { ok } from './ports/outcome.ts';
import type { Source, SourceChange } from './ports/source.ts';
import type { CompanyStore, LinkRegistration } from './ports/store.ts';

export interface PollResult {
  /** Links that got inbox rows: each needs a run. */
  readonly touched: readonly string[];
  /** More changes wait: poll again. */
  readonly more: boolean;
}

/** Takes one page of changes. An idle poll costs one request to the source and one to the tables. */
export async function pollSource(context: { source: Source; company: CompanyStore }): Promise<Outcome<PollResult>> {
  const { source, company } = context;
  const stored = await company.pollWatermark();
  const page = await source.changes(stored?.watermark);
  if (!page.ok) return page;
  const { changes, watermark, more } = page.value;
  if (changes.length === 0 && watermark === stored?.watermark) return ok({ touched: [], more });
  const inbox = await route(company, changes);
  for (const [link, rows] of inbox) await company.putInbox(link, rows);
  // A poll that was overtaken wrote the same inbox rows. A superfluous row costs one look.
  await company.savePollWatermark(watermark, stored?.etag);
  return ok({ touched: [...inbox.keys()], more });
}

type InboxRows = { readonly entry: string; readonly version: string }[];

/** The links are read after the page. A link that is switched on later lists its entries later than this page. */
async function route(company: CompanyStore, changes: readonly SourceChange[]): Promise<Map<string, InboxRows>> {
  const inbox = new Map<string, InboxRows>();
  if (changes.length === 0) return inbox;
  const links = (await company.links()).filter((each) => each.on);
  const holders = await company.holders(changes.map((change) => change.id));
  changes.forEach((change, index) => {
    for (const { link } of links.filter((each) => isTold(each, change, holders[index] ?? []))) {
      const rows = inbox.get(link) ?? [];
      rows.push({ entry: change.id, version: change.version });
      inbox.set(link, rows);
    }
  });
  return inbox;
}

function isTold(link: LinkRegistration, change: SourceChange, holders: readonly string[]): boolean {
  if (holders.includes(link.link)) return true;
  return change.kind === 'changed' && (change.owner === link.email || change.participants.includes(link.email));
}

// Ada's link as the engine would have left it: rows written straight into its partition.
import type { App } from '../../../shared/app/app.ts';
import type { LinkStore, RowWrite } from '../../../shared/sync/ports/store.ts';
import { type Acme, ADA, adaPath, configuredCompany } from './acme.ts';

export interface AdaLink extends Acme {
  readonly link: string;
  readonly store: LinkStore;
}

/** Switched on; nothing has been listed yet. */
export async function switchedOn(app: App): Promise<AdaLink> {
  const acme = await configuredCompany();
  await acme.call('POST', adaPath('switch-on'), { body: {} });
  const user = await app.directory.user(acme.company, ADA).get();
  const link = user?.value.user ?? '';
  return { ...acme, link, store: app.directory.linkStore(acme.company, link) };
}

/** Both sides were enumerated and matched; `writes` are the pairs that came of it. */
export async function listed(app: App, writes: readonly RowWrite[] = []): Promise<AdaLink> {
  const ada = await switchedOn(app);
  const result = await ada.store.commit([
    { op: 'insert', kind: 'mailboxWatermark', name: '', row: { watermark: 'w', enumerating: false } },
    { op: 'insert', kind: 'sourceEnumeration', name: '', row: { epoch: 1 } },
    ...writes,
  ]);
  if (!result.ok) throw new Error('the rows of the test collide');
  return ada;
}

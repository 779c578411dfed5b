// The dry run of a deletion. Its counts of a filled company: test/functions/operator/deletion.test.ts.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { previewDeletion } from '../../../../shared/links/operator/deletionPreview.ts';
import { app as joined } from '../../app/joined.ts';
import { pairRow, side } from '../rows.ts';
import { createdCompany } from './createdCompany.ts';

const app = { ...joined, newId: randomUUID };
beforeAll(() => app.prepare());

const settings = { link: 'u1', source: 's1', on: true, started: true, epoch: 1, endsAfter: 0 } as const;

describe('previewDeletion', () => {
  it('entries that we made in another application stay, those of the built-in source do not', async () => {
    const made = pairRow('p1', { source: { ...side('e1'), madeAt: 1 } });
    const stays = async (kind: string) => {
      const company = await createdCompany(app);
      const { directory } = app;
      await directory.source(company, 's1').put({ source: 's1', kind, entryTypes: [], defaultType: 'm' }, undefined);
      await directory.switchLink(company, { ...settings, conflictPolicy: 'mailbox' }, { etag: undefined });
      await directory.linkStore(company, 'u1').commit([{ op: 'insert', kind: 'pair', name: 'p1', row: made }]);
      return previewDeletion(app, company);
    };
    expect(await stays('entries')).toMatchObject({ pairs: 1, links: 1, stays: { events: 0, entries: 0 } });
    expect(await stays('planner')).toMatchObject({ pairs: 1, links: 1, stays: { events: 0, entries: 1 } });
  });

  it('of an unknown company there is none', async () => {
    expect(await previewDeletion(app, 'no-such-company')).toEqual({ problem: 'company-unknown' });
  });
});

// The editor of the source against an API of a few lines, which counts what it is asked.
import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Editor } from '../../../../local/demo/people/editor.ts';
import { createSourceEditor } from '../../../../local/demo/people/sourceEditor.ts';
import { entryJson } from '../../../../shared/sources/entries/entryJson.ts';
import { event } from '../events.ts';

const OWNER = 'ada@example.com';
const closes: (() => void)[] = [];

afterEach(() => {
  for (const close of closes.splice(0)) close();
});

/** An API that holds one entry. `answer` says with which status it answers a write, from its ETag. */
async function apiWith(entry: { etag: string; title: string }, answer: (etag: string | undefined) => number) {
  const asked: string[] = [];
  const bodies: string[] = [];
  const listener: RequestListener = async (request, response) => {
    const etag = request.headers['if-match'];
    asked.push(`${request.method} ${etag ?? ''}`.trim());
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'GET') {
      response.setHeader('etag', entry.etag);
      return void response.end(JSON.stringify(fieldsOf(entry.title)));
    }
    bodies.push(body);
    response.statusCode = answer(etag);
    response.end(response.statusCode < 300 ? undefined : JSON.stringify(refusalOf(response.statusCode)));
  };
  const server = createServer(listener);
  closes.push(() => server.close());
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(Object(server.address()).port));
  });
  const editor = createSourceEditor({ api: `http://127.0.0.1:${port}`, apiKey: 'k', source: 'planner', owner: OWNER });
  return { editor, asked, bodies };
}

const fieldsOf = (title: string) =>
  entryJson({
    type: 'meeting',
    owner: OWNER,
    participants: [],
    content: { kind: 'event', event: event(title, { location: 'as a run wrote it' }) },
  });

const refusalOf = (status: number) =>
  status === 412
    ? { code: 'version-stale', detail: 'Somebody changed it.' }
    : { code: 'request-invalid', detail: 'No.', errors: [{ field: 'title', message: 'is too long' }] };

const seen = { id: 'demo-4', version: '"1"', content: { kind: 'event' as const, event: event('Stand-up') } };
const rename = (editor: Editor) => editor.edit(seen, { title: 'Renamed' });

describe('the editor of the source', () => {
  it('reads an entry again that a run has written meanwhile, and changes that version', async () => {
    const api = await apiWith({ etag: '"2"', title: 'Stand-up' }, (etag) => (etag === '"2"' ? 204 : 412));
    await rename(api.editor);
    expect(api.asked).toEqual(['PUT "1"', 'GET', 'PUT "2"']);
    expect(JSON.parse(api.bodies.at(-1) ?? '')).toMatchObject({ title: 'Renamed', location: 'as a run wrote it' });
  });

  it('deletes the newest version, too', async () => {
    const api = await apiWith({ etag: '"2"', title: 'Stand-up' }, (etag) => (etag === '"2"' ? 204 : 412));
    await api.editor.remove(seen);
    expect(api.asked).toEqual(['DELETE "1"', 'GET', 'DELETE "2"']);
  });

  it('gives up after five refusals, and names the entry, its title and the code', async () => {
    const api = await apiWith({ etag: '"2"', title: 'Stand-up' }, () => 412);
    await expect(rename(api.editor)).rejects.toThrow(
      'The API refused PUT entries/demo-4 ("Stand-up") with 412 (version-stale): Somebody changed it.',
    );
    expect(api.bodies).toHaveLength(5);
  });

  it('does not try again where the API refuses the content', async () => {
    const api = await apiWith({ etag: '"1"', title: 'Stand-up' }, () => 422);
    await expect(rename(api.editor)).rejects.toThrow(
      'The API refused PUT entries/demo-4 ("Stand-up") with 422 (request-invalid): No. title: is too long.',
    );
    expect(api.asked).toEqual(['PUT "1"']);
  });
});

// Bodies of requests: read as text, and no further than they may go.
import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../functions/http/readText.ts';

const requestOf = (body: string) =>
  new HttpRequest({ method: 'POST', url: 'http://localhost/api/x', body: { string: body } });

describe('readText', () => {
  it('reads the whole text, characters of several bytes across chunks too', async () => {
    const text = 'grüße 😀 '.repeat(20_000);
    expect(await readText(requestOf(text), text.length)).toBe(text);
    expect(await readText(requestOf(text), text.length - 1)).toBeUndefined();
  });

  it('an absent body is an empty text', async () => {
    expect(await readText(new HttpRequest({ method: 'POST', url: 'http://localhost/api/x' }), 10)).toBe('');
  });

  it('stops where the body can no longer fit', async () => {
    let chunks = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    // Only the body is read.
    const request = { body: endless } as unknown as HttpRequest;
    expect(await readText(request, 3000)).toBeUndefined();
    expect(chunks).toBeLessThan(13);
  });
});

// The one gate to HTML, and the headers of every page.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, htmlPage } from '../../../functions/http/html.ts';

describe('html', () => {
  it('escapes what is filled in, and nothing twice', () => {
    const inner = html`<b>${'<&>"\''}</b>`;
    expect(html`<p title="${'"x"'}">${inner}${undefined}</p>`.markup).toBe(
      '<p title="&quot;x&quot;"><b>&lt;&amp;&gt;&quot;&#39;</b></p>',
    );
  });

  it('no text opens a tag, ends an attribute or begins an entity', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ';', 'a', '#', '3') }), (text) => {
        const { markup } = html`${text}`;
        expect(markup).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
      { seed: 7 },
    );
  });
});

describe('htmlPage', () => {
  const page = htmlPage({ status: 403, title: 'A <title>', correlationId: 'id-1' }, html`<p>text</p>`);
  const text = String(page.body);
  const headers = page.headers as Record<string, string>;

  it('has one title, escaped, in head and heading', () => {
    expect(text.match(/A &lt;title&gt;/g)).toHaveLength(2);
    expect(text).toContain('<p>text</p>');
    expect(page.status).toBe(403);
  });

  it('lets its own style in and nothing else', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(text).not.toMatch(/<script|\sstyle=|\son\w+=/);
  });

  it('is kept by no cache and tells nobody its address', () => {
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-correlation-id': 'id-1',
    });
  });

  it('is made for phones, and for light and dark', () => {
    expect(text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(text).toContain('prefers-color-scheme: dark');
    expect(text).toContain('<html lang="en">');
  });
});

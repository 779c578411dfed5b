// Pages for people: text gets into them through one gate, so that escaping is never forgotten. Every page has the same headers: no script, nothing from
// another site, no frame, no referrer.
import { createHash } from 'node:crypto';
import type { HttpResponseInit } from '@azure/functions';
import { htmlText } from '../../shared/calendar/htmlText.ts';

/** Markup that is safe to send. Only `html` makes it. */
export interface Html {
  readonly markup: string;
}

/** A template for text and quoted attributes. Values are escaped unless they are HTML; undefined is empty. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | undefined)[]): Html {
  const filled = values.map((value) => (typeof value === 'object' ? value.markup : htmlText(value ?? '')));
  return { markup: parts.map((part, index) => part + (filled[index] ?? '')).join('') };
}

const STYLE = `
:root { color-scheme: light dark; --text: #1b1b1f; --soft: #55555e; --page: #f6f6f8; --sheet: #fff; --line: #d8d8de; --link: #0b57b0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e8ec; --soft: #a9a9b4; --page: #151518; --sheet: #1f1f24; --line: #3a3a42; --link: #8ab8f8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 38rem; margin: 8vh auto; padding: 1.5rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
.soft { margin: 1rem 0 0; color: var(--soft); font-size: .875rem; }
a { color: var(--link); }
.go { display: inline-block; padding: .5rem 1rem; border: 1px solid currentcolor; border-radius: .375rem; text-decoration: none; font-weight: 600; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { overflow-wrap: anywhere; }
@media (max-width: 40rem) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; } }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A whole page. No cache keeps it. */
export function htmlPage(
  { status, title, correlationId }: { readonly status: number; readonly title: string; readonly correlationId: string },
  body: Html,
): HttpResponseInit {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-correlation-id': correlationId,
    },
    body: page.markup,
  };
}

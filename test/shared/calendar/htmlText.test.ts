import { describe, expect, it } from 'vitest';
import { htmlText } from '../../../shared/calendar/htmlText.ts';

describe('htmlText', () => {
  it('text ends neither a tag nor an attribute', () => {
    expect(htmlText(`<b> & "x" 'y' &lt;`)).toBe('&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39; &amp;lt;');
  });
});

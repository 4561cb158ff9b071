import { expect, test } from 'vitest';
import { embedCode } from './embed-code.ts';

test('a document is shown in a frame of a page, whatever it is called', () => {
  expect(embedCode('https://a.example/p/#project=abc', 'Tasks & "<b>fights</b>"')).toBe(
    '<iframe src="https://a.example/p/#embed=1&amp;project=abc" title="Tasks &amp; &quot;&lt;b&gt;fights&lt;/b&gt;&quot;" width="100%" height="640" allow="cross-origin-isolated; clipboard-write"></iframe>',
  );
});

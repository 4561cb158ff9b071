import { expect, test } from 'vitest';
import { digitsShared } from '../core/presets/digits.ts';
import { diagnostic, diagnosticText } from '../core/util/diagnostics.ts';
import { withNames } from './named.ts';

test('a node that the worker names is called in the reader’s language, by name or by what it is', () => {
  const project = digitsShared();
  const figures = { needed: '9 GiB', limit: '2 GiB', executor: 'WebAssembly', most: '8 GiB' };
  const item = diagnostic('training.tooLargeLayer', { ...figures, node: { en: 'Dense', 'zh-CN': 'Dense' } }, 'node:shared');
  const heard = withNames({ type: 'diagnostics', runId: 'r', diagnostics: [item] }, project);
  const [named] = heard.type === 'diagnostics' ? heard.diagnostics : [];
  expect(named && diagnosticText(named, 'zh-CN').message).toContain('全连接 占用最多：8 GiB');
  expect(named?.message).toContain('Dense takes the most of it: 8 GiB');
  const elsewhere = diagnostic('training.batchTooLarge', { batch: 9, available: 2 }, 'training.batchSize');
  const other = { type: 'diagnostics', runId: 'r', diagnostics: [elsewhere] } as const;
  expect(withNames(other, project)).toEqual(other);
});

import { expect, it } from 'vitest';
import { languages } from '../util/localized.ts';
import { layers } from './registry.ts';
import { defaultLeakySlope } from './support/activations.ts';

/** What the long texts say of defaults that other libraries choose otherwise, and the defaults themselves. */
const said: readonly (readonly [text: Readonly<Record<'en' | 'zh-CN', string>>, figure: string, value: unknown])[] = [
  [layers.batchNorm.text.more, '1e-3', layers.batchNorm.schema.parse({}).epsilon],
  [layers.batchNorm.text.more, '0.99', layers.batchNorm.schema.parse({}).momentum],
  [layers.layerNorm.text.more, '1e-3', layers.layerNorm.schema.parse({}).epsilon],
  [layers.activation.text.more, '0.3', defaultLeakySlope],
  [layers.activation.text.more, '0.3', layers.activation.schema.parse({}).slope],
];

it.each(said)('%s names the default %s', (text, figure, value) => {
  expect(Number(figure)).toBe(value);
  for (const language of languages) expect(text[language]).toContain(figure);
});

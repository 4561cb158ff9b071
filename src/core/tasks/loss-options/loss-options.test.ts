import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acts, structuralPart } from '../../program/acts.ts';
import { languages } from '../../util/localized.ts';
import { taskKinds } from '../registry.ts';
import { lossOption, lossOptionField } from './loss-option.ts';
import { lossOptionNames, lossOptionShape, usualLossOptions } from './registry.ts';

describe.each(lossOptionNames)('the option %s', (name) => {
  const schema = lossOptionShape[name];
  const field = lossOptionField(schema);

  it('says in every language what it is and what it does', () => {
    for (const language of languages) {
      expect(field?.title[language].trim()).toBeTruthy();
      expect(field?.help[language].trim()).toBeTruthy();
    }
  });

  it('is set within what its schema accepts, its default included', () => {
    const values = field?.control === 'switch' ? [field.on, field.off] : [field?.min, field?.max];
    for (const value of [...values, usualLossOptions[name]]) expect(schema.safeParse(value).success).toBe(true);
    if (field?.control === 'switch') expect([field.on, field.off]).toContain(usualLossOptions[name]);
  });

  it('is heeded by a loss', () => {
    const heeded = Object.values(taskKinds).flatMap(({ losses }) => losses.flatMap(({ options = [] }) => options));
    expect(heeded).toContain(name);
  });
});

it('keeps its field when it is marked, and its mark when it gets a field', () => {
  const shown = {
    title: { en: 'a', 'zh-CN': '甲' },
    help: { en: 'b', 'zh-CN': '乙' },
    control: 'slider',
    min: 0,
    max: 1,
    step: 0.1,
  } as const;
  const marked = acts('live', lossOption(z.number().default(0), shown));
  expect(lossOptionField(marked)).toEqual(shown);
  expect(structuralPart(z.object({ marked }), { marked: 1 })).toEqual({});
  const plain = lossOption(z.number().default(0), shown);
  expect(structuralPart(z.object({ plain }), { plain: 1 })).toEqual({ plain: 1 });
});

import { z } from 'zod';
import { describeShape, sameShape } from '../../program/shapes.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { inputOf, sampleShape } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ thresholds: z.int().min(1).max(255).default(4) });

/** [N, 1] → [N, thresholds]: x + b_k. Throws `layer.oneNumber`. */
export const ordinalThresholds: LayerKind<z.infer<typeof schema>, 'ordinalThresholds'> = {
  kind: 'ordinalThresholds',
  category: 'basic',
  icon: 'IconStairs',
  schema,
  fields: [
    {
      name: 'thresholds',
      title: { en: 'Thresholds', 'zh-CN': '阈值数' },
      help: {
        en: 'One less than there are grades: each asks whether the score is above one grade.',
        'zh-CN': '比等级数少一：每个阈值判断分数是否高于某一等级。',
      },
      control: 'integer',
      min: 1,
      max: 255,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Ordinal thresholds', 'zh-CN': '有序阈值' },
    summary: {
      en: 'Compares one score with learned thresholds, for the head of an ordinal task.',
      'zh-CN': '把一个分数与可学习的阈值比较，用于有序分类的任务头。',
    },
    more: {
      en: 'Adds a learned bias per threshold to the one number that arrives. All questions “above grade k?” then share their weights, and at the optimum the biases are in order, so that no answer contradicts another (CORAL: Cao, Mirjalili and Raschka, 2020).',
      'zh-CN':
        '为收到的一个数加上每个阈值各自的可学习偏置。于是所有“是否高于等级 k”的判断共享权重，且在最优处偏置有序，判断之间不会矛盾（CORAL：Cao、Mirjalili 与 Raschka，2020）。',
    },
  },
  lower(ctx, { thresholds }, inputs) {
    const score = inputOf(ctx, inputs);
    if (!sameShape(sampleShape(score), [1])) {
      throw new DiagnosticError(diagnostic('layer.oneNumber', { shape: describeShape(sampleShape(score)) }));
    }
    return ctx.b.add2(score, ctx.parameter('bias', [thresholds], { kind: 'zeros' }));
  },
};

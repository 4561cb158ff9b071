import { describe, expect, it } from 'vitest';
import { languages } from '../../util/localized.ts';
import { taskKinds } from '../registry.ts';
import { targets } from '../testing/targets.ts';
import type { MetricInfo } from './metric.ts';

const infos = Object.values(taskKinds).flatMap((kind) => kind.metrics(targets[kind.kind]));
const byId = new Map<string, MetricInfo>(infos.map((info) => [info.id, info]));

it('has one entry for each name, whichever task kinds have it', () => {
  for (const info of infos) expect(byId.get(info.id)).toBe(info);
});

describe.each([...byId])('the metric %s', (_, { title, help, unit, range: [smallest, largest] }) => {
  it('says what it is in every language', () => {
    for (const language of languages) {
      expect(title[language].trim()).toBeTruthy();
      expect(help[language].trim()).toBeTruthy();
    }
    expect(help['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it('has a range, and a share one of 0 … 1', () => {
    expect(smallest).toBeLessThan(largest);
    if (unit === 'share') expect([smallest, largest]).toEqual([0, 1]);
  });
});

it('is within its range for outputs of every task kind', () => {
  for (const kind of Object.values(taskKinds)) {
    const target = targets[kind.kind];
    const count = 4;
    const perSample = kind.targetStorage(target).shape.reduce((size, extent) => size * extent, 1);
    const width = kind.logitsShape(target).reduce<number>((size, extent) => size * (extent ?? 4), 1);
    const labelled = {
      count,
      outputs: Float32Array.from({ length: count * width }, (_, i) => ((i * 7) % 3) / 3),
      targets: Float32Array.from({ length: count * perSample }, (_, i) => i % 2),
      mask: new Float32Array(count).fill(1),
    };
    const summary = kind.summarize?.(target, labelled);
    const measured = kind.measure(target, summary ? { ...labelled, outputs: summary } : labelled);
    for (const { id, range } of kind.metrics(target)) {
      const value = measured[id] ?? range[0];
      expect(value).toBeGreaterThanOrEqual(range[0]);
      expect(value).toBeLessThanOrEqual(range[1]);
    }
  }
});

import { describe, expect, it } from 'vitest';
import { defaults } from '../project/defaults.ts';
import { storedWidth } from '../tasks/formats/format-of.ts';
import { languages } from '../util/localized.ts';
import { builtInDatasets, signatureOf } from './registry.ts';

describe.each(builtInDatasets.all().map((one) => [one.id, one] as const))('the data set %s', (id, descriptor) => {
  const options = descriptor.schema.parse({});

  it('stands under its own id', () => expect(descriptor.id).toBe(id));

  it('has a field, within its limits, for every option', () => {
    expect(descriptor.fields.map(({ name }) => name).sort()).toEqual(Object.keys(options).sort());
    for (const field of descriptor.fields) {
      for (const bound of ['min', 'max'] as const) {
        const limit = bound in field ? field[bound as keyof typeof field] : undefined;
        if (limit !== undefined) expect(descriptor.schema.safeParse({ [field.name]: limit }).success).toBe(true);
      }
    }
  });

  it('says everything in every language', () => {
    const texts = [
      ...Object.values(descriptor.text),
      ...descriptor.fields.flatMap(({ title, help }) => [title, help]),
      ...descriptor.signature(options).targets.map(({ title }) => title),
    ];
    for (const text of texts) for (const language of languages) expect(text[language].trim()).not.toBe('');
  });
});

describe('the synthetic data sets', () => {
  it.each(builtInDatasets.all().filter(({ synthetic }) => synthetic))(
    'make what their signature says: $id',
    async (descriptor) => {
      const options = descriptor.schema.parse({});
      const signature = descriptor.signature(options);
      const fetchPack = () => Promise.reject(new Error('synthetic data is made, not fetched'));
      const dataset = await descriptor.load(options, { seed: 1, fetchPack, onProgress: () => undefined });
      for (const { id, shape } of signature.inputs) {
        expect(dataset.inputs[id]).toHaveLength(shape.reduce((product, axis) => product * axis, signature.count));
      }
      for (const target of signature.targets) {
        if (target.format === 'input') expect(dataset.targets[target.id]).toBeUndefined();
        else expect(dataset.targets[target.id]).toHaveLength(storedWidth(target) * signature.count);
      }
    },
  );
});

describe('the signature of a document', () => {
  const codes = (dataset: string, options: Record<string, unknown>): unknown => {
    const result = signatureOf(defaults.project(dataset, options));
    return result.ok ? [] : result.diagnostics.map(({ code, where }) => [code, where]);
  };

  it('follows the options', () => {
    const result = signatureOf(defaults.project('toys', { samples: 300 }));
    expect(result.ok && result.value.count).toBe(300);
  });

  it('is refused for a data set that does not exist, even under the name of a built-in property', () => {
    expect(codes('nowhere', {})).toEqual([['data.unknown', 'data']]);
    expect(codes('constructor', {})).toEqual([['data.unknown', 'data']]);
  });

  it('is refused for options out of range or unknown, each at its place', () => {
    expect(codes('toys', { noise: 3, colour: 1 })).toEqual([
      ['data.option', 'data.options.noise'],
      ['data.option', 'data.options.colour'],
    ]);
  });
});

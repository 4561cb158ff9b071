import { optimizers } from '../../../core/program/optimizers/registry.ts';
import { definedUpdate } from '../../../core/program/optimizers/update-of.ts';
import type { OptimizerUpdate, Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { classes, crossEntropy, given, labels } from '../self-test/models.ts';
import type { ModelSpec } from '../self-test/programs.ts';

/** An embedding table of so many rows, averaged over a sentence of ids. */
const embeddingOf = (words: number, length: number, width: number): ModelSpec => ({
  batch: 8,
  data: [{ name: 'words', input: { shape: [40, length], values: { ids: words } } }, labels],
  parameters: [
    [words, width],
    [width, classes],
  ],
  loss(b, [sentences, ids], parameters) {
    const meaning = b.mean(b.gather(at(parameters, 0), given(sentences)), [1]);
    return crossEntropy(b, b.matmul(meaning, at(parameters, 1)), given(ids));
  },
});

export const embedding = embeddingOf(12, 5, 6);
/** So large that a GPU cannot let every element of the gradient look at every id. */
export const largeEmbedding = embeddingOf(900, 40, 8);

/** The windows under which a convolution is trained. */
export const convolutionWindows: Readonly<Record<string, Window2D>> = {
  '3×3 same': { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] },
  '2×3 valid': { kernel: [2, 3], stride: [1, 1], pad: [0, 0, 0, 0], dilation: [1, 1] },
  '3×3 strided': { kernel: [3, 3], stride: [2, 3], pad: [0, 1, 1, 1], dilation: [1, 1] },
  '2×2 dilated': { kernel: [2, 2], stride: [1, 1], pad: [1, 1, 0, 1], dilation: [2, 3] },
  '1×1 strided': { kernel: [1, 1], stride: [2, 2], pad: [0, 0, 0, 0], dilation: [1, 1] },
  '2×2 padded beyond its reach': { kernel: [2, 2], stride: [1, 1], pad: [2, 2, 2, 2], dilation: [1, 1] },
};

/** Every optimiser of the registry as it is by default, and with each of its switches the other way. */
export const optimizerCases: readonly { readonly name: string; readonly optimizer: OptimizerUpdate }[] = optimizers.flatMap(
  (definition) => {
    const { kind, schema } = definition;
    const usual = schema.parse({ kind });
    const switches = Object.entries(usual).filter(([, value]) => typeof value === 'boolean');
    return [
      { name: kind, optimizer: definedUpdate(definition, usual) },
      ...switches.map(([name, value]) => ({
        name: `${kind} (${name}: ${!value})`,
        optimizer: definedUpdate(definition, { ...usual, [name]: !value }),
      })),
    ];
  },
);

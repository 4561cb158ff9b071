import type { DataSignature } from '../project/signature.ts';
import type { Dataset, DatasetDescriptor, LoadContext } from './types.ts';

/** All samples of a data set, with options that its own schema has judged. Rejects where they cannot be had. */
export async function loadDataset<O>(descriptor: DatasetDescriptor<O>, options: O, context: LoadContext): Promise<Dataset> {
  const tensors = await descriptor.load(options, context);
  return { ...tensors, signature: descriptor.signature(options) };
}

/** The signature with the word lists that came with the data, for whoever shows it. */
export function signatureWithWords({ signature, words = {} }: Pick<Dataset, 'signature' | 'words'>): DataSignature {
  const wordsOf = (id: string) => (Object.hasOwn(words, id) ? words[id] : undefined);
  const inputs = signature.inputs.map((input) => {
    const list = input.words ?? wordsOf(input.id);
    return list ? { ...input, words: list } : input;
  });
  return { ...signature, inputs };
}

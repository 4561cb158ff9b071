import { z } from 'zod';
import type { LocalizedText } from '../../util/localized.ts';
import type { Expression, UpdateBuilder } from '../update/expression.ts';

interface OptimizerTexts<Setting extends PropertyKey> {
  readonly title: LocalizedText;
  /** One sentence: what it does with a gradient. */
  readonly summary: LocalizedText;
  /** What a user of PyTorch or Keras would not expect. */
  readonly more?: LocalizedText;
  /** The names of its settings. */
  readonly fields: Readonly<Record<Setting, LocalizedText>>;
}

/** What the file of an optimiser says. */
interface Definition<K extends string, S extends z.ZodRawShape> {
  /** Its name in documents and checkpoints. */
  readonly kind: K;
  readonly text: OptimizerTexts<keyof S>;
  /** The learning rate that one begins with. */
  readonly usualRate: number;
  /** Every one has a default. */
  readonly settings: S;
  /** What is done to one parameter w with the gradient g at a step: gives the new w. α stands for the learning rate. */
  readonly update: (settings: z.output<z.ZodObject<S>>, builder: UpdateBuilder) => Expression;
}

/** Makes of a definition what the document's schema, the panel and the compiler ask for. Executors know none of it but its rule. */
export function defineOptimizer<const K extends string, S extends z.ZodRawShape>(definition: Definition<K, S>) {
  const { kind, text, usualRate, settings, update } = definition;
  return {
    kind,
    text,
    usualRate,
    /** Of its part of a document. */
    schema: z.object({ kind: z.literal(kind), ...settings }),
    /** Throws where the settings are not of its schema. */
    update: (given: unknown, builder: UpdateBuilder): Expression => update(z.object(settings).parse(given), builder),
  };
}

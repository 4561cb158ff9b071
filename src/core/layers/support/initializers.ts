import type { Initializer } from '../../program/types.ts';
import { assertNever } from '../../util/assert-never.ts';
import type { LocalizedText } from '../../util/localized.ts';
import type { ActivationId } from './activations.ts';

export const initializerIds = ['auto', 'glorot', 'he', 'zeros'] as const;
export type InitializerId = (typeof initializerIds)[number];

export const initializerOptions: readonly { readonly value: InitializerId; readonly title: LocalizedText }[] = [
  { value: 'auto', title: { en: 'automatic', 'zh-CN': '自动' } },
  { value: 'glorot', title: { en: 'Glorot uniform', 'zh-CN': 'Glorot 均匀' } },
  { value: 'he', title: { en: 'He normal', 'zh-CN': 'He 正态' } },
  { value: 'zeros', title: { en: 'zeros', 'zh-CN': '全零' } },
];

/** Functions that cut or damp the negative half, for which He et al. (2015) derived their variance. */
const reluLike: readonly ActivationId[] = ['relu', 'gelu', 'elu', 'leakyRelu'];

/** `auto` is He for functions like ReLU and Glorot otherwise. Fans count the numbers that enter and leave one unit. */
export function kernelInitializer(id: InitializerId, activation: ActivationId, fanIn: number, fanOut: number): Initializer {
  switch (id) {
    case 'auto':
      return kernelInitializer(reluLike.includes(activation) ? 'he' : 'glorot', activation, fanIn, fanOut);
    case 'glorot':
      return { kind: 'glorot', fanIn, fanOut };
    case 'he':
      return { kind: 'he', fanIn };
    case 'zeros':
      return { kind: 'zeros' };
    default:
      return assertNever(id);
  }
}

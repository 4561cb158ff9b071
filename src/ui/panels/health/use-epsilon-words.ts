import { movable } from '../../../core/compile/perturbation.ts';
import { withUnit } from '../../../core/util/number-text.ts';
import type { LoadedData } from '../../common/loaded-tasks.ts';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';

/** So many features say what a strength is in their own units. */
const shownFeatures = 2;

/** What a strength means for what the network reads, and the greatest that one would try. */
export function useEpsilonWords(data: LoadedData | null, epsilon: number): { readonly help: string; readonly most: number } {
  const { t } = useTranslation();
  const localized = useLocalized();
  const inputs = data?.signature.inputs ?? [];
  const moved = inputs.flatMap((input) => movable(input) ?? []);
  if (moved.some(({ image }) => image)) return { help: t('health.attack.ofImage'), most: 0.5 };
  const features = inputs.flatMap(({ features = [] }) => features).filter(({ flag, choice, scale }) => !flag && !choice && scale);
  if (features.length === 0) return { help: t('health.attack.ofNumbers'), most: 1 };
  const examples = features
    .slice(0, shownFeatures)
    .map(({ title, scale = 1, unit }) => `${withUnit(Math.abs(epsilon * scale), unit)} ${localized(title)}`)
    .join(', ');
  return { help: t('health.attack.ofTable', { epsilon, examples }), most: 2 };
}

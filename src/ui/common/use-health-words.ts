import type { HealthSign } from '../../core/runs/health-signs.ts';
import { useView } from '../../store/react.tsx';
import { smallNumber } from './small-number.ts';
import { useTranslation } from './use-translation.ts';

/** What is said of a layer that is marked: in a word, with its share where there is one, and with what could be changed. */
export function useHealthWords(): (
  layer: string,
  sign: HealthSign,
) => { readonly word: string; readonly marked: string; readonly advice: string } {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return (layer, { kind, value, by }) => {
    const share = by === 'dead' || by === 'update';
    const said = { layer, value: share ? percent.format(value) : smallNumber(value) };
    const word = t(`health.signs.${kind}`);
    return {
      word,
      marked: kind === 'dead' ? `${word} ${said.value}` : word,
      advice: t(by === 'update' ? 'health.overshooting' : `health.${kind}`, said),
    };
  };
}

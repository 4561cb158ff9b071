import { useMemo } from 'react';
import { knownResults, measuredEffects } from '../../core/presets/known-results.ts';
import type { Preset } from '../../core/presets/preset.ts';
import { useLocalized } from './use-localized.ts';
import { useTranslation } from './use-translation.ts';
import { plain, signed, withError } from './with-error.ts';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** What the tasks of a preset are known to reach, and what guessing gives, in one sentence; nothing where it was not measured. */
export function KnownResult({ preset }: { readonly preset: Preset }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const known = useMemo(() => knownResults(preset), [preset]);
  if (!known) return null;
  const tasks = known.tasks
    .map(({ title, metric, mean, spread, fails, guess }) => {
      const { value, error } = withError(metric, mean, spread);
      return t(fails ? 'common.known.failing' : 'common.known.task', {
        task: localized(title),
        metric: localized(metric.title),
        value,
        spread: error,
        guess: metric.unit === 'share' ? percent.format(guess) : plain(guess, Math.abs(guess) < 10 ? 2 : 1),
        fails: percent.format(fails ?? 0),
      });
    })
    .join(t('common.known.separator'));
  return t('common.known.result', { epochs: preset.outcome.epochs, seeds: known.seeds, tasks });
}

/** What was measured of the changes that the sentence of a preset proposes; nothing where it proposes none. */
export function MeasuredEffects({ preset, presets }: { readonly preset: Preset; readonly presets: readonly Preset[] }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const effects = useMemo(() => measuredEffects(preset, presets), [preset, presets]);
  if (effects.length === 0) return null;
  const sentences = effects.map(({ title, metric, change, against, difference, half, higher, pairs, certain }) => {
    const { value, error } = withError(metric, difference, half);
    const effect = t(against ? 'common.known.effectAgainst' : 'common.known.effect', {
      change: change ? localized(change) : t('common.known.asItIs'),
      against: against ? localized(against) : '',
      task: localized(title),
      metric: localized(metric.title),
      difference: signed(value),
      half: error,
      higher,
      pairs,
    });
    return certain ? effect : t('common.known.hidden', { effect });
  });
  return t('common.known.effects', { effects: sentences.join(t('common.known.between')) });
}

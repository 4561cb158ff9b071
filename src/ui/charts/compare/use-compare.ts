import { useSyncExternalStore } from 'react';
import { balancingMethod } from '../../../core/balancing/registry.ts';
import type { Contender } from '../../../core/experiments/experiment.ts';
import { contenderName } from '../../../core/experiments/words.ts';
import type { Language, LocalizedText } from '../../../core/util/localized.ts';
import { experimentsOf } from '../../../store/experiments/of-playground.ts';
import { usePlayground, useView } from '../../../store/react.tsx';
import { useSay } from '../../common/use-say.ts';

/** The page's experiment, and what can be done with it. */
export function useExperiments() {
  const experiments = experimentsOf(usePlayground());
  const slice = useSyncExternalStore(experiments.subscribe, experiments.getState, experiments.getState);
  return { experiments, slice };
}

const methodTitle = (id: string): LocalizedText | undefined => balancingMethod(id)?.text.title;

const nameIn = (contender: Contender, language: Language): string => contenderName(contender, language, methodTitle);

/** Texts of the comparison with their values, in the reader's language. */
export function useWords() {
  const language = useView((view) => view.language);
  const say = useSay();
  return {
    language,
    say,
    nameOf: (contender: Contender): string => nameIn(contender, language),
  };
}

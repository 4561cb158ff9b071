import { useEffect, useMemo, useState } from 'react';
import { balancingMethods } from '../../core/balancing/index.ts';
import { stepKindOf } from '../../core/project/balancing.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Balancing, Project } from '../../core/project/schema.ts';
import { structureKey } from '../../core/project/structure.ts';
import { type Diagnostic, diagnosticText } from '../../core/util/diagnostics.ts';
import { usePlayground, useProject, useRun, useView } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** What was measured since the page was opened, by network, device and method. */
let kept: ReadonlyMap<string, number> = new Map();

const networks = new WeakMap<Project, string>();

/** The same for documents that differ in nothing but how their tasks are balanced. */
function networkOf(project: Project): string {
  const found = networks.get(project);
  if (found !== undefined) return found;
  const key = structureKey({ ...project, training: { ...project.training, balancing: defaults.balancing('equal') } });
  networks.set(project, key);
  return key;
}

/** What a method computes decides what it costs, and its switches do; how else it is set does not. */
function keyOf(place: string, balancing: Balancing): string {
  const { parameters: _, ...switches } = balancing;
  return JSON.stringify([switches, stepKindOf(balancing), place]);
}

/** The network on the screen and what trains it; null while the document waits to be loaded, and where it cannot be. */
function usePlace(): string | null {
  const network = useProject(networkOf);
  const wanted = useProject(structureKey);
  const loaded = useRun(({ shown }) => (shown ? structureKey(shown.project) : null));
  const ready = useRun(
    ({ history: { prepared, status } }) => prepared !== null && status.state !== 'preparing' && status.state !== 'failed',
  );
  const device = useRun(({ history }) => {
    const { executor } = history.status;
    return executor ? `${executor.id} ${executor.backend} ${executor.device}` : '';
  });
  return ready && loaded === wanted ? `${device} ${network}` : null;
}

const byDefault = Object.values(balancingMethods)
  .filter(({ family }) => family !== 'nothing')
  .map(({ id }) => defaults.balancing(id));

/**
 * What a step costs with the method of the document, and while one is `choosing` with every other, measured one after the other as far as it is not known. `onTexts`
 * hears what is known, in words, by method.
 */
export function MethodCosts(props: {
  readonly choosing: boolean;
  readonly onTexts: (texts: ReadonlyMap<string, string>) => void;
}) {
  const { choosing, onTexts } = props;
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const language = useView((view) => view.language);
  const own = useProject((document) => document.training.balancing);
  const generation = useRun(({ shown }) => shown?.generation);
  const place = usePlace();
  const ownKey = place === null ? null : keyOf(place, own);
  const [known, setKnown] = useState(kept);
  const [problems, setProblems] = useState<ReadonlyMap<string, Diagnostic>>(new Map());
  const { method } = own;
  const plain = method === 'equal';

  // biome-ignore lint/correctness/useExhaustiveDependencies: another program is asked anew what could not be measured
  useEffect(() => {
    if (place === null || ownKey === null) return;
    const gone = new AbortController();
    const measure = async (key: string, other?: string): Promise<void> => {
      if (kept.has(key) || gone.signal.aborted) return;
      const answer = await actions.request(
        { kind: 'balancingCost', ...(other === undefined ? {} : { method: other }) },
        gone.signal,
      );
      if (gone.signal.aborted) return;
      if (answer.ok) {
        kept = new Map(kept).set(key, answer.value.ratio);
        setKnown(kept);
      } else {
        const [problem] = answer.diagnostics;
        if (problem) setProblems((before) => new Map(before).set(key, problem));
      }
    };
    const all = async (): Promise<void> => {
      setProblems(new Map());
      if (!plain) await measure(ownKey);
      if (!choosing) return;
      for (const other of byDefault) if (other.method !== method) await measure(keyOf(place, other), other.method);
    };
    void all();
    return () => gone.abort();
  }, [actions, generation, place, ownKey, method, plain, choosing]);

  const texts = useMemo(() => {
    const number = new Intl.NumberFormat(language, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });
    const found = new Map<string, string>();
    if (place === null) return found;
    for (const balancing of [own, ...byDefault.filter((other) => other.method !== own.method)]) {
      const key = keyOf(place, balancing);
      const [ratio, problem] = [known.get(key), problems.get(key)];
      if (ratio !== undefined) found.set(balancing.method, t('panels.training.balancingCost', { ratio: number.format(ratio) }));
      else if (problem) found.set(balancing.method, diagnosticText(problem, language).message);
    }
    return found;
  }, [t, language, place, own, known, problems]);
  useEffect(() => onTexts(texts), [texts, onTexts]);

  return null;
}

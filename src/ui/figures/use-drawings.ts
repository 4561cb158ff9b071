import { loss } from '../../core/runs/columns/loss.ts';
import { columnInfo } from '../../core/runs/columns/registry.ts';
import { useDerived, useProject, useView } from '../../store/react.tsx';
import { plotWidth } from '../charts/curve-scales.ts';
import type { PanelTitle } from '../charts/panel-title.tsx';
import { useAxisUnit } from '../charts/use-axis-unit.ts';
import { useCurveSubjects } from '../charts/use-curve-subjects.ts';
import { usePanels } from '../charts/use-panels.ts';
import { stepsOf, usePlottedRuns } from '../charts/use-plotted-runs.ts';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { nodeContents } from '../editor/elements/node-contents.ts';
import { taskBadge } from '../editor/elements/node-words.ts';
import { useWords } from '../editor/items/use-words.ts';
import type { CurvesDrawing } from './curves-figure.ts';
import type { NetworkDrawing } from './network-figure.ts';

/** The document's network as a figure draws it. */
export function useNetworkDrawing(title: string): NetworkDrawing {
  const project = useProject((document) => document);
  const { analysis } = useDerived();
  const words = useWords();
  return {
    title,
    graph: project.graph,
    ties: project.ties,
    contents: nodeContents({ project, analysis, words, pictures: false }),
    tasks: project.tasks.map(({ id }) => taskBadge(project, id)),
  };
}

/** The curves as the page shows them at this moment, as a figure of so many units draws them. */
export function useCurvesDrawing(title: string, width: number): CurvesDrawing {
  const { t } = useTranslation();
  const localized = useLocalized();
  const tasks = useLoadedTasks();
  const options = useView((view) => view.curves);
  const plotted = usePlottedRuns();
  const { quantity, subjects } = useCurveSubjects(tasks);
  const panels = usePanels(quantity, subjects, tasks);
  const unit = useAxisUnit();
  const range = stepsOf(plotted);
  const { smoothing, showRaw, showValidation, normalised } = options;
  const titleOf = ({ better, unit: counted, metrics }: PanelTitle): string => {
    const names = [...new Set(metrics.map(({ info }) => localized(info.title)))].join(', ');
    const parts = [names, counted === '' ? '' : t('charts.curves.inUnit', { unit: counted })].filter((part) => part !== '');
    return `${parts.join(' ')} (${t(better === 'higher' ? 'charts.curves.higher' : 'charts.curves.lower')})`;
  };
  return {
    title,
    range,
    logScale: options.logScale && quantity === 'loss',
    unit: { steps: unit.steps, name: t(`charts.curves.axes.${unit.axis}`) },
    words: { training: t('figures.training'), validation: t('figures.validation') },
    panels: panels.map(({ key, subjects: own, metrics, title: panel, floor }) => ({
      title: panel ? titleOf(panel) : localized((columnInfo(quantity) ?? loss).title),
      subjects: own,
      floor,
      runs: plotted.map(({ name, mark, colour, recorded, drawing }) => ({
        name,
        mark,
        colour,
        lines: drawing.lines(
          {
            recorded,
            subjects: own.map((subject) => subject.key),
            quantity,
            metrics,
            showRaw: showRaw && mark === null,
            showValidation,
            normalised,
            smoothing,
            range,
            width: plotWidth(width, { right: 0 }),
          },
          `figure ${key}`,
        ),
      })),
    })),
  };
}

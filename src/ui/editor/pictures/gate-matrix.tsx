import { useState } from 'react';
import type { Picture } from '../../../core/runs/protocol.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { useProject, useRun, useView } from '../../../store/react.tsx';
import { identityOf } from '../../common/task-identity.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { WayContent } from '../elements/flow-types.ts';
import type { Gate } from './gate-siblings.ts';
import { percentages } from './percentages.ts';
import { usePictures } from './use-pictures.ts';

/** Experts × tasks: how much of each expert every task takes, the mean of its gate over samples. */
export function GateMatrix({ gates, ways }: { readonly gates: readonly Gate[]; readonly ways: readonly WayContent[] }) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const generation = useRun(({ shown }) => shown?.generation);
  const project = useProject((document) => document);
  const [last, setLast] = useState<{ readonly of: number; readonly all: Readonly<Record<string, Picture>> } | null>(null);
  usePictures(undefined, (of, all) => setLast({ of, all }));
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  if (!last || last.of !== generation) return null;
  const columns = gates.flatMap(({ node, tasks }) => {
    const picture = ownValue(last.all, node);
    return picture?.kind === 'gates' ? [{ node, tasks, shares: percentages(picture.values) }] : [];
  });
  const nameOf = (task: string): string => project.tasks.find(({ id }) => id === task)?.name ?? task;
  return (
    <table className="ed-gate-matrix" data-testid="gate-matrix">
      <caption>{t('stage.gateMatrix')}</caption>
      <thead>
        <tr>
          <td />
          {columns.map(({ node, tasks }) => (
            <th key={node} scope="col">
              {tasks.map((task) => (
                <span key={task}>
                  <TaskMark task={task} /> {nameOf(task)}{' '}
                </span>
              ))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ways.map(({ name }, row) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {columns.map(({ node, tasks, shares }) => {
              const share = shares[row] ?? 0;
              const [only] = tasks;
              const color = only === undefined ? 'var(--ed-gate)' : identityOf(project, only).color;
              const background = `color-mix(in srgb, ${color} ${Math.round(share / 2)}%, transparent)`;
              return (
                <td key={node} className="ed-figures" style={{ background }}>
                  {percent.format(share / 100)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

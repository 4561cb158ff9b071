import type { ComponentType } from 'react';
import { PacedPane } from '../../store/react.tsx';
import { PaneBoundary } from '../common/pane-boundary.tsx';
import { turns } from '../common/turns.ts';
import { DataPanel } from './data-panel.tsx';
import { DocumentPanel } from './document-panel.tsx';
import { ExampleNote, fetchExamples } from './example-note.tsx';
import { TasksPanel } from './tasks-panel.tsx';
import { TrainingPanel } from './training-panel.tsx';

const panels: readonly ComponentType[] = [DocumentPanel, ExampleNote, DataPanel, TasksPanel, TrainingPanel];

/** Which document it is, what is learned from what, and how. */
export function DataColumn() {
  return panels.map((Panel, i) => (
    <PacedPane key={Panel.name} order={turns.data + i / panels.length}>
      <PaneBoundary>
        <Panel />
      </PaneBoundary>
    </PacedPane>
  ));
}

/** The column, once what stands in it is known: nothing moves below what comes later. */
export async function dataColumn(): Promise<ComponentType> {
  await fetchExamples();
  return DataColumn;
}

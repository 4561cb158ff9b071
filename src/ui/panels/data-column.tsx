import { DataPanel } from './data-panel.tsx';
import { ExampleNote } from './example-note.tsx';
import { TasksPanel } from './tasks-panel.tsx';
import { TrainingPanel } from './training-panel.tsx';

/** What is learned from what, and how. */
export function DataColumn() {
  return (
    <>
      <DataPanel />
      <ExampleNote />
      <TasksPanel />
      <TrainingPanel />
    </>
  );
}

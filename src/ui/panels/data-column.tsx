import { DataPanel } from './data-panel.tsx';
import { DocumentPanel } from './document-panel.tsx';
import { ExampleNote } from './example-note.tsx';
import { TasksPanel } from './tasks-panel.tsx';
import { TrainingPanel } from './training-panel.tsx';

/** Which document it is, what is learned from what, and how. */
export function DataColumn() {
  return (
    <>
      <DocumentPanel />
      <ExampleNote />
      <DataPanel />
      <TasksPanel />
      <TrainingPanel />
    </>
  );
}

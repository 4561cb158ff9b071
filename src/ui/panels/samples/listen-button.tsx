import type { Project } from '../../../core/project/schema.ts';
import { useDataset } from '../../../store/react.tsx';
import { lazyPane } from '../../common/pane-boundary.tsx';

const SoundButton = lazyPane(async () => (await import('./sound-button.tsx')).SoundButton);

/** Plays the sound of a sample, where the data set can make it. */
export function ListenButton({ project, row }: { readonly project: Project; readonly row: number }) {
  const dataset = useDataset(project.data.dataset);
  return dataset?.listen ? <SoundButton project={project} row={row} /> : null;
}

import { TaskMark } from '../../common/task-mark.tsx';
import { KindIcon } from './kind-icon.tsx';
import type { PaletteItem } from './palette-items.ts';

export function ItemIcon({ item }: { readonly item: PaletteItem }) {
  return item.task === null ? <KindIcon name={item.icon} /> : <TaskMark task={item.task} />;
}

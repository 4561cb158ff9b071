import '@mantine/core/styles.css';
import '../common/task-colors.css';
import './app.css';
import './phone.css';
import '../panels/panels.css';
import type { Playground } from '../../store/playground.ts';
import { start } from './start.tsx';

const container = document.getElementById('root');

/** Words in the place of a page that cannot go on, whatever it was that failed. */
async function rescue(error: unknown, playground: Playground | null, again: () => void): Promise<void> {
  if (!container) return;
  reportError(error);
  try {
    const { showRescue } = await import('./rescue.ts');
    showRescue(container, { error, playground, again });
  } catch {
    container.textContent = `The page cannot go on: ${String(error)}. Reload it. 页面无法继续运行，请重新加载。`;
  }
}

if (container) start(container, rescue).catch((error: unknown) => rescue(error, null, () => location.reload()));

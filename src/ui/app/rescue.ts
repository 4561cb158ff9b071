import { reasonOf } from '../../core/util/reason.ts';
import { textOf } from '../../store/persistence/left-out.ts';
import type { Playground } from '../../store/playground.ts';
import { saveFile } from '../common/save-file.ts';
import { translator } from '../common/use-translation.ts';
import './rescue.css';

export interface RescueOptions {
  readonly error: unknown;
  /** Once there is one. */
  readonly playground: Playground | null;
  /** Draws the page once more. */
  readonly again: () => void;
}

/**
 * What stands in the place of a page that cannot be drawn: why, and the ways out. Made of plain elements, because whatever draws the page may
 * be what failed.
 */
export function showRescue(container: HTMLElement, { error, playground, again }: RescueOptions): void {
  const t = translator();
  const page = document.createElement('main');
  page.className = 'rescue';
  page.setAttribute('role', 'alert');
  const say = (tag: 'h1' | 'p', text: string): void => {
    const element = document.createElement(tag);
    element.textContent = text;
    page.append(element);
  };
  const offer = (text: string, act: () => void): void => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', act);
    page.append(button);
  };
  say('h1', t('app.rescue.title'));
  say('p', t('app.rescue.kept'));
  say('p', t('app.rescue.reason', { reason: reasonOf(error) }));
  offer(t('app.rescue.reload'), () => location.reload());
  if (playground) {
    const { project } = playground;
    if (project.temporal.getState().pastStates.length > 0) {
      offer(t('app.rescue.undo'), () => {
        project.undo();
        again();
      });
    }
    offer(t('app.rescue.download'), () => saveFile('document.json', textOf(project.getState().project), 'application/json'));
  }
  offer(t('app.rescue.example'), () => {
    location.hash = '#preset=digits-shared';
    location.reload();
  });
  container.replaceChildren(page);
}

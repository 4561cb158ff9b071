import { takesBeside } from '../../../store/classroom/sheet-player.ts';
import type { Playground } from '../../../store/playground.ts';
import { openFile } from '../../common/open-file.ts';

/** A file with weights that is dropped on the page is for the link that asks for one; any other is opened as ever. */
export function takeDropped(playground: Playground): void {
  window.addEventListener(
    'drop',
    (event) => {
      const [file, another] = event.dataTransfer?.files ?? [];
      if (!file || another || !file.name.toLowerCase().endsWith('.safetensors')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // Whoever waits for the drop hears that nothing hovers any more.
      window.dispatchEvent(new DragEvent('dragleave'));
      void takesBeside(playground, file).then((taken) => (taken ? undefined : openFile(playground, file)));
    },
    true,
  );
}

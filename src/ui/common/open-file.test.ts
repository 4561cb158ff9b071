import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { emptySheet, withSheet } from '../../core/lessons/sheet/sheet.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { hashBytes, sheetPlayerOf } from '../../store/classroom/sheet-player.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { stillPlayground } from '../../store/testing/still-playground.ts';
import { openFile } from './open-file.ts';

const zip = (...paths: readonly string[]): File =>
  new File([new Uint8Array(zipSync(Object.fromEntries(paths.map((path) => [path, strToU8('{}')]))))], 'some.zip');

it('a zip of projects goes to their dialog, one of data to its import, and a model to neither', async () => {
  const where = async (file: File): Promise<string> => {
    const playground = stillPlayground(toyProject());
    // A model is read by the worker, which never answers here.
    const opening = openFile(playground, file).then(() => 'done');
    const { dialog, arriving, importing } = await Promise.race([opening, new Promise((later) => setTimeout(later, 200))]).then(
      playground.view.getState,
    );
    return `${dialog === 'projects' && arriving === file ? 'projects' : ''}${importing?.file === file ? 'data' : ''}`;
  };
  expect(await where(zip('a/document.json', 'a/weights.safetensors', 'b/document.json'))).toBe('projects');
  expect(await where(zip('all/a/document.json'))).toBe('projects');
  expect(await where(zip('a.csv', 'pictures/b.png'))).toBe('data');
  expect(await where(zip('a/document.json', 'a/weights.safetensors', 'a/model.py'))).toBe('');
});

it('the file with weights for which a task waits goes to the task, under any name, and any other opens as ever', async () => {
  const model = async (steps: number): Promise<Uint8Array<ArrayBuffer>> => {
    const playground = directPlayground({ ...toyProject(), name: `after ${steps}` });
    playground.actions.load({ from: 'initial' });
    await untilState(playground, 'idle');
    playground.actions.train(steps);
    await untilState(playground, 'running');
    await untilState(playground, 'paused');
    const written = await playground.actions.exportModel('safetensors', 'current');
    if (!written.ok) throw new Error('a trained model can be exported');
    return written.value.bytes;
  };
  const [wanted, another] = [await model(1), await model(2)];
  const task = withSheet(toyProject(), { ...emptySheet, weights: { name: 'a.safetensors', sha256: await hashBytes(wanted) } });
  const playground = directPlayground(task);
  const player = sheetPlayerOf(playground, () => ({
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
    narrow: () => false,
  }));
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  const { project, run } = playground;

  await openFile(playground, new File([wanted], 'renamed.safetensors'));
  expect([player.getState().beside.is, project.getState().project]).toEqual(['given', task]);
  expect(run.getState().given).not.toBeNull();
  playground.actions.reset();
  await openFile(playground, new File([another], 'a.safetensors'));
  expect([player.getState().beside.is, project.getState().project.name]).toEqual(['none', 'after 2']);
  await openFile(playground, new File([wanted], 'a.safetensors'));
  expect(project.getState().project.name).toBe('after 1');
});

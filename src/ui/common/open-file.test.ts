import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { toyProject } from '../../engine/training/testing/projects.ts';
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

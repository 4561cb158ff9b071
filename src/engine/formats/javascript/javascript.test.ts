import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { compileTypes } from '../../../../scripts/compiler.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at } from '../../../core/util/assert-never.ts';
import { expectedOf, layOut, smallCase, sourceOf } from '../code/testing/cases.ts';
import { hostileTable } from '../code/testing/own-table.ts';
import { documentOf, plain } from '../code/testing/plain-cases.ts';
import { namedWeights } from '../named-weights.ts';
import { budgetOf, given, trainedModel } from '../testing.ts';
import { javascriptProject } from './format.ts';
import { projectFiles, writeProjectZip } from './project-zip.ts';
import { installedFolder, judged } from './testing/judged.ts';

const root = installedFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const weather = plain(documentOf('weather'));

it('trains further from the command line, and its losses fall', async () => {
  const folder = join(root, 'trained');
  layOut(folder, projectFiles(sourceOf(await smallCase(weather))));
  const said = execFileSync(process.execPath, ['train.js', '6'], { cwd: folder, encoding: 'utf8' });
  const totals = said
    .split('\n')
    .filter((line) => line.startsWith('epoch'))
    .map((line) => [...line.matchAll(/":(-?[\d.e-]+)/g)].reduce((sum, [, value]) => sum + Number(value), 0));
  expect(totals).toHaveLength(6);
  expect(at(totals, 5)).toBeLessThan(at(totals, 0));
  const predicted = execFileSync(process.execPath, ['predict.js', '2'], { cwd: folder, encoding: 'utf8' });
  expect(predicted.split('\n').length).toBeGreaterThan(weather.tasks.length);
}, 60_000);

it('is opened by the page again, with all its weights', async () => {
  for (const id of ['digits-cnn', 'words-gru', 'cross-stitch']) {
    const source = trainedModel(documentOf(id));
    const zip = writeProjectZip(source);
    expect(await javascriptProject.reader?.recognises(zip)).toBe(true);
    const read = given((await javascriptProject.reader?.read(zip, budgetOf(zip))) ?? { ok: false, diagnostics: [] });
    expect(read.project).toEqual(source.project);
    expect({ ...read.weights }).toEqual(namedWeights(source.program, source.checkpoint));
  }
});

it('has types of everything that its modules export, inputs and tasks by name', async () => {
  const folder = join(root, 'typed');
  const files = projectFiles(sourceOf(await smallCase({ ...weather, name: 'Inputs' })));
  layOut(folder, files);
  const exported = (file: string): string[] =>
    [...String(files[file]).matchAll(/^export (?:declare )?(?:async )?(?:const|function|class) (\w+)/gm)]
      .map(([, name]) => `${name}`)
      .sort();
  for (const name of Object.keys(files).filter((file) => file.endsWith('.js'))) {
    expect(exported(name.replace(/\.js$/, '.d.ts')), name).toEqual(exported(name));
    expect(exported(name).length, name).toBeGreaterThan(0);
  }
  const [className = ''] = exported('model.js');
  const [input = ''] = /readonly (\w+): tf\.Tensor/.exec(String(files['model.d.ts']))?.slice(1) ?? [];
  const [task = ''] = /readonly "(\w+)": T/.exec(String(files['model.d.ts']))?.slice(1) ?? [];
  const use = [
    "import * as tf from '@tensorflow/tfjs';",
    "import { Data } from './data.js';",
    "import { TASKS } from './losses.js';",
    `import type { ${className} } from './model.js';`,
    "import { predict } from './predict.js';",
    "import { readBeside, readTensors } from './tensors.js';",
    "import { loadModel, train } from './train.js';",
    `const model: ${className} = await loadModel();`,
    "const data = new Data(readTensors(await readBeside('data.safetensors')));",
    `await train(model, data, { epochs: 1, onEpoch: (epoch, losses) => console.log(epoch + losses.${task}) });`,
    `predict(model, { ${input}: tf.zeros([1, 4]) }).${task}.print();`,
    `TASKS.${task}.weight = 2;`,
    '// @ts-expect-error: there is no such input',
    'model.forward({ nothing: tf.zeros([1]) });',
    '// @ts-expect-error: there is no such task',
    `predict(model, data.batch([0]).inputs).nothing;`,
  ];
  writeFileSync(join(folder, 'use.ts'), use.join('\n'));
  const options = '--noEmit --strict --target esnext --module nodenext --types node --skipLibCheck false'.split(' ');
  const { stdout } = compileTypes([...options, 'use.ts'], { cwd: folder });
  // What TensorFlow.js declares twice is its own.
  expect(stdout.split('\n').filter((line) => /^\w/.test(line))).toEqual([]);
}, 60_000);

it('makes valid code of hostile names', async () => {
  const hostile = ['class', '__proto__', '🙂', '"""\n\'\\*/', '../../etc/passwd', 'forward', 'constructor', 'tf', '`$'];
  const project = plain(documentOf('digits-cnn'));
  const named: Project = {
    ...project,
    name: '*/ process.exit(); // \u2028 网络',
    tasks: project.tasks.map((task, i) => ({ ...task, name: hostile[i + 2] ?? '' })),
    graph: {
      ...project.graph,
      nodes: project.graph.nodes.map((node, i) => ({ ...node, name: hostile[i % hostile.length] ?? '' })),
    },
  };
  const run = await smallCase(named);
  const source = sourceOf(run);
  const folder = join(root, 'hostile');
  layOut(join(folder, 'case'), projectFiles(source));
  const table = await hostileTable();
  const own = sourceOf(table);
  layOut(join(folder, 'own'), projectFiles(own));
  const all = judged(folder, { case: await expectedOf(run, source, 2), own: await expectedOf(table, own, 4) });
  for (const one of [all.case, all.own]) {
    expect(one?.error).toBeUndefined();
    expect(one?.predictions).toBeLessThan(1e-5);
    expect(one?.losses).toBeLessThan(1e-3);
  }
  expect(Object.keys(unzipSync(writeProjectZip(source))).sort()).toEqual(Object.keys(projectFiles(source)).sort());
}, 60_000);

import { expect, it } from 'vitest';
import { trainedModel } from '../testing.ts';
import { projectFiles } from './project-zip.ts';
import { ran } from './testing/run-python.ts';
import { documentedMethods, documentedNames } from './testing/torch-api.ts';
import { loweredToo, torchCases } from './testing/torch-cases.ts';

const roots: Readonly<Record<string, string>> = {
  torch: 'torch',
  F: 'torch.nn.functional',
  nn: 'torch.nn',
  dist: 'torch.distributed',
};

/** Python without comments and texts. */
const bare = (code: string): string =>
  code
    .replace(/"""[\s\S]*?"""/g, '')
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replace(/#.*$/gm, '');

const modules = [
  ...torchCases.filter(([name]) => loweredToo.has(name) || !name.includes('-') || name.startsWith('balancing')),
].flatMap(([, project]) => {
  const source = trainedModel(project);
  return [projectFiles(source), projectFiles(source, new Map(), new Map())].flatMap((files) =>
    Object.entries(files).flatMap(([name, content]) => (name.endsWith('.py') && typeof content === 'string' ? [content] : [])),
  );
});
const code = [...new Set(modules)].map(bare);

const namesOf = (text: string): string[] =>
  [...text.matchAll(/(?<![\w.])(torch|F|nn|dist)\.([A-Za-z_][\w.]*)/g)].map(
    ([, root = '', rest = '']) => `${roots[root]}.${rest}`,
  );

/** What is called on something that is no module of PyTorch or Python. */
const methodsOf = (text: string): string[] =>
  [
    ...text
      .replace(/(?<![\w.])(?:torch|F|nn|dist|os|math|json|csv|time|argparse|self)\.[A-Za-z_][\w.]*\(/g, '(')
      .matchAll(/\.([a-z_]\w*)\(/g),
  ].map(([, name = '']) => name);

/** Of lists, dictionaries, texts, files, modules, optimisers, generators, functions with a gradient of their own, and TensorBoard. */
const elsewhere = new Set(
  'add add_argument add_scalar append apply bit_length buffers clear close encode endswith eval extend from_bytes get index items keys load_state_dict manual_seed named_buffers named_parameters parameters parse_args read removeprefix setdefault state_dict step train update values writerow'.split(
    ' ',
  ),
);

/** What the files themselves define, or keep as an attribute. */
const own = new Set([
  ...code.flatMap((text) => [...text.matchAll(/def (\w+)\(/g)].map(([, name = '']) => name)),
  ...code.flatMap((text) => [...text.matchAll(/self\.(\w+)\b[^=\n(]*=/g)].map(([, name = '']) => name)),
  // Of a task.
  ...['loss', 'metrics', 'activate', 'measures'],
]);

it('projects use of PyTorch what is documented, and each of it is there', () => {
  expect(code.length).toBeGreaterThan(60);
  const names = new Set(code.flatMap(namesOf));
  expect([...names].filter((name) => !Object.hasOwn(documentedNames, name))).toEqual([]);
  expect(Object.keys(documentedNames).filter((name) => !names.has(name))).toEqual([]);
  const methods = new Set(code.flatMap(methodsOf).filter((name) => !elsewhere.has(name) && !own.has(name)));
  expect(methods.size).toBeGreaterThan(40);
  expect([...methods].filter((name) => !documentedMethods.has(name))).toEqual([]);
  // Those of the PyTorch that is here have documentation.
  const asked = [...names].filter((name) => name !== 'torch.utils.tensorboard');
  const undocumented = ran([
    '-c',
    `import torch, torch.distributed
for name in ${JSON.stringify(asked)}:
    if not isinstance(eval(name), (torch.dtype, type(torch))) and not eval(name).__doc__:
        print(name)
for name in ${JSON.stringify([...methods])}:
    if not getattr(torch.Tensor, name).__doc__:
        print(name)`,
  ]);
  // Of these the documentation speaks, and one release or another in its code does not.
  expect(
    undocumented
      .trim()
      .split('\n')
      .filter((name) => !['', 'torch.device', 'torch.Generator', 'log_softmax'].includes(name)),
  ).toEqual([]);
});

it('checkpoints are read as every release since 1.13 reads them: what is no plain state is said to be a file of one’s own', () => {
  for (const text of code) {
    for (const [call] of text.matchAll(/torch\.load\([^\n]*/g)) {
      expect(call).toContain('map_location');
      if (call.includes('last_path')) expect(call).toContain('weights_only=False');
    }
  }
});

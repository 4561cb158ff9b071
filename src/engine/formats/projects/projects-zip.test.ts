import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { serializeProject } from '../../../core/project/serialize.ts';
import { Budget, fileLimits } from '../../../core/util/budget.ts';
import { toyProject } from '../../training/testing/projects.ts';
import { readSafetensors } from '../safetensors/safetensors.ts';
import { tensorsFile } from '../safetensors/tensors.ts';
import { readProjectsZip, weightsAsFile, writeProjectsZip } from './projects-zip.ts';

const named = (name: string) => ({ ...toyProject(), name });
const checkpoint = {
  step: 12,
  parameters: Float32Array.of(1, 2, 3, 4),
  optimizer: new Float32Array(8),
  state: Float32Array.of(9),
  balancing: { key: '', numbers: new Float64Array() },
  layoutKey: 'a/kernel[1,3]@0;a/bias[1]@3|4|b/mean[1]@0|adam',
};
const weights = weightsAsFile(named('trained'), checkpoint);

const read = (files: Parameters<typeof zipSync>[0]) => {
  const all = readProjectsZip('some.zip', zipSync(files));
  if (!all.ok) return all.diagnostics[0]?.code;
  return all.value.map(({ folder, read: one }) => [folder, one.ok ? one.value.project.name : one.diagnostics[0]?.code]);
};

it('weights leave as safetensors with their names, shapes, step and document', () => {
  const file = readSafetensors(weights, new Budget(fileLimits(weights.length), 'file'));
  expect(file.ok && file.value).toEqual({
    project: named('trained'),
    step: 12,
    weights: {
      'a/kernel': { shape: [1, 3], data: Float32Array.of(1, 2, 3) },
      'a/bias': { shape: [1], data: Float32Array.of(4) },
      'b/mean': { shape: [1], data: Float32Array.of(9) },
    },
  });
});

it('projects leave as folders that anybody can read, and come back as they were', () => {
  const projects = [
    { project: named('Two tasks, one trunk'), weights },
    { project: named('Two tasks / one trunk!'), weights: null },
    { project: named('数字与奇偶'), weights: null },
    { project: named(''), weights: null },
  ];
  const zip = writeProjectsZip(projects);
  const files = unzipSync(zip);
  expect(Object.keys(files)).toEqual([
    'two-tasks-one-trunk/document.json',
    'two-tasks-one-trunk/weights.safetensors',
    'two-tasks-one-trunk-2/document.json',
    '数字与奇偶/document.json',
    'project/document.json',
  ]);
  expect(new TextDecoder().decode(files['数字与奇偶/document.json'])).toBe(serializeProject(named('数字与奇偶')));
  const back = readProjectsZip('all.zip', zip);
  expect(back.ok && back.value.map(({ read: one }) => one)).toEqual(projects.map((value) => ({ ok: true, value })));
});

it.each(['../../etc/passwd', 'C:\\Windows\\system32', '/root', '..', 'a\0b', 'CON'.padEnd(100, 'x'), '\u202Eexe.fdp'])(
  'a project that is called %j leads nowhere else',
  (name) => {
    const zip = writeProjectsZip([{ project: named(name), weights: null }]);
    expect(Object.keys(unzipSync(zip))).toEqual([expect.stringMatching(/^[\p{L}\p{N}-]+\/document\.json$/u)]);
    expect(readProjectsZip('one.zip', zip)).toMatchObject({ ok: true, value: [{ read: { ok: true } }] });
  },
);

it('what is bad in an archive is named with its reason, each project whole or not at all', () => {
  const document = strToU8(serializeProject(named('good')));
  const infinite = tensorsFile([['a/kernel', { shape: [1], data: Float32Array.of(Number.NaN) }]], {
    document: serializeProject(named('x')),
  });
  expect(
    read({
      'my projects/good/document.json': document,
      'my projects/good/weights.safetensors': weights,
      'my projects/.DS_Store': strToU8('x'),
      'no json/document.json': strToU8('{'),
      'bad weights/document.json': document,
      'bad weights/weights.safetensors': strToU8('nothing'),
      'not numbers/document.json': document,
      'not numbers/weights.safetensors': infinite,
      'no document/weights.safetensors': weights,
    }),
  ).toEqual([
    ['my projects/good', 'good'],
    ['no json', expect.stringMatching(/^file\./)],
    ['bad weights', 'file.notSafetensors'],
    ['not numbers', 'file.badWeight'],
    ['no document', 'file.noDocument'],
  ]);
  expect(read({ 'a.txt': strToU8('a') })).toBe('file.unknownKind');
  expect(readProjectsZip('cut.zip', zipSync({ 'a/document.json': document }).slice(0, 60))).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'file.brokenZip' }],
  });
});

it('a document that grows a thousandfold is refused before it is unpacked, and those beside it are read', () => {
  const bomb = zipSync({
    'bomb/document.json': [new Uint8Array(120_000_000).fill(32), { level: 9 }],
    'good/document.json': strToU8(serializeProject(named('good'))),
  });
  expect(bomb.length).toBeLessThan(200_000);
  const all = readProjectsZip('bomb.zip', bomb);
  expect(all.ok && all.value.map(({ read: one }) => (one.ok ? one.value.project.name : one.diagnostics[0]?.code))).toEqual([
    'file.tooMuchMemory',
    'good',
  ]);
});

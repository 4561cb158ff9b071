import { expect, test } from 'vitest';
import { analyzeGraph } from '../../../core/graph/analyze.ts';
import { renameNode } from '../../../core/graph/edits.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { derive } from '../../../store/derived.ts';
import { findPreset } from '../../../store/presets.ts';
import type { NodeWords } from './node-words.ts';
import { pictureContent } from './picture-content.ts';

const words: NodeWords = {
  language: 'en',
  input: 'Input',
  output: 'Output',
  frozen: 'frozen',
  off: 'off',
  weightless: 'weight 0',
  parameters: (count) => count,
  serves: (tasks) => tasks,
  servesNone: 'none',
};

async function contentOf(preset: string, id: string, name?: readonly [string, string]) {
  const found = await findPreset(preset);
  invariant(found.ok, preset);
  const project = name ? renameNode(found.value.project(), ...name) : found.value.project();
  const { signature } = derive(project);
  const node = project.graph.nodes.find((item) => item.id === id);
  invariant(signature && node, id);
  return pictureContent(node, { project, analysis: analyzeGraph(project, signature), words });
}

test('ways are called as their cards are, in short by number where they are of one kind and have no name', async () => {
  const gate = await contentOf('mmoe', 'y1-gate', ['expert-2', 'Second expert']);
  expect(gate?.kind).toBe('gates');
  expect(gate?.ways.map(({ name, short }) => [name, short])).toEqual([
    ['Dense', '1'],
    ['Second expert', 'Second expert'],
    ['Dense 2', '2'],
    ['Dense 3', '3'],
  ]);
});

test('a way that serves one task alone carries its identity', async () => {
  const gate = await contentOf('ple', 'y2-gate-2');
  expect(gate?.ways.map(({ task }) => task?.id ?? null)).toEqual(['y2', null]);
  expect(gate?.ways[0]?.task).toMatchObject({ name: 'Second', symbol: '▲' });
});

test('a layer without a picture has nothing to say of it', async () => {
  expect(await contentOf('mmoe', 'y1-tower')).toBeNull();
});

import { expect, it } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { at } from '../../../core/util/assert-never.ts';
import { shapeComment } from '../code/helper.ts';
import { Identifiers } from '../code/identifiers.ts';
import { networkOf } from '../code/network.ts';
import { trainedModel } from '../testing.ts';
import { modelFile } from './model-file.ts';

/** Kinds that are one module of PyTorch. */
const plainly: Readonly<Record<string, RegExp>> = {
  dense: /nn\.Linear\(\d+, \d+/,
  conv2d: / Conv2d\(\d+, \d+, /,
  embedding: /nn\.Embedding\(\d+, \d+/,
  layerNorm: /nn\.LayerNorm\(\d+, eps=/,
  dropout: /nn\.Dropout\([\d.]+\)/,
  gru: /Recurrent\(GRUCell, \d+, \d+/,
  batchNorm: /BatchNorm\(\d+/,
};

it.each(presets.map(({ id }) => id))('the model of %s reads as somebody would write it', (id) => {
  const { project, signature } = trainedModel(
    at(
      presets.filter((preset) => preset.id === id),
      0,
    ).project(),
  );
  const network = networkOf(project, signature);
  const { text, nodes, className } = modelFile(network);
  const lines = text.split('\n');
  // One class for the network, called after the document; no document inside, and nothing that goes through one.
  expect(className).toBe(new Identifiers([]).pascal(project.name, 'Network'));
  expect(lines.filter((line) => /^class .*\(nn\.Module\):/.test(line)).at(-1)).toBe(`class ${className}(nn.Module):`);
  expect(text).not.toMatch(/\b(?:json|getattr|setattr|exec|eval\(|importlib|globals)\b/);
  expect(lines.filter((line) => line.length > 220)).toEqual([]);
  const own = lines.indexOf(`class ${className}(nn.Module):`);
  const forward = lines.findIndex((line, i) => i > own && line.startsWith('    def forward(self, '));
  const end = lines.findIndex((line, i) => i > forward && line === '        return {');
  expect([own, forward, end].every((line) => line > 0)).toBe(true);
  const linesOf = (node: string, from: number, to: number): string[] =>
    lines.filter((_, i) => i > from && i < to && nodes[i] === node);
  const names = new Set<string>();
  for (const { node, label, output } of network.layers) {
    const statement = linesOf(node.id, forward, end).find((line) => line.includes(' = ')) ?? '';
    // Its value is called as it stands on the canvas, and its shape stands beside it.
    const [, name = '', comment = ''] =
      /^ {8}([\p{XID_Continue}]+)(?:, [\p{XID_Continue}]+)? = .* {2}# (.*)$/u.exec(statement) ?? [];
    expect(name.replace(/(_\d+)+$/, ''), statement).toBe(new Identifiers([]).snake(label, 'layer').replace(/(_\d+)+$/, ''));
    expect(comment, statement).toBe(shapeComment(output.shape));
    names.add(name);
    const module = plainly[node.kind];
    const made = linesOf(node.id, own, forward).find((line) => line.startsWith(`        self.${name} = `)) ?? '';
    if (module) expect(made, node.kind).toMatch(module);
  }
  expect(names.size).toBe(network.layers.length);
  for (const { task } of network.tasks) expect(text).toContain(`: ${task.name}`);
});

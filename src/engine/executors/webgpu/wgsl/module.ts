import { sineFunction } from './functions.ts';
import type { KernelCode } from './kernel.ts';
import { bufferName } from './names.ts';

/** A dispatch: kernels that do not depend on one another, side by side. */
export interface DispatchCode {
  readonly wgsl: string;
  readonly groups: number;
}

/** Workgroups along x; more go to further rows. WebGPU's limit is 65535 per dimension. */
export const groupsPerRow = 32768;

const buffers = [
  `@group(0) @binding(0) var<storage, read_write> ${bufferName.parameters}: array<f32>;`,
  `@group(0) @binding(1) var<storage, read_write> ${bufferName.optimizer}: array<f32>;`,
  `@group(0) @binding(2) var<storage, read_write> ${bufferName.state}: array<f32>;`,
  `@group(0) @binding(3) var<storage, read_write> ${bufferName.arena}: array<f32>;`,
  `@group(0) @binding(4) var<storage, read> ${bufferName.data}: array<f32>;`,
  `@group(0) @binding(5) var<storage, read_write> ${bufferName.losses}: array<f32>;`,
  `@group(1) @binding(0) var<storage, read> ${bufferName.inputs}: array<f32>;`,
];

interface Family {
  readonly body: string;
  readonly members: KernelCode[];
}

const filled = (text: string, parameter: (index: number) => string): string =>
  text.replace(/\{\{(\d+)\}\}/g, (_, index: string) => parameter(Number(index)));

/** Kernels of the same code and size, which differ in their numbers only. */
function familiesOf(kernels: readonly KernelCode[]): Family[] {
  const families = new Map<string, Family>();
  for (const kernel of kernels) {
    const key = `${kernel.groups} ${kernel.body}`;
    const family = families.get(key) ?? { body: kernel.body, members: [] };
    family.members.push(kernel);
    families.set(key, family);
  }
  return [...families.values()];
}

/** Joins the kernels of a dispatch in one shader: each workgroup belongs to one of them. */
export function writeModule(kernels: readonly KernelCode[], workgroupSize: number): DispatchCode {
  const functions: string[] = [];
  const calls: string[] = [];
  let groups = 0;
  for (const [number, { body, members }] of familiesOf(kernels).entries()) {
    const [first] = members;
    if (!first) continue;
    const each = first.groups;
    const names = members.length === 1 ? [] : first.parameters.map((_, i) => `p${i}`);
    const text = filled(body, (index) => (members.length === 1 ? `${first.parameters[index]}u` : `p${index}`));
    const declared = ['group: u32', 'lane: u32', ...names.map((name) => `${name}: u32`)].join(', ');
    functions.push(`fn kernel${number}(${declared}) {\n${text}\n}`);
    members.forEach(({ parameters }) => {
      const numbers = names.length === 0 ? [] : parameters.map((value) => `${value}u`);
      const from = groups === 0 ? 'group' : `group - ${groups}u`;
      calls.push(`if (group < ${groups + each}u) { kernel${number}(${[from, 'lane', ...numbers].join(', ')}); }`);
      groups += each;
    });
  }
  const shared = Math.max(0, ...kernels.map((kernel) => kernel.shared));
  const wgsl = [
    ...buffers,
    ...(shared > 0 ? [`var<workgroup> tile: array<f32, ${shared}>;`] : []),
    ...(functions.some((text) => text.includes('sine(')) ? [sineFunction] : []),
    ...functions,
    `@compute @workgroup_size(${workgroupSize})`,
    'fn main(@builtin(workgroup_id) place: vec3<u32>, @builtin(local_invocation_index) lane: u32) {',
    `  let group = place.x + place.y * ${groupsPerRow}u;`,
    `  ${calls.join('\n  else ')}`,
    '}',
    '',
  ].join('\n');
  return { wgsl, groups };
}

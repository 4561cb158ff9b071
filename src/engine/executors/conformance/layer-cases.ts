import { type Flow, lowerFlows } from '../../../core/layers/flow.ts';
import { type LayerKindId, layers } from '../../../core/layers/registry.ts';
import type { FieldSpec, LayerKind } from '../../../core/layers/types.ts';
import { ProgramBuilder, type Tensor } from '../../../core/program/builder.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { randomKeyLength } from '../../../core/program/counter-random.ts';
import { gradients } from '../../../core/program/differentiate.ts';
import { initialParameters, initialState } from '../../../core/program/initialize.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { BufferView, Initializer, Shape, TrainingProgram } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { DiagnosticError } from '../../../core/util/diagnostics.ts';
import { randomStream } from '../../../core/util/random.ts';
import { drawInput, dtypeOf, type InputSpec, nothing } from '../self-test/programs.ts';
import type { Run } from './run.ts';

const batchSize = 4;
const samples = 24;
const keptSeed = 3;
/** Where the control row of these programs holds what; random keys follow. */
const controls = { learningRate: 0, stepScalars: 1, taskWeights: 3, randomKeys: 4 } as const;

/** A layer kind with settings, and samples of what it takes: a list of tensors for each of its ports. */
export interface LayerCase {
  readonly name: string;
  readonly kind: LayerKind;
  readonly params: Record<string, unknown>;
  readonly ports: Readonly<Record<string, readonly Offer[]>>;
}

/** A sample's tensor, and what travels with it: does it end in padding, of how many ids is it. */
interface Offer extends InputSpec {
  readonly masked?: boolean;
  readonly vocabulary?: number;
}

const reals = (...shape: number[]): Offer => ({ shape, values: 'reals' });

const padded: Offer = { ...reals(5, 6), masked: true };

/** What is offered to a kind. */
const offers: Readonly<Record<string, Offer>> = {
  features: reals(6),
  sequence: reals(5, 6),
  'padded sequence': padded,
  image: reals(8, 7, 2),
  tokens: { shape: [5], values: { ids: 3 }, masked: true, vocabulary: 3 },
};

/** What kinds need whose ports take tensors of different shapes; the other kinds take what they accept of the offers. */
const particular: { readonly [K in LayerKindId]?: Readonly<Record<string, readonly Offer[]>> } = {
  gru: { in: [padded], state: [reals(32)] },
  lstm: { in: [padded], state: [reals(32)] },
  repeat: { in: [reals(6)], like: [padded] },
  ordinalThresholds: { in: [reals(1)] },
};

const portsFor = (kind: LayerKind, input: Offer): LayerCase['ports'] =>
  Object.fromEntries(kind.inputs.map(({ id, many }) => [id, many ? [input, input] : [input]]));

const tensorsOf = ({ ports }: LayerCase): { name: string; input: Offer }[] =>
  Object.entries(ports).flatMap(([port, inputs]) => inputs.map((input, i) => ({ name: `${port}${i}`, input })));
const maskedOf = (item: LayerCase): { name: string; input: Offer }[] => tensorsOf(item).filter(({ input }) => input.masked);
const maskName = (name: string): string => `mask-${name}`;
const maskShape = (input: Offer): Shape => [samples, at(input.shape, 0)];

/** How many of `most` positions of a sample count. */
export type LengthOf = (sample: number, most: number) => number;
const everyLength: LengthOf = (sample, most) => sample % (most + 1);

/** Sequences as long as they are told: [samples, length]. */
const paddingMask = (length: number, lengthOf: LengthOf): Float32Array =>
  Float32Array.from({ length: samples * length }, (_, i) => (i % length < lengthOf(Math.floor(i / length), length) ? 1 : 0));

/** True where something that a case is given may end in padding. */
export const takesPadding = (item: LayerCase): boolean => maskedOf(item).length > 0;

/** Views of a buffer in the order in which a layer asks for them. */
class Views {
  readonly items: BufferView[] = [];

  get size(): number {
    return this.items.reduce((sum, { size }) => sum + size, 0);
  }

  /** The index of the view of that name, which is made where it is not there. */
  find(parameter: string, shape: Shape, initializer: Initializer): number {
    const known = this.items.findIndex((item) => item.parameter === parameter);
    if (known >= 0) return known;
    this.items.push({ name: `n/${parameter}`, node: 'n', parameter, shape, offset: this.size, size: sizeOf(shape), initializer });
    return this.items.length - 1;
  }
}

/** The parts that training and evaluation of a case share. */
class LayerProgram {
  readonly parameters = new Views();
  readonly states = new Views();
  readonly streams: { stream: string; offset: number }[] = [];

  constructor(private readonly item: LayerCase) {}

  get controlSize(): number {
    return controls.randomKeys + randomKeyLength * this.streams.length;
  }

  /** The layer between its inputs, each times a parameter so that gradients flow through it, and its output; and its penalties. */
  write(b: ProgramBuilder, training: boolean): { out: Tensor; penalties: Tensor[] } {
    const { kind, params, ports } = this.item;
    const rows = b.source({ kind: 'rows' }, [batchSize], 'i32');
    const parameter = (name: string, shape: Shape, initializer: Initializer): Tensor =>
      b.source({ kind: 'parameter', index: this.parameters.find(name, shape, initializer) }, shape);
    const arriving = Object.entries(ports).map(([port, inputs]): [string, Flow[]] => [
      port,
      inputs.map((input, i) => {
        const name = `${port}${i}`;
        const x = b.gather(b.source({ kind: 'data', name }, [samples, ...input.shape], dtypeOf(input)), rows);
        const scale = (): Tensor => parameter(`scale-${name}`, input.shape, { kind: 'constant', value: 0.5 });
        const mask = (): Tensor => b.gather(b.source({ kind: 'data', name: maskName(name) }, maskShape(input)), rows);
        return {
          tensor: x.dtype === 'i32' ? x : b.mul(x, scale()),
          mask: input.masked ? mask() : null,
          vocabulary: input.vocabulary ?? null,
        };
      }),
    ]);
    const penalties: Tensor[] = [];
    const { tensor: out } = lowerFlows(
      kind,
      {
        b,
        training,
        parameter,
        state: (name, shape, initializer) =>
          b.source({ kind: 'state', index: this.states.find(name, shape, initializer) }, shape),
        writeState: (name, value) => {
          const index = this.states.items.findIndex((state) => state.parameter === name);
          invariant(index >= 0, `${name} is a state`);
          if (training) b.writeState(index, value);
        },
        random: (name, shape) => {
          const offset = this.controlSize;
          this.streams.push({ stream: name, offset });
          return b.random(b.source({ kind: 'control', offset }, [randomKeyLength]), shape);
        },
        penalty: (value) => penalties.push(value),
        expose: () => undefined,
      },
      params,
      Object.fromEntries(arriving),
    );
    return { out: b.reshape(b.toFloat(out), [batchSize, sizeOf(out.shape) / batchSize]), penalties };
  }
}

/**
 * A case as a training program: the mean square of the layer's output against random targets, and its penalties, by momentum. Throws the
 * layer's `DiagnosticError` where it does not take these inputs.
 */
function layerProgram(item: LayerCase): TrainingProgram {
  const layer = new LayerProgram(item);
  const b = new ProgramBuilder();
  const { out, penalties } = layer.write(b, true);
  const rows = b.source({ kind: 'rows' }, [batchSize], 'i32');
  const outputs = at(out.shape, 1);
  const target = b.gather(b.source({ kind: 'data', name: 'target' }, [samples, outputs]), rows);
  const loss = b.mean(b.unary('square', b.sub(out, target)));
  const weight = b.source({ kind: 'control', offset: controls.taskWeights }, []);
  const total = penalties.reduce((sum, penalty) => b.add2(sum, penalty), b.mul(loss, weight));
  const parameters = layer.parameters.items.map((view) => ({ ...view, trainable: true }));
  const trained = parameters.map(({ shape }, index) => b.source({ kind: 'parameter', index }, shape));
  const found = gradients(b, total, trained);
  b.output('losses', b.reshape(loss, [1]));
  const evaluation = new ProgramBuilder();
  evaluation.output('output:t', layer.write(evaluation, false).out);
  const step = b.build();
  return {
    parameters,
    parameterCount: layer.parameters.size,
    trainableCount: layer.parameters.size,
    states: layer.states.items,
    stateCount: layer.states.size,
    data: [
      ...tensorsOf(item).map(({ name, input }) => ({ name, shape: [samples, ...input.shape], dtype: dtypeOf(input) })),
      ...maskedOf(item).map(({ name, input }) => ({ name: maskName(name), shape: maskShape(input), dtype: 'f32' as const })),
      { name: 'target', shape: [samples, outputs], dtype: 'f32' },
    ],
    controls: { ...controls, size: layer.controlSize, randomKeys: layer.streams },
    tasks: [{ id: 't', output: 'output:t', loss: 'loss:t' }],
    batchSize,
    step,
    gradients: found.map((gradient) => gradient?.id ?? null),
    update: { ...updateOf({ kind: 'momentum', momentum: 0.9, nesterov: false }), clipNorm: null },
    gramian: null,
    evaluate: evaluation.build(),
    evaluateBatchSize: batchSize,
    predict: nothing,
    predictBatchSize: batchSize,
  };
}

/** A case trained for so many steps, on random numbers; sequences have 0 to all of their positions, or as many as they are told. */
export function layerRun(item: LayerCase, steps: number, lengthOf: LengthOf = everyLength): Run {
  const program = layerProgram(item);
  const { size } = program.controls;
  const block = new Float32Array(steps * size);
  for (let i = 0; i < steps; i++)
    fillControls(program, { step: i + 1, learningRate: 0.01, taskWeights: [1.5], seed: keptSeed }, block, i * size);
  const random = randomStream(keptSeed, 'layer', item.name);
  const given = tensorsOf(item).map(({ name, input }, i) => [
    name,
    drawInput({ shape: [samples, ...input.shape], values: input.values }, i),
  ]);
  const masks = maskedOf(item).map(({ name, input }) => [maskName(name), paddingMask(at(input.shape, 0), lengthOf)]);
  const target = at(program.data, program.data.length - 1);
  return {
    program,
    data: { ...Object.fromEntries([...given, ...masks]), target: drawInput({ shape: target.shape, values: 'reals' }, 9) },
    parameters: initialParameters(program, keptSeed),
    state: initialState(program),
    block: { count: steps, controls: block, rows: Int32Array.from({ length: steps * batchSize }, () => random.int(samples)) },
    rows: Int32Array.from({ length: 11 }, (_, i) => 2 * i),
  };
}

function accepted(item: LayerCase): boolean {
  try {
    layerProgram(item);
    return true;
  } catch (error) {
    if (error instanceof DiagnosticError) return false;
    throw error;
  }
}

/** A kind with its usual settings on everything that it takes. */
export function usualCases(id: string, kind: LayerKind): LayerCase[] {
  const params = kind.schema.parse({});
  const own = Object.entries(particular).find(([name]) => name === id)?.[1];
  if (own) return [{ name: id, kind, params, ports: own }];
  return Object.entries(offers)
    .map(([name, input]) => ({ name: `${id} on ${name}`, kind, params, ports: portsFor(kind, input) }))
    .filter(accepted);
}

const choicesOf = (field: FieldSpec): readonly unknown[] => {
  if (field.control === 'choice') return field.options.map(({ value }) => value);
  return field.control === 'switch' ? [false, true] : [];
};

/** A kind with one setting after the other changed to each of its choices, on the first thing that takes it. */
export function changedCases(id: string, kind: LayerKind): LayerCase[] {
  const usual = usualCases(id, kind);
  return kind.fields.flatMap((field) =>
    choicesOf(field).flatMap((value) => {
      const changed = { ...kind.schema.parse({}), [field.name]: value };
      if (!kind.schema.safeParse(changed).success || kind.schema.parse({})[field.name] === value) return [];
      const fits = usual
        .map((item) => ({ ...item, name: `${item.name}, ${field.name} ${value}`, params: changed }))
        .find(accepted);
      return fits ? [fits] : [];
    }),
  );
}

export const layerKinds: readonly (readonly [string, LayerKind])[] = Object.entries(layers);

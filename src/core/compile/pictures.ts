import { analyzeGraph } from '../graph/analyze.ts';
import { lowerGraph } from '../graph/lower.ts';
import { drawnAs, type NodePicture } from '../graph/pictures.ts';
import type { PictureKind } from '../layers/types.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { sizeOf } from '../program/shapes.ts';
import { simplify } from '../program/simplify.ts';
import type { BufferView, TrainingProgram } from '../program/types.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { invariant } from '../util/assert-never.ts';
import { LayoutHost } from './host.ts';
import { viewName } from './layout.ts';
import { looking } from './looking.ts';
import { type Plan, planProject } from './plan.ts';

/** A picture with the place where its numbers are found: among the parameters, or in an output of the pictures' program. */
export interface PlannedPicture extends Omit<NodePicture, 'kind'> {
  readonly kind: Exclude<NodePicture['kind'], 'plane'>;
  readonly node: string;
  readonly from: { readonly parameter: BufferView } | { readonly output: string };
}

/** All pictures of a project but those of planes, which are predictions. */
export interface PicturePlan {
  readonly pictures: readonly PlannedPicture[];
  /**
   * The pictures that depend on samples: `predict` maps fed inputs, [samples, ...], to an output per picture, [samples, ...shape], with the
   * parameters and states of the run. It does not train: its step does nothing. Null where every picture is a parameter.
   */
  readonly program: TrainingProgram | null;
}

/** Samples over which gates are averaged, at the most … */
const mostSamples = 16;
/** … and the most numbers that come back from the device for a look. */
const mostNumbers = 1 << 20;

/** As the output of every sample: what is the same for all is repeated, and too large a map becomes the share of each key. */
function perSample(b: ProgramBuilder, value: Tensor, kind: PictureKind, samples: number): Tensor {
  const drawn = drawnAs(value, kind).kind === kind ? value : b.mean(value, [1, 2]);
  const shape = [samples, ...drawn.shape.slice(1)];
  return drawn.shape[0] === samples ? drawn : b.broadcast(drawn, shape);
}

/** The outputs of the pictures' program, by node; null where the layer offers a parameter itself. */
function exposedValues(plan: Plan, b: ProgramBuilder, samples: number, wanted: ReadonlyMap<string, string>) {
  const host = new LayoutHost(b, plan.layout);
  const found = new Map<string, { readonly value: Tensor; readonly kind: PictureKind }>();
  const inputs = plan.inputs.map(({ id, shape, dtype }) => [
    id,
    b.source({ kind: 'feed', name: id }, [samples, ...shape], dtype),
  ]);
  const { problems } = lowerGraph({
    graph: plan.graph,
    signature: plan.signature,
    tasks: plan.tasks.map(({ task }) => task),
    b,
    training: false,
    batch: samples,
    inputs: Object.fromEntries(inputs),
    host: {
      parameter: (...asked) => host.parameter(...asked),
      state: (...asked) => host.state(...asked),
      writeState: () => undefined,
      random: (...asked) => host.random(...asked),
      penalty: () => undefined,
      expose(node, name, value, kind) {
        if (wanted.get(node.id) === name) found.set(node.id, { value, kind });
      },
    },
  });
  invariant(problems.length === 0, 'a planned graph can be lowered');
  return found;
}

const outputOf = (node: string): string => `picture:${node}`;

/**
 * What can be seen inside the nodes of a project that was compiled to `program`. The program that computes it stands apart: training knows
 * nothing of it, and it is made when somebody looks.
 */
export function planPictures(project: Project, signature: DataSignature, program: TrainingProgram): PicturePlan {
  const { nodes } = analyzeGraph(project, signature);
  const shown = [...nodes].flatMap(([node, { picture }]) =>
    picture && picture.kind !== 'plane' ? [{ ...picture, kind: picture.kind, node }] : [],
  );
  const parameterOf = ({ node, name }: (typeof shown)[number]): BufferView | undefined =>
    program.parameters.find((view) => view.name === viewName(node, name));
  const computed = shown.filter((picture) => !parameterOf(picture));
  const pictures = shown.map((picture): PlannedPicture => {
    const parameter = parameterOf(picture);
    return { ...picture, from: parameter ? { parameter } : { output: outputOf(picture.node) } };
  });
  if (computed.length === 0) return { pictures, program: null };

  const numbers = computed.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const samples = Math.max(1, Math.min(mostSamples, program.predictBatchSize, Math.floor(mostNumbers / numbers)));
  const b = new ProgramBuilder();
  const found = exposedValues(planProject(project, signature), b, samples, new Map(computed.map((it) => [it.node, it.name])));
  for (const { node } of computed) {
    const exposed = found.get(node);
    invariant(exposed, `the node ${node} offers its picture in prediction too`);
    b.output(outputOf(node), perSample(b, exposed.value, exposed.kind, samples));
  }
  return { pictures, program: { ...looking(program), predict: simplify(b.build()).program, predictBatchSize: samples } };
}

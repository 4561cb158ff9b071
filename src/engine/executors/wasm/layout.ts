import { sizeOf } from '../../../core/program/shapes.ts';
import { gramianSize, matricesOf, rowsPerStep } from '../../../core/program/step-inputs.ts';
import type { GramianStep, StepProgram, TrainingProgram, ValueId, ValueInfo } from '../../../core/program/types.ts';
import { assertNever, at, invariant } from '../../../core/util/assert-never.ts';
import { kernelBytes, meetingBytes, opBarrier } from './ids.ts';
import { aligned } from './plan/arena.ts';
import type { Words } from './plan/job.ts';
import { ProgramPlan } from './plan/program-plan.ts';
import { shareOut } from './plan/threads/share-out.ts';
import { moveStates, moveUnplaced, updateWords } from './plan/update.ts';

/** A part of linear memory. */
export interface Region {
  readonly address: number;
  readonly bytes: number;
}

/** A program's operations in the table. */
export interface Table {
  readonly words: Int32Array;
  readonly region: Region;
  /** Bytes of the first part; see `PlanOptions`. */
  readonly firstBytes: number;
  readonly address: (id: ValueId) => number;
}

/** The table of a Gramian step: after its first part, losses and Gramian stand at these addresses; the second reads the weights. */
export interface GramianTable extends Table {
  readonly losses: number;
  readonly gramian: number;
  /** Numbers of the Gramian. */
  readonly gramianSize: number;
  readonly matrices: number;
  /** Among the controls, in numbers. */
  readonly sharedWeights: number;
  readonly weightCount: number;
}

const balancedTable = (step: GramianStep, table: Table): GramianTable => ({
  ...table,
  losses: table.address(outputOf(step, 'losses')),
  gramian: table.address(outputOf(step, 'gramian')),
  gramianSize: gramianSize(step),
  matrices: matricesOf(step),
  sharedWeights: step.sharedWeights,
  weightCount: step.weightCount,
});

/** Hands out regions of memory from an address upwards. */
class Regions {
  constructor(public next: number) {}

  take(bytes: number): Region {
    const region = { address: aligned(this.next), bytes };
    this.next = region.address + aligned(bytes);
    return region;
  }
}

/** Bytes after everything else: kernels read whole vectors, and may so read over an end. */
const guardBytes = 256;

/** Memory for the control rows, batch rows and losses of one call; a longer block takes several calls. */
const blockBytes = 262_144;

/** How operations are shared among threads. */
export interface Sharing {
  readonly threads: number;
  /** Nanoseconds that a part should take at least. */
  readonly leastPart: number;
}

export const oneThread: Sharing = { threads: 1, leastPart: Number.POSITIVE_INFINITY };

/** What the layout says of where everything stands. */
export interface Layout {
  readonly parameters: Region;
  readonly optimizer: Region;
  readonly state: Region;
  readonly controls: Region;
  readonly rows: Region;
  readonly data: ReadonlyMap<string, Region>;
  readonly feeds: ReadonlyMap<string, Region & { readonly count: number }>;
  readonly constants: readonly { readonly address: number; readonly data: Float32Array | Int32Array }[];
  readonly step: Table;
  readonly gramian: GramianTable | null;
  readonly evaluate: Table;
  readonly predict: Table;
  readonly losses: number;
  /** Where each thread's kernels work for themselves. */
  readonly scratch: readonly Region[];
  /** Where threads wait for one another. */
  readonly meeting: Region;
  /** The steps that fit one call, and where their inputs and losses stand. */
  readonly blockSteps: number;
  readonly controlRows: Region;
  readonly batchRows: Region;
  readonly lossRing: Region;
  /** The end of everything. */
  readonly end: number;
}

const feedsOf = (program: TrainingProgram): Map<string, ValueInfo> => {
  const feeds = new Map<string, ValueInfo>();
  for (const info of program.predict.values) if (info.source.kind === 'feed') feeds.set(info.source.name, info);
  return feeds;
};

/** Each operation of a table is preceded by the bytes to the next one. */
const encodeTable = (operations: readonly Words[]): Int32Array =>
  Int32Array.from(operations.flatMap(([operation = 0, ...args]) => [operation, 4 * (args.length + 2), ...args]));

const outputOf = ({ program }: StepProgram, name: 'losses' | 'gramian'): ValueId => {
  const output = program.outputs[name];
  invariant(output !== undefined, `a step has the output ${name}`);
  return output;
};

/** A step's operations, and the gradient values that are made where the flat gradient wants them: value → its offset there. */
function planStep(
  { parameters }: TrainingProgram,
  step: StepProgram,
  first?: readonly ValueId[],
): { plan: ProgramPlan; places: ReadonlyMap<ValueId, number> } {
  const wanted = [
    ...Object.values(step.program.outputs),
    ...step.gradients.filter((id) => id !== null),
    ...step.program.stateWrites.map(({ value }) => value),
  ];
  const tentative = new ProgramPlan(step.program, wanted);
  const places = new Map<ValueId, number>();
  step.gradients.forEach((id, index) => {
    if (id === null || !tentative.makes(id)) return;
    const storage = tentative.storageOf(id);
    if (!places.has(storage)) places.set(storage, at(parameters, index).offset);
  });
  const placed = new Set(places.keys());
  return { plan: new ProgramPlan(step.program, wanted, first ? { placed, first } : { placed }), places };
}

/** Plans a training program into one linear memory, from the byte `base` upwards. */
export function layOut(program: TrainingProgram, base: number, { threads, leastPart }: Sharing): Layout {
  const { controls: controlLayout, update, step, evaluate, predict } = program;
  const regions = new Regions(base);
  const numbers = (count: number): Region => regions.take(4 * count);
  const parameters = numbers(program.parameterCount);
  const gradient = numbers(program.trainableCount);
  const optimizer = numbers(update.rule.slots.length * program.trainableCount);
  const state = numbers(program.stateCount);
  const stateRoom = numbers(program.stateCount);
  const controls = numbers(controlLayout.size);
  const stepRows = rowsPerStep(program);
  const rows = numbers(Math.max(stepRows, program.evaluateBatchSize));
  const feeds = new Map(
    [...feedsOf(program)].map(([name, { shape }]) => [name, { ...numbers(sizeOf(shape)), count: sizeOf(shape) }]),
  );
  const data = new Map(program.data.map(({ name, shape }) => [name, numbers(sizeOf(shape))]));

  const plain: StepProgram = { program: step, gradients: program.gradients };
  const plans = {
    step: planStep(program, plain),
    gramian: program.gramian && planStep(program, program.gramian, Object.values(program.gramian.program.outputs)),
    evaluate: new ProgramPlan(evaluate, Object.values(evaluate.outputs)),
    predict: new ProgramPlan(predict, Object.values(predict.outputs)),
  };
  const all = [plans.step.plan, plans.evaluate, plans.predict, ...(plans.gramian ? [plans.gramian.plan] : [])];
  const arena = regions.take(Math.max(...all.map((plan) => plan.arenaBytes)));
  const meeting = regions.take(meetingBytes);
  const scratchBytes = Math.max(...all.map((plan) => plan.scratchBytes));
  const scratch = Array.from({ length: threads }, () => regions.take(kernelBytes + scratchBytes));

  const given = (region: Region | undefined, name: string): number => {
    invariant(region, `${name} is part of the program`);
    return region.address;
  };
  const source = ({ source: from }: ValueInfo): number => {
    switch (from.kind) {
      case 'parameter':
        return parameters.address + 4 * at(program.parameters, from.index).offset;
      case 'state':
        return state.address + 4 * at(program.states, from.index).offset;
      case 'data':
        return given(data.get(from.name), from.name);
      case 'feed':
        return given(feeds.get(from.name), from.name);
      case 'rows':
        return rows.address + 4 * (from.offset ?? 0);
      case 'control':
        return controls.address + 4 * from.offset;
      case 'constant':
      case 'op':
        throw new Error(`Broken invariant: ${from.kind} has an address of its own`);
      default:
        return assertNever(from);
    }
  };

  const constants: { address: number; data: Float32Array | Int32Array }[] = [];
  const tableOf = (
    plan: ProgramPlan,
    placed: ReadonlyMap<ValueId, number>,
    more: (address: Table['address']) => Words[],
  ): Table => {
    const room = regions.take(plan.constantBytes);
    const around = { source, constants: room.address, arena: arena.address, placed };
    const address = plan.addresses(around);
    for (const constant of plan.constants) constants.push({ address: address(constant.id), data: constant.data });
    const perThread = scratch.map((own) => plan.words({ ...around, scratch: own.address + kernelBytes }));
    const last = more(address);
    const first = encodeTable(
      shareOut(
        perThread.map((parts) => parts.first),
        leastPart,
      ),
    );
    const rest = shareOut(
      perThread.map((parts) => [...parts.rest, ...last]),
      leastPart,
    );
    const encoded = [...first, ...encodeTable(threads > 1 && rest.length > 0 ? [[opBarrier], ...rest] : rest)];
    const words = Int32Array.from(encoded);
    return { words, region: regions.take(words.byteLength), firstBytes: first.byteLength, address };
  };
  const stepTableOf = ({ plan, places }: ReturnType<typeof planStep>, own: StepProgram): Table => {
    const placed = new Map([...places].map(([id, offset]) => [id, gradient.address + 4 * offset]));
    return tableOf(plan, placed, (address) => [
      ...moveUnplaced(program, own, gradient.address, address),
      ...moveStates(program, own, state.address, stateRoom.address, address),
      ...updateWords(program, { parameters, gradient, optimizer, controls }),
    ]);
  };
  const stepTable = stepTableOf(plans.step, plain);
  const balanced =
    program.gramian && plans.gramian ? balancedTable(program.gramian, stepTableOf(plans.gramian, program.gramian)) : null;
  const evaluateTable = tableOf(plans.evaluate, new Map(), () => []);
  const predictTable = tableOf(plans.predict, new Map(), () => []);

  const lossCount = sizeOf(at(step.values, outputOf(plain, 'losses')).shape);
  const perStep = 4 * (controlLayout.size + stepRows + lossCount);
  const blockSteps = Math.max(1, Math.min(4096, Math.floor(blockBytes / perStep)));
  const controlRows = numbers(blockSteps * controlLayout.size);
  const batchRows = numbers(blockSteps * stepRows);
  const lossRing = numbers(blockSteps * lossCount);
  return {
    parameters,
    optimizer,
    state,
    controls,
    rows,
    data,
    feeds,
    constants,
    step: stepTable,
    gramian: balanced,
    evaluate: evaluateTable,
    predict: predictTable,
    losses: stepTable.address(outputOf(plain, 'losses')),
    blockSteps,
    controlRows,
    batchRows,
    lossRing,
    scratch,
    meeting,
    end: regions.next + guardBytes,
  };
}

import { optimizerSlots } from '../../../core/program/optimizers.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { TrainingProgram, ValueId, ValueInfo } from '../../../core/program/types.ts';
import { assertNever, at, invariant } from '../../../core/util/assert-never.ts';
import { aligned } from './plan/arena.ts';
import type { Words } from './plan/job.ts';
import { ProgramPlan } from './plan/program-plan.ts';
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
  readonly address: (id: ValueId) => number;
}

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
  readonly evaluate: Table;
  readonly predict: Table;
  readonly losses: number;
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

/** The gradient values that can be made where the flat gradient wants them: value → its offset there. */
function gradientPlaces(program: TrainingProgram): Map<ValueId, number> {
  const trial = new ProgramPlan(program.step, wantedOf(program));
  const places = new Map<ValueId, number>();
  program.gradients.forEach((id, index) => {
    if (id === null || !trial.makes(id)) return;
    const storage = trial.storageOf(id);
    if (!places.has(storage)) places.set(storage, at(program.parameters, index).offset);
  });
  return places;
}

const lossesOf = (program: TrainingProgram): ValueId => {
  const losses = program.step.outputs.losses;
  invariant(losses !== undefined, 'a step has losses');
  return losses;
};

const wantedOf = (program: TrainingProgram): ValueId[] => [
  lossesOf(program),
  ...program.gradients.filter((id) => id !== null),
  ...program.step.stateWrites.map(({ value }) => value),
];

/** Plans a training program into one linear memory, from the byte `base` upwards. */
export function layOut(program: TrainingProgram, base: number): Layout {
  const { controls: controlLayout, update, step, evaluate, predict } = program;
  const regions = new Regions(base);
  const numbers = (count: number): Region => regions.take(4 * count);
  const parameters = numbers(program.parameterCount);
  const gradient = numbers(program.trainableCount);
  const optimizer = numbers(optimizerSlots(update.optimizer) * program.trainableCount);
  const state = numbers(program.stateCount);
  const stateRoom = numbers(program.stateCount);
  const controls = numbers(controlLayout.size);
  const rows = numbers(Math.max(program.batchSize, program.evaluateBatchSize));
  const feeds = new Map(
    [...feedsOf(program)].map(([name, { shape }]) => [name, { ...numbers(sizeOf(shape)), count: sizeOf(shape) }]),
  );
  const data = new Map(program.data.map(({ name, shape }) => [name, numbers(sizeOf(shape))]));

  const places = gradientPlaces(program);
  const plans = {
    step: new ProgramPlan(step, wantedOf(program), new Set(places.keys())),
    evaluate: new ProgramPlan(evaluate, Object.values(evaluate.outputs)),
    predict: new ProgramPlan(predict, Object.values(predict.outputs)),
  };
  const arena = regions.take(Math.max(...Object.values(plans).map((plan) => plan.arenaBytes)));

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
        return rows.address;
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
    const { words, address } = plan.place({ source, constants: room.address, arena: arena.address, placed });
    for (const constant of plan.constants) constants.push({ address: address(constant.id), data: constant.data });
    const encoded = encodeTable([...words, ...more(address)]);
    return { words: encoded, region: regions.take(encoded.byteLength), address };
  };
  const placed = new Map([...places].map(([id, offset]) => [id, gradient.address + 4 * offset]));
  const stepTable = tableOf(plans.step, placed, (address) => [
    ...moveUnplaced(program, gradient.address, address),
    ...moveStates(program, state.address, stateRoom.address, address),
    ...updateWords(program, { parameters, gradient, optimizer, controls }),
  ]);
  const evaluateTable = tableOf(plans.evaluate, new Map(), () => []);
  const predictTable = tableOf(plans.predict, new Map(), () => []);

  const perStep = 4 * (controlLayout.size + program.batchSize + sizeOf(at(step.values, lossesOf(program)).shape));
  const blockSteps = Math.max(1, Math.min(4096, Math.floor(blockBytes / perStep)));
  const controlRows = numbers(blockSteps * controlLayout.size);
  const batchRows = numbers(blockSteps * program.batchSize);
  const lossRing = numbers(blockSteps * sizeOf(at(step.values, lossesOf(program)).shape));
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
    evaluate: evaluateTable,
    predict: predictTable,
    losses: stepTable.address(lossesOf(program)),
    blockSteps,
    controlRows,
    batchRows,
    lossRing,
    end: regions.next + guardBytes,
  };
}

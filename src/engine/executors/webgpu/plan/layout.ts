import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Program, TrainingProgram, ValueInfo } from '../../../../core/program/types.ts';
import { assertNever, at, invariant } from '../../../../core/util/assert-never.ts';
import type { SourcePlaces } from './lower.ts';
import type { Place } from './nodes.ts';

/** A named stretch of a buffer; offset and size count numbers. */
export interface Stretch {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** Lays arrays out one behind the other, from `start` on. */
export function stretches(sizes: readonly (readonly [string, number])[], start = 0): { items: Stretch[]; end: number } {
  let end = start;
  const items = sizes.map(([name, size]) => {
    const item = { name, offset: end, size };
    end += size;
    return item;
  });
  return { items, end };
}

/** The data buffer: the data set's tensors, then the constants of all programs. */
export class DataLayout {
  readonly tensors: readonly Stretch[];
  readonly constants: { readonly offset: number; readonly numbers: readonly number[] }[] = [];
  private end: number;

  constructor(program: TrainingProgram) {
    const { items, end } = stretches(program.data.map(({ name, shape }) => [name, sizeOf(shape)]));
    this.tensors = items;
    this.end = end;
  }

  get size(): number {
    return this.end;
  }

  constant(numbers: readonly number[]): Place {
    const place: Place = { buffer: 'data', offset: this.end };
    this.constants.push({ offset: this.end, numbers });
    this.end += numbers.length;
    return place;
  }

  tensor(name: string): Place {
    const found = this.tensors.find((item) => item.name === name);
    invariant(found, `the data tensor ${name} is declared`);
    return { buffer: 'data', offset: found.offset };
  }
}

/** What a program is handed at each call, and where: feeds at the beginning of the arena, controls and rows in a row of inputs. */
export interface CallLayout {
  readonly feeds: readonly Stretch[];
  /** In the row of inputs: controls from 0 on, then the batch's rows. */
  readonly rowsOffset: number;
}

/** The feeds that a program reads. */
export function feedsOf(program: Program): { items: Stretch[]; end: number } {
  const feeds = program.values.flatMap(({ source, shape }): [string, number][] =>
    source.kind === 'feed' ? [[source.name, sizeOf(shape)]] : [],
  );
  return stretches([...new Map(feeds)]);
}

/** Where a program's sources lie. */
export class ProgramPlaces implements SourcePlaces {
  constructor(
    private readonly program: TrainingProgram,
    private readonly data: DataLayout,
    private readonly call: CallLayout,
  ) {}

  constant(numbers: readonly number[]): Place {
    return this.data.constant(numbers);
  }

  place({ source }: ValueInfo): Place {
    switch (source.kind) {
      case 'parameter':
        return { buffer: 'parameters', offset: at(this.program.parameters, source.index).offset };
      case 'state':
        return { buffer: 'state', offset: at(this.program.states, source.index).offset };
      case 'data':
        return this.data.tensor(source.name);
      case 'rows':
        return { buffer: 'inputs', offset: this.call.rowsOffset + (source.offset ?? 0) };
      case 'control':
        return { buffer: 'inputs', offset: source.offset };
      case 'feed': {
        const feed = this.call.feeds.find(({ name }) => name === source.name);
        invariant(feed, `the feed ${source.name} is laid out`);
        return { buffer: 'arena', offset: feed.offset };
      }
      case 'constant':
        return this.data.constant(source.data);
      case 'op':
        throw new Error('Broken invariant: a computed value is not a source');
      default:
        return assertNever(source);
    }
  }
}

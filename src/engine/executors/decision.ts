import type {
  BackendId,
  ExecutorChoice,
  ExecutorId,
  MeasuredSpeed,
  ReasonCode,
  ReasonNote,
} from '../../core/runs/executor-info.ts';
import { assertNever } from '../../core/util/assert-never.ts';

/** What a GPU adapter says of itself (a part of GPUAdapterInfo). */
export interface AdapterDescription {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

/** What was found when WebGPU was asked for an adapter. */
export type GpuProbe =
  | { readonly kind: 'none' }
  /** `largestBuffer`: how many bytes one buffer may have; absent where that is not known. */
  | { readonly kind: 'adapter'; readonly adapter: AdapterDescription; readonly largestBuffer?: number };

/** Programs that imitate a GPU on the processor: right for tests, far too slow for use. */
const softwareNames = ['swiftshader', 'llvmpipe', 'lavapipe', 'softpipe', 'basic render', 'warp', 'software'];

/** True for an adapter without hardware behind it. */
export function isSoftwareAdapter({ vendor, architecture, description, isFallbackAdapter }: AdapterDescription): boolean {
  const words = `${vendor} ${architecture} ${description}`.toLowerCase();
  return isFallbackAdapter === true || softwareNames.some((name) => new RegExp(`\\b${name}\\b`).test(words));
}

/** An adapter in words, for the status; `GPU` where it tells nothing of itself. */
export function adapterName({ vendor, architecture, description }: AdapterDescription): string {
  return description || [vendor, architecture].filter((word) => word !== '').join(' ') || 'GPU';
}

/** Something that may run the program. */
export interface Candidate {
  readonly id: ExecutorId;
  readonly backend: BackendId;
  /** Of our WebAssembly: how many, if more than one. */
  readonly threads?: number | undefined;
}

/** A candidate in a word or two. */
export function candidateName({ id, backend, threads }: Candidate): string {
  if (id === 'tfjs') return `tfjs ${backend}`;
  return threads === undefined ? id : `${id} ×${threads}`;
}

export const sameCandidate = (a: Candidate, b: Candidate): boolean =>
  a.id === b.id && a.backend === b.backend && a.threads === b.threads;

/** Candidates for the same hardware, best first: the next is tried only where the one before cannot be used. */
export interface Lane {
  readonly hardware: 'gpu' | 'cpu';
  readonly candidates: readonly Candidate[];
}

export interface Plan {
  /** One candidate of each lane is measured, and the fastest taken; with one lane there is nothing to compare. */
  readonly lanes: readonly Lane[];
  /** Must candidates agree with the reference before they are trusted? Not the one that was asked for by name. */
  readonly selfTest: boolean;
}

const ofTfjs = (backend: BackendId): Candidate => ({ id: 'tfjs', backend });
const webgpu: Candidate = { id: 'webgpu', backend: 'webgpu' };
const wasm: Candidate = { id: 'wasm', backend: 'wasm' };

/**
 * Floating-point operations per step from which several threads of tfjs may outrun one of ours. On one thread of WebAssembly ours is 6
 * times as fast on 784 → 256 with 64 samples (8e7 operations) and on a small CNN, hundreds of times on tiny models, but only 1.4 times on
 * 784 → 1024 with 256 samples (9e8), where tfjs, too, does nothing but large products; `bench/wasm-steps.ts`.
 */
const largeStep = 2.5e8;

/**
 * Floating-point operations per step from which several threads of ours may outrun one. Two threads, on two processors, ran 784 → U with 64
 * samples half as fast as one where U is 16 (4e6 operations), 0.8 to 1.4 times with 64 (1.4e7), 1.4 to 1.5 times with 256 (6e7), and
 * 784 → 1024 → 1024 with 128 samples (1.3e9) 1.5 to 1.9 times; `bench/threads.ts`.
 */
const threadedStep = 2e7;

/** The most threads that are tried: each has too little to do beyond. */
const mostThreads = 8;

/**
 * Numbers of threads to try on so many logical processors: one for each, and half as many, because two of them may be one core, and small
 * cores would keep the large ones waiting.
 */
export function threadCounts(processors: number): number[] {
  const counts = [processors, Math.ceil(processors / 2)].map((count) => Math.min(mostThreads, count));
  return [...new Set(counts)].filter((count) => count > 1);
}

export interface Circumstances {
  readonly probe: GpuProbe;
  /** Threads that tfjs would use on WebAssembly. */
  readonly tfjsThreads: number;
  /** Numbers of threads that ours may use besides one; none where memory cannot be shared. */
  readonly wasmThreads: readonly number[];
  readonly flopsPerStep: number;
}

/**
 * What to try and what to compare. A GPU takes part only with hardware behind it, unless forced. tfjs is compared with our own executor
 * for the same hardware only where it could win, so that nobody downloads it to learn what is known; so are several threads of our own with
 * one. Null where the address contradicts
 * itself: only tfjs has a choice of backends.
 */
export function planChoice({ executor, backend, oneThread = false }: ExecutorChoice, around: Circumstances): Plan | null {
  const { probe, tfjsThreads, wasmThreads, flopsPerStep } = around;
  const cpu = (...candidates: readonly Candidate[]): Lane => ({ hardware: 'cpu', candidates });
  const gpu = (...candidates: readonly Candidate[]): Lane => ({ hardware: 'gpu', candidates });
  const threaded = (flopsPerStep >= threadedStep && !oneThread ? wasmThreads : []).map((threads) => cpu({ ...wasm, threads }));
  const only = (candidate: Candidate): Plan => ({ lanes: [{ hardware: 'cpu', candidates: [candidate] }], selfTest: false });
  if (executor === 'webgpu' || executor === 'wasm') {
    const forced = executor === 'webgpu' ? webgpu : wasm;
    if (backend !== undefined && backend !== forced.backend) return null;
    return executor === 'webgpu' || threaded.length === 0 ? only(forced) : { lanes: [...threaded, cpu(wasm)], selfTest: true };
  }
  if (backend) return only(ofTfjs(backend));
  const hardware = probe.kind === 'adapter' && !isSoftwareAdapter(probe.adapter);
  if (executor === 'tfjs') {
    const lanes = [cpu(ofTfjs('wasm'), ofTfjs('cpu'))];
    return { lanes: hardware ? [gpu(ofTfjs('webgpu')), ...lanes] : lanes, selfTest: true };
  }
  const threadsMayWin = !hardware && tfjsThreads > 1 && flopsPerStep >= largeStep;
  const ofTfjsHere = [ofTfjs('wasm'), ofTfjs('cpu')];
  const ours = threadsMayWin ? [cpu(wasm), cpu(...ofTfjsHere)] : [cpu(wasm, ...ofTfjsHere)];
  const lanes = [...threaded, ...ours];
  return { lanes: hardware ? [gpu(webgpu, ofTfjs('webgpu')), ...lanes] : lanes, selfTest: true };
}

/**
 * More floating-point operations per second than one thread of WebAssembly can do: 4 lanes × 2 operations × 2 units × 6 GHz, rounded up.
 * A program that would be slower even so need not be tried on the CPU, where one step could take seconds.
 */
const cpuCeiling = 1e11;

/** False where so many threads cannot reach this speed, whatever the processor. */
export const cpuMayReach = (stepsPerSecond: number, flopsPerStep: number, threads: number): boolean =>
  flopsPerStep * stepsPerSecond < cpuCeiling * threads;

export const fastestFirst = (measured: readonly MeasuredSpeed[]): MeasuredSpeed[] =>
  [...measured].sort((a, b) => b.stepsPerSecond - a.stepsPerSecond);

/** A run of steps whose time was taken. */
export interface Burst {
  readonly count: number;
  readonly ms: number;
}

/** Shorter times than clocks show count as this. */
const shortestMs = 1e-3;

/**
 * Steps per second from several bursts: the median, so that a burst in which the machine did something else does not count. Bursts less
 * than half as long as the longest were there to find the length.
 */
export function medianSpeed(bursts: readonly Burst[]): number {
  const longest = Math.max(...bursts.map(({ count }) => count));
  const speeds = bursts
    .filter(({ count }) => 2 * count >= longest)
    .map(({ count, ms }) => (1000 * count) / Math.max(ms, shortestMs))
    .sort((a, b) => a - b);
  const middle = (speeds.length - 1) / 2;
  return ((speeds[Math.floor(middle)] ?? 0) + (speeds[Math.ceil(middle)] ?? 0)) / 2;
}

/** Three digits are all that such a measurement knows. */
const roundSpeed = (stepsPerSecond: number): string => Number(stepsPerSecond.toPrecision(3)).toString();

/** The reason in English, for scripts and logs; the page has its own words for each code. */
export function reasonInWords(
  code: ReasonCode,
  values: Readonly<Record<string, string>>,
  measured: readonly MeasuredSpeed[] = [],
  notes: readonly ReasonNote[] = [],
): string {
  const figures = measured.map((speed) => `${candidateName(speed)} ${roundSpeed(speed.stepsPerSecond)} steps/s`).join(', ');
  const main = code === 'measured' ? `the fastest here: ${figures}` : sentence(code, values);
  const others = notes.map((note) => (note.code === 'passedOver' ? passedOver(note) : sentence(note.code, note.values)));
  return [main, ...others, ...(figures && code !== 'measured' ? [`measured: ${figures}`] : [])].join('; ');
}

const passedOver = ({ values }: ReasonNote): string => `${values.executor} cannot be used: ${values.error}`;

function sentence(code: Exclude<ReasonCode, 'measured'>, values: Readonly<Record<string, string>>): string {
  switch (code) {
    case 'forced':
      return 'asked for in the address';
    case 'hardwareGpu':
      return `a hardware GPU: ${values.adapter}`;
    case 'noWebgpu':
      return 'WebGPU is not available here';
    case 'softwareAdapter':
      return `WebGPU has only a software adapter: ${values.adapter}`;
    case 'webgpuFailed':
      return `WebGPU cannot be used: ${values.error}`;
    case 'wasmFailed':
      return `WebAssembly cannot be used: ${values.error}`;
    case 'substitute':
      return `in place of ${values.executor}, which cannot be used: ${values.error}`;
    case 'tooLarge':
      return `in place of ${values.executor}, where this network needs ${values.needed} of memory and ${values.limit} are there`;
    default:
      return assertNever(code);
  }
}

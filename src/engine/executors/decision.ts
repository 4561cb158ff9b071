import type { BackendId, ExecutorChoice, ReasonCode } from '../../core/runs/protocol.ts';
import { assertNever } from '../../core/util/assert-never.ts';

/** What a GPU adapter says of itself (a part of GPUAdapterInfo). */
export interface AdapterDescription {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

/** What was found when WebGPU was asked for an adapter. */
export type GpuProbe = { readonly kind: 'none' } | { readonly kind: 'adapter'; readonly adapter: AdapterDescription };

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

/** A backend to be tried, and why it is its turn. */
export interface Attempt {
  readonly backend: BackendId;
  readonly reasonCode: ReasonCode;
  /** Must it agree with the reference executor before it is trusted? */
  readonly selfTest: boolean;
}

/**
 * Which backends to try, in order; the first that starts is taken. WebGPU on a hardware adapter, else wasm, else cpu; never a software
 * adapter unless forced. A forced backend is the only attempt.
 */
export function planAttempts(choice: ExecutorChoice, probe: GpuProbe): Attempt[] {
  if (choice.backend) return [{ backend: choice.backend, reasonCode: 'forced', selfTest: false }];
  const last: Attempt = { backend: 'cpu', reasonCode: 'wasmFailed', selfTest: false };
  const wasm = (reasonCode: ReasonCode): Attempt => ({ backend: 'wasm', reasonCode, selfTest: false });
  if (probe.kind === 'none') return [wasm('noWebgpu'), last];
  if (isSoftwareAdapter(probe.adapter)) return [wasm('softwareAdapter'), last];
  return [{ backend: 'webgpu', reasonCode: 'hardwareGpu', selfTest: true }, wasm('webgpuFailed'), last];
}

/** The reason in English, for scripts and logs; the page has its own words for each code. */
export function reasonInWords(code: ReasonCode, values: Readonly<Record<string, string>>): string {
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
      return `WebGPU did not start: ${values.error}`;
    case 'wasmFailed':
      return `WebAssembly did not start: ${values.error}`;
    default:
      return assertNever(code);
  }
}

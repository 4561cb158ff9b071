import type { TrainingProgram } from '../../../core/program/types.ts';
import type { DataBuffers, Executor, Session } from '../executor.ts';
import { plannedTraining } from './memory.ts';
import { type DeviceProfile, hardwareProfile, softwareProfile } from './plan/profile.ts';
import { WebgpuSession } from './session.ts';

export interface WebgpuOptions {
  /** What the status says of the hardware. */
  readonly name: string;
  /** A processor that imitates a GPU is planned for differently. */
  readonly software: boolean;
  /** The clock, in milliseconds; the machine's where none is given. */
  readonly now?: () => number;
}

/** Runs training programs as recorded dispatches of fused kernels. The device stays the giver's: disposing does not destroy it. */
class WebgpuExecutor implements Executor {
  readonly id = 'webgpu';
  readonly backend = 'webgpu';
  readonly device: string;
  readonly lost: Promise<string>;
  private readonly profile: DeviceProfile;
  private readonly now: () => number;
  private readonly sessions = new Set<Session>();

  constructor(
    private readonly gpu: GPUDevice,
    { name, software, now }: WebgpuOptions,
  ) {
    this.device = name;
    this.now = now ?? (() => performance.now());
    this.profile = software ? softwareProfile : hardwareProfile;
    this.lost = gpu.lost.then(({ reason, message }) => `${reason}: ${message}`);
  }

  async load(program: TrainingProgram, data: DataBuffers): Promise<Session> {
    const { gpu, device: name, now } = this;
    const onDispose = (disposed: Session): void => void this.sessions.delete(disposed);
    const session = await WebgpuSession.create(
      { gpu, name, now, onDispose },
      program,
      plannedTraining(program, this.profile),
      data,
    );
    this.sessions.add(session);
    return session;
  }

  dispose(): void {
    for (const session of this.sessions) session.dispose();
  }
}

export const createWebgpuExecutor = (device: GPUDevice, options: WebgpuOptions): Executor => new WebgpuExecutor(device, options);

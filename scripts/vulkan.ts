import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from './find-browsers.ts';

/** Where Debian and Fedora put what their Chromium packages ship. */
const packagedFolders = ['/usr/lib/chromium', '/usr/lib64/chromium-browser'];

/**
 * The description of SwiftShader, a Vulkan driver that runs on the processor and comes with Chromium; null where there is none. Node's
 * WebGPU needs it on a machine without a GPU.
 */
export function findSoftwareDriver(): string | null {
  const asked = process.env.VK_DRIVER_FILES;
  if (asked) return asked;
  const chromium = findChromium();
  const folders = [...(chromium ? [dirname(realpathSync(chromium))] : []), ...packagedFolders];
  return folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find((path) => existsSync(path)) ?? null;
}

const loaders = ['/usr/lib', '/usr/lib64', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/local/lib'];

/** True where Vulkan's loader, through which Node's WebGPU reaches any driver, is installed (only Linux needs it). */
const hasVulkanLoader = (): boolean =>
  process.platform !== 'linux' || loaders.some((folder) => existsSync(join(folder, 'libvulkan.so.1')));

/** Installs Vulkan's loader where it is missing: as root on Debian through apt-get. */
export function ensureVulkanLoader(): void {
  if (hasVulkanLoader()) return;
  const run = (...args: string[]): boolean => spawnSync('apt-get', args, { stdio: 'inherit' }).status === 0;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && run('update')) run('install', '-y', 'libvulkan1');
  if (!hasVulkanLoader()) throw new Error("Vulkan's loader is missing, which the tests of WebGPU need. Install libvulkan1.");
}

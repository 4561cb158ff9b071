import { ensureTorch } from './ensure-torch.ts';
import { ensureChromium, ensureFurtherEngines, ensureHeadlessChromium } from './find-browsers.ts';
import { ensureVulkanLoader } from './vulkan.ts';

/** The three engines that the end-to-end tests use; with `--unit` what the unit tests need: Chromium, a way to its software GPU, and
 * PyTorch. */
console.log(`Chromium: ${ensureChromium()}`);
if (process.argv.includes('--unit')) {
  ensureVulkanLoader();
  console.log(`PyTorch: ${ensureTorch()}`);
} else {
  console.log(`Without a window: ${ensureHeadlessChromium()}`);
  const { firefox, webkit } = ensureFurtherEngines();
  console.log(`Firefox: ${firefox}`);
  console.log(`WebKit: ${webkit}`);
}

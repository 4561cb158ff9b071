import { ensureChromium } from './find-chromium.ts';
import { ensureVulkanLoader, findSoftwareDriver } from './vulkan.ts';

// The software driver comes with Chromium.
ensureChromium();
ensureVulkanLoader();
console.log(`Vulkan driver for the unit tests: ${findSoftwareDriver() ?? "the machine's own"}`);

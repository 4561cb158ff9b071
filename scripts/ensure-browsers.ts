import { ensureChromium, ensureFirefox, ensureWebkit } from './find-browsers.ts';

/** The three engines that the end-to-end tests use. */
console.log(`Chromium: ${ensureChromium()}`);
console.log(`Firefox: ${ensureFirefox()}`);
console.log(`WebKit: ${ensureWebkit()}`);

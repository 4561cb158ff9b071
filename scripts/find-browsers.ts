import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const chromiumApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const firefoxNames = ['firefox-esr', 'firefox'];
const firefoxApplications = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

const onPath = (names: readonly string[]): readonly string[] => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
};

const present = (paths: readonly string[]): string | null => paths.find((path) => path !== '' && existsSync(path)) ?? null;

/** True where the program starts at all: a browser that Playwright downloaded may lack system libraries. */
const starts = (path: string): boolean =>
  process.platform === 'win32' || spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

/** An installed Chromium: the one that CHROMIUM_PATH names, one on the PATH, or the one that Playwright manages; null without any. */
export function findChromium(): string | null {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return asked;
  const candidates = [...onPath(chromiumNames), ...chromiumApplications, chromium.executablePath()];
  return candidates.find((path) => path !== '' && existsSync(path) && starts(path)) ?? null;
}

/**
 * Chromium's engine without the browser around it, which takes a fifth less of a processor; any Chromium where that is not installed, or
 * where CHROMIUM_PATH names one.
 */
export const findHeadlessChromium = (): string | null =>
  (process.env.CHROMIUM_PATH ? null : present(onPath(['chromium-headless-shell']))) ?? findChromium();

/** An installed Firefox: the one that FIREFOX_PATH names, one on the PATH, or an application; null without any. */
export const findFirefox = (): string | null =>
  process.env.FIREFOX_PATH ?? present([...onPath(firefoxNames), ...firefoxApplications]);

/** WebKitGTK's MiniBrowser, its driver, and a display without a screen; null where one of them is missing. */
export function findWebkit(): { readonly driver: string; readonly browser: string; readonly display: string } | null {
  const libraries = ['/usr/lib', '/usr/libexec'].filter((folder) => existsSync(folder));
  const places = libraries.flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))]);
  const versions = ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'];
  const browser = present(places.flatMap((place) => versions.map((version) => join(place, version, 'MiniBrowser'))));
  const driver = present(onPath(['WebKitWebDriver']));
  const display = present(onPath(['Xvfb']));
  return browser && driver && display ? { driver, browser, display } : null;
}

const run = (command: string, ...args: string[]): boolean => {
  console.log(`$ ${[command, ...args].join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
};

/** Debian's packages, as root; false where that is not possible. */
const installPackages = (...packages: string[]): boolean =>
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/apt-get') &&
  run('apt-get', 'update') &&
  run('apt-get', 'install', '-y', '--no-install-recommends', ...packages);

/** Finds a Chromium, and installs one where there is none: through Playwright, or as root on Debian through apt-get. */
export function ensureChromium(): string {
  const installed = findChromium();
  if (installed) return installed;
  console.log('No Chromium found: installing one.');
  if (run('npx', 'playwright', 'install', 'chromium')) {
    const managed = findChromium();
    if (managed) return managed;
  }
  installPackages('chromium');
  const found = findChromium();
  if (!found) throw new Error('No Chromium could be installed. Install one, or set CHROMIUM_PATH to its program.');
  return found;
}

/** The same, and installs the engine alone where Debian has a package of it. */
export function ensureHeadlessChromium(): string {
  const chromium = ensureChromium();
  const known = findHeadlessChromium();
  if (known === chromium && !process.env.CHROMIUM_PATH) installPackages('chromium-headless-shell');
  return findHeadlessChromium() ?? chromium;
}

/** Finds Firefox, and WebKitGTK with its driver, and installs what is missing, all at once: as root on Debian. */
export function ensureFurtherEngines(): { readonly firefox: string; readonly webkit: string } {
  const missing = [...(findFirefox() ? [] : ['firefox-esr']), ...(findWebkit() ? [] : ['webkit2gtk-driver', 'xvfb'])];
  if (missing.length > 0) installPackages(...missing);
  const [firefox, webkit] = [findFirefox(), findWebkit()];
  if (!firefox) throw new Error('No Firefox could be installed. Install one, or set FIREFOX_PATH to its program.');
  if (!webkit) throw new Error("No WebKitGTK could be installed. Install Debian's webkit2gtk-driver and xvfb, or their like.");
  return { firefox, webkit: webkit.browser };
}

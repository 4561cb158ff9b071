import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** True where the program starts at all: a browser that Playwright downloaded may lack system libraries. */
const starts = (path: string): boolean =>
  process.platform === 'win32' || spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

/** An installed Chromium: the one that CHROMIUM_PATH names, one on the PATH, or the one that Playwright manages; null without any. */
export function findChromium(): string | null {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return asked;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...applications,
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== '' && existsSync(path) && starts(path)) ?? null;
}

const run = (command: string, ...args: string[]): boolean => {
  console.log(`$ ${[command, ...args].join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
};

/** Finds a Chromium, and installs one where there is none: through Playwright, or as root on Debian through apt-get. */
export function ensureChromium(): string {
  const installed = findChromium();
  if (installed) return installed;
  console.log('No Chromium found: installing one.');
  if (run('npx', 'playwright', 'install', 'chromium')) {
    const managed = findChromium();
    if (managed) return managed;
  }
  const root = process.getuid?.() === 0;
  if (root && existsSync('/usr/bin/apt-get') && run('apt-get', 'update')) run('apt-get', 'install', '-y', 'chromium');
  const found = findChromium();
  if (!found) throw new Error('No Chromium could be installed. Install one, or set CHROMIUM_PATH to its program.');
  return found;
}

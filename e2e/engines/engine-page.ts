import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import type { EngineDriver } from './driver.ts';

interface Named {
  readonly role: 'button' | 'menuitem' | 'tab' | 'radio';
  /** Of the accessible name; exact where it is a string. */
  readonly name: string | RegExp;
  /** A selector of what it stands in, where others of that name may be about. */
  readonly within?: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Runs in the page: where the middle of the only visible element of that role and name is, two frames from now. A string says why it cannot
 * be clicked: it is not there, there are several, what it stands in moves, or something else lies over it.
 */
async function placeOf({
  role,
  source,
  flags,
  exact,
  within,
}: {
  role: string;
  source: string;
  flags: string;
  exact: boolean;
  within: string;
}): Promise<Place | string> {
  // What is there in the first frame begins to move in the next one.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const tags: Record<string, string> = { button: 'button', menuitem: '', tab: '', radio: 'input[type="radio"]' };
  const selector = [`[role="${role}"]`, tags[role]].filter(Boolean).join(',');
  const pattern = new RegExp(source, flags);
  const found = [...document.querySelectorAll(selector)].filter((element) => {
    const name = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
    return element.closest(within) && element.getClientRects().length > 0 && (exact ? name === source : pattern.test(name));
  });
  const [element] = found;
  if (!element || found.length > 1) return `${found.length} of ${role} ${source}`;
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const moving = document.getAnimations().some(({ effect, playState }) => {
    const target = effect instanceof KeyframeEffect ? effect.target : null;
    return (
      playState === 'running' && effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY && target?.contains(element)
    );
  });
  if (moving) return `${role} ${source} moves`;
  const box = element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  if (!hit || !(element.contains(hit) || hit.contains(element))) return `something lies over ${role} ${source}`;
  return { x, y };
}

/** The page in any of the engines, as far as the journeys need it. */
export class EnginePage {
  constructor(
    readonly driver: EngineDriver,
    private readonly baseUrl: string,
  ) {}

  /** Runs a function in the page; argument and result cross as JSON. */
  async run<T, A>(script: (argument: A) => T | Promise<T>, argument: A): Promise<T> {
    const call = `(async () => JSON.stringify(await (${script})(${JSON.stringify(argument) ?? 'undefined'})))()`;
    const text = await this.driver.evaluate(call);
    return text === undefined ? (undefined as T) : JSON.parse(text);
  }

  /** Opens the page at an address and waits until training could begin. A blank page lies between: a new part after # alone loads nothing. */
  async open(hash = ''): Promise<void> {
    await this.driver.navigate('about:blank');
    await this.driver.navigate(new URL(`./${hash}`, this.baseUrl).href);
    await this.state('idle');
  }

  /** Changes to a ready-made document without loading the page again. */
  async example(preset: string): Promise<void> {
    const problems = await this.run(
      async (id) => (await window.playground?.load({ preset: id }))?.map(({ message }) => message),
      preset,
    );
    expect(problems).toEqual([]);
  }

  /** Where an example is open and could be trained: on the page that is there already, or on one that is opened. */
  async at(preset: string): Promise<void> {
    if (!(await this.run(() => 'playground' in window, null))) return this.open(`#preset=${preset}`);
    await this.example(preset);
    await this.state('idle');
  }

  async state(wanted: string): Promise<void> {
    const state = () =>
      this.run(() => document.querySelector('[data-testid="run-state"]')?.getAttribute('data-state') ?? null, null);
    await expect.poll(state, { timeout: 60_000, intervals: [100, 250] }).toBe(wanted);
  }

  async click({ role, name, within = 'body' }: Named): Promise<void> {
    const exact = typeof name === 'string';
    const wanted = { role, within, exact, source: exact ? name : name.source, flags: exact ? '' : name.flags };
    let stands: Place = { x: Number.NaN, y: Number.NaN };
    // The same place twice: what is on the move is not clicked.
    const still = async (): Promise<string> => {
      const place = await this.run(placeOf, wanted);
      if (typeof place === 'string') return place;
      const moved = place.x !== stands.x || place.y !== stands.y;
      stands = place;
      return moved ? 'it moves' : 'still';
    };
    await expect.poll(still, { intervals: [20] }).toBe('still');
    await this.driver.clickAt(stands.x, stands.y);
  }

  /** Waits for a saved file whose name matches, and until it is whole. */
  async downloaded(name: RegExp): Promise<string> {
    let path = '';
    const whole = (): boolean => {
      const names = readdirSync(this.driver.downloads);
      const found = names.find((item) => name.test(item));
      path = found ? join(this.driver.downloads, found) : '';
      // Firefox and WebKit write into a file of another name beside it, and hold its place with an empty one.
      return path !== '' && !names.some((item) => item.startsWith(found ?? '') && item !== found) && statSync(path).size > 0;
    };
    await expect.poll(whole, { intervals: [50] }).toBe(true);
    return path;
  }
}

/** One check of several. */
export interface Stage {
  readonly name: string;
  /** Without these having passed there is nothing to run. */
  readonly needs?: readonly string[];
  /** Begins when these have ended, however they did, so that no more runs at once than gains. */
  readonly after?: readonly string[];
}

export type Ending = 'passed' | 'failed' | 'left out';

/** Runs every stage as soon as it may. A failing one does not hide the others; what needs it is left out. */
export async function runStages<S extends Stage>(
  stages: readonly S[],
  run: (stage: S) => Promise<boolean>,
): Promise<ReadonlyMap<string, Ending>> {
  const endings = new Map<string, Promise<Ending>>();
  const endingOf = (name: string): Promise<Ending> => {
    const ending = endings.get(name);
    if (!ending) throw new Error(`The stage ${name} is not among those before`);
    return ending;
  };
  for (const stage of stages) {
    const { name, needs = [], after = [] } = stage;
    const needed = needs.map(endingOf);
    const awaited = after.map(endingOf);
    const ending = async (): Promise<Ending> => {
      await Promise.all(awaited);
      if ((await Promise.all(needed)).some((end) => end !== 'passed')) return 'left out';
      return (await run(stage)) ? 'passed' : 'failed';
    };
    endings.set(name, ending());
  }
  const ended = await Promise.all([...endings].map(async ([name, ending]) => [name, await ending] as const));
  return new Map(ended);
}

import { parseArgs } from 'node:util';
import { reasonOf } from '../../src/core/util/reason.ts';
import { type Command, exitCodes, Interrupted, Misused, Refused, type World } from './command.ts';
import { compare } from './compare.ts';
import { evaluate } from './evaluate.ts';
import { exportModel } from './export-model.ts';
import { predict } from './predict.ts';
import { train } from './train.ts';

/** Every command. A new one is one file and one line here. */
const commands: readonly Command[] = [train, evaluate, predict, exportModel, compare];

const start = 'npm run headless --';

function helpOf({ name, usage, summary, options }: Command): string {
  const lines = Object.entries(options).map(([option, { type, help }]) => {
    const words = `--${option}${type === 'string' ? ' …' : ''}`;
    return `  ${words.padEnd(16)} ${help}`;
  });
  return [`${start} ${name} ${usage}`, `  ${summary}`, ...lines, ''].join('\n');
}

const help = (): string => [...commands.map(helpOf), 'DOCUMENT: a file of the page, or the id of an example.', ''].join('\n');

function parsed(command: Command, args: readonly string[]) {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]));
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Misused(reasonOf(error));
  }
}

/** Does what the arguments say and gives the exit code: 0 done, 1 refused or failed, 2 misused, 130 interrupted. */
export async function runHeadless([name = 'help', ...args]: readonly string[], world: World): Promise<number> {
  const command = commands.find((each) => each.name === name);
  if (!command) {
    const asked = name === 'help' || name === '--help' || name === '-h';
    world.err(asked ? help() : `There is no command ${name}.\n\n${help()}`);
    return asked ? exitCodes.done : exitCodes.misused;
  }
  if (args.includes('--help')) {
    world.err(helpOf(command));
    return exitCodes.done;
  }
  try {
    const { values, positionals } = parsed(command, args);
    await command.run(world, positionals, values);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof Interrupted) {
      world.err('Interrupted. What was there is kept.\n');
      return exitCodes.interrupted;
    }
    if (error instanceof Misused) {
      world.err(`${name} ${error.message}\n\n${helpOf(command)}`);
      return exitCodes.misused;
    }
    if (!(error instanceof Refused)) throw error;
    world.err(`${error.message}\n`);
    return exitCodes.refused;
  }
}

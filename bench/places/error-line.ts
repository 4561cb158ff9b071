import type { ChildProcess } from 'node:child_process';

/** What a process wrote on its error stream: the line that names an error, else the last one. */
export function errorLineOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (part) => {
    text += String(part);
  });
  return () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.findLast((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  };
}

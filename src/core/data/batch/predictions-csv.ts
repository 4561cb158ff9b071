import type { Task } from '../../project/schema.ts';
import { formatOf } from '../../tasks/formats/format-of.ts';
import { probabilitiesOf, type Readable, type Reading, readLabel, readOutput, sayReading } from '../../tasks/reading.ts';
import { taskKinds } from '../../tasks/registry.ts';
import type { TargetInfo } from '../../tasks/types.ts';
import { inLanguage, type Language, type LocalizedText } from '../../util/localized.ts';

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A line of a CSV file (RFC 4180). */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => (cell === null ? '' : quote(String(cell)))).join(',')}\r\n`;

/** float32 holds about so many digits. */
const digits = 7;
const numberText = (value: number): number => Number(value.toPrecision(digits));

/** Of a box, as shares of the image. */
const sides: readonly LocalizedText[] = [
  { en: 'left', 'zh-CN': '左' },
  { en: 'top', 'zh-CN': '上' },
  { en: 'width', 'zh-CN': '宽' },
  { en: 'height', 'zh-CN': '高' },
];

const probabilityWord: LocalizedText = { en: 'probability', 'zh-CN': '概率' };

export type PredictedTask = Readable & { readonly task: Task; readonly target: TargetInfo };

/** The columns that a task adds to a file of rows, and what one row of its predictions says in them. */
export interface PredictionColumns {
  readonly headers: readonly string[];
  /** `written`: a sequence that was written freely, as tokens; `tokens`: how many there are to be tagged. */
  readonly cells: (output: Float32Array, written?: Int32Array, tokens?: number) => readonly (string | number)[];
}

/** Of the answer: of yes or no too, as of any class. */
function probabilityOf(reading: Reading): number {
  if (reading.kind === 'class') return reading.probability;
  if (reading.kind !== 'binary') return Number.NaN;
  return reading.yes ? reading.probability : 1 - reading.probability;
}

/**
 * Of numbers the values, each headed with its unit; of classes, yes or no the answer and its probability; of several labels the answer and a
 * probability for each; of a box whether it is there, how probably, and where; of everything else the answer in words. None where a prediction says nothing by itself.
 */
export function predictionColumns(entry: PredictedTask, language: Language): PredictionColumns {
  const { task, target } = entry;
  const { name } = task;
  const word = inLanguage(probabilityWord, language);
  if (taskKinds[task.kind].embeds) return { headers: [], cells: () => [] };
  const numbers = formatOf(target).numbers?.(target);
  if (target.format === 'values' && numbers) {
    // A column of a visitor's may be called «Mass (g)».
    const unit = numbers.unit === undefined || name.endsWith(`(${numbers.unit})`) ? '' : ` (${numbers.unit})`;
    const headers = Array.from({ length: target.size }, (_, i) => `${name}${target.size > 1 ? ` ${i + 1}` : ''}${unit}`);
    return { headers, cells: (output) => Array.from(output, (value) => numberText(value * numbers.scale + numbers.offset)) };
  }
  const say = (output: Float32Array, written?: Int32Array): string =>
    sayReading(entry, written ? readLabel(entry, written) : readOutput(entry, output), language);
  if (target.format === 'class' || target.format === 'binary') {
    const headers = [name, `${name}: ${word}`];
    return {
      headers,
      cells(output) {
        const reading = readOutput(entry, output);
        return [sayReading(entry, reading, language), numberText(probabilityOf(reading))];
      },
    };
  }
  if (target.format === 'multiLabel') {
    const labels = formatOf(target).classNames?.(target) ?? [];
    const headers = [name, ...labels.map((label) => `${name}: ${word} ${inLanguage(label, language)}`)];
    return {
      headers,
      cells: (output) => [say(output), ...probabilitiesOf(entry, output).map(({ probability }) => numberText(probability))],
    };
  }
  if (target.format === 'box') {
    const headers = [name, `${name}: ${word}`, ...sides.map((side) => `${name}: ${inLanguage(side, language)}`)];
    return {
      headers,
      cells(output) {
        const [probability = 0, x = 0, y = 0, width = 0, height = 0] = output;
        return [say(output), ...[probability, x - width / 2, y - height / 2, width, height].map(numberText)];
      },
    };
  }
  if (target.format === 'tags') {
    const each = target.tags.length;
    return {
      headers: [name],
      cells: (output, _, tokens) => [say(tokens === undefined ? output : output.subarray(0, tokens * each))],
    };
  }
  return { headers: [name], cells: (output, written) => [say(output, written)] };
}

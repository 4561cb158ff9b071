import { type Readable, type Reading, sayReading } from '../../core/tasks/reading.ts';
import { useView } from '../../store/react.tsx';

/** A reading in words, in the reader's language. */
export function useReadingText(): (entry: Readable, reading: Reading) => string {
  const language = useView((view) => view.language);
  return (entry, reading) => sayReading(entry, reading, language);
}

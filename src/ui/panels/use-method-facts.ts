import { useEffect, useState } from 'react';
import type { MethodFacts } from './method-facts.ts';

/** What is said of a balancing method at length; undefined until it has come, or where it cannot. */
export function useMethodFacts(id: string): MethodFacts | undefined {
  const [facts, setFacts] = useState<ReadonlyMap<string, MethodFacts> | null>(null);
  useEffect(() => {
    let gone = false;
    void import('./method-facts.ts').then(
      (found) => {
        if (!gone) setFacts(found.methodFacts);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return facts?.get(id);
}

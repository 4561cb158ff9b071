import { type ComponentType, memo, Suspense, useEffect, useState } from 'react';

/** A component that may not have come yet. */
class Source<P> {
  content: ComponentType<P> | null = null;
  private coming: Promise<ComponentType<P>> | null = null;

  constructor(private readonly load: () => Promise<ComponentType<P>>) {}

  /** After a failure it is fetched once more. */
  fetch(): Promise<ComponentType<P>> {
    this.coming ??= this.load().then(
      (content) => {
        this.content = content;
        return content;
      },
      (error: unknown) => {
        this.coming = null;
        throw error;
      },
    );
    return this.coming;
  }
}

type Arrived<P> = { readonly Content: ComponentType<P> } | { readonly error: unknown };

function Fetched<P extends object>({ source, given }: { readonly source: Source<P>; readonly given: P }) {
  const [arrived, setArrived] = useState<Arrived<P> | null>(() => (source.content ? { Content: source.content } : null));
  useEffect(() => {
    if (arrived) return;
    let gone = false;
    const tell = (news: Arrived<P>): void => {
      if (!gone) setArrived(news);
    };
    source.fetch().then(
      (Content) => tell({ Content }),
      (error: unknown) => tell({ error }),
    );
    return () => {
      gone = true;
    };
  }, [source, arrived]);
  if (arrived === null) return null;
  if ('error' in arrived) throw arrived.error;
  return (
    <Suspense fallback={null}>
      <arrived.Content {...given} />
    </Suspense>
  );
}

/**
 * A component that is fetched when it is first shown, and stands there once it has come; one that could not be fetched throws, and is fetched again when it is
 * shown anew. It comes by a change of state: what React itself waits for (`lazy`) is drawn when there is nothing else to draw, and while a run reports on a
 * slow device there always is.
 */
export function arriving<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const source = new Source(load);
  // What it shows is drawn again only where it is given something else, as if it stood there by itself.
  return memo((props: P) => <Fetched source={source} given={props} />);
}

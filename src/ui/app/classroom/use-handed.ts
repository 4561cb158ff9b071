import { useEffect, useState } from 'react';
import { type Found, linksIn, lookAt, type Source } from '../../../core/lessons/sheet/handed-in.ts';
import { derive } from '../../../store/derived.ts';

/** What was pasted and given in this visit: the table is there again after somebody's work was looked at. */
const kept: { text: string; files: readonly Source[] } = { text: '', files: [] };

/** Lets hands have the page. */
const rest = (): Promise<void> => new Promise((rested) => setTimeout(rested));

/** What links in a text and files hold, read one after the other. */
export function useHanded() {
  const [text, setText] = useState(kept.text);
  const [files, setFiles] = useState(kept.files);
  const [found, setFound] = useState<readonly Found[]>([]);
  const [all, setAll] = useState(0);
  const [done, setDone] = useState(0);
  useEffect(() => {
    let gone = false;
    kept.text = text;
    kept.files = files;
    const sources = [...linksIn(text), ...files];
    setAll(sources.length);
    setFound([]);
    setDone(0);
    const read = async (): Promise<void> => {
      const held: Found[] = [];
      for await (const one of lookAt(sources, rest)) {
        if (gone) return;
        held.push(one);
        setDone(held.length);
        // What a row says of its network is found out here, one by one, and known by then.
        await rest();
        if (one.type === 'handed') derive(one.document);
      }
      if (!gone) setFound(held);
    };
    void read();
    return () => {
      gone = true;
    };
  }, [text, files]);
  return {
    text,
    setText,
    addFiles: (more: readonly Source[]): void => setFiles((before) => [...before, ...more]),
    found,
    all,
    done,
  };
}

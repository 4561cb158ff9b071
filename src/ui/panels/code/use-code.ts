import { useEffect, useState } from 'react';
import type { CodeFormat, NetworkCode } from '../../../core/runs/model-formats.ts';
import { type Diagnostic, DiagnosticError } from '../../../core/util/diagnostics.ts';
import { useDerived, useProject } from '../../../store/react.tsx';

interface Shown {
  readonly format: CodeFormat;
  readonly code: NetworkCode | null;
  readonly problem: Diagnostic | null;
}

interface LiveCode extends Pick<Shown, 'code' | 'problem'> {
  /** It is that of a network before this one, which cannot be trained. */
  readonly old: boolean;
}

/** The network on the screen as code; while it cannot be trained, that of the last one that could. */
export function useCode(format: CodeFormat): LiveCode {
  const project = useProject((document) => document);
  const { signature, trainable, diagnostics } = useDerived();
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    if (!trainable || !signature) return;
    let left = false;
    const show = (next: Omit<Shown, 'format'>): void => {
      if (!left) setShown({ format, ...next });
    };
    format.write(project, signature).then(
      (code) => show({ code, problem: null }),
      (error: unknown) => {
        if (!(error instanceof DiagnosticError)) throw error;
        show({ code: null, problem: error.diagnostic });
      },
    );
    return () => {
      left = true;
    };
  }, [format, project, signature, trainable]);
  const own = shown?.format === format ? shown : null;
  const hindering = trainable ? null : (diagnostics.find(({ severity }) => severity === 'error') ?? null);
  return { code: own?.code ?? null, problem: hindering ?? own?.problem ?? null, old: !trainable };
}

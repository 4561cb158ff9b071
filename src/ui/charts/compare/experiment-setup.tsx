import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { compareWords } from '../../../core/experiments/words.ts';
import { CompareSetup } from './compare-setup.tsx';
import { SearchSetup } from './search-setup.tsx';
import { SweepSetup } from './sweep-setup.tsx';
import { useWords } from './use-compare.ts';

/** What is asked, in which of the three ways. */
export function ExperimentSetup() {
  const { say } = useWords();
  const [mode, setMode] = useState('compare');
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={say(compareWords.mode)}
        value={mode}
        onChange={setMode}
        data={[
          { value: 'compare', label: say(compareWords.modeCompare) },
          { value: 'sweep', label: say(compareWords.modeSweep) },
          { value: 'search', label: say(compareWords.modeSearch) },
        ]}
      />
      {mode === 'compare' ? <CompareSetup /> : null}
      {mode === 'sweep' ? <SweepSetup /> : null}
      {mode === 'search' ? <SearchSetup /> : null}
    </Stack>
  );
}

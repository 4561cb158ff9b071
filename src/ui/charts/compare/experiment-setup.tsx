import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { compareWords } from '../../../core/experiments/words.ts';
import { CompareSetup } from './compare-setup.tsx';
import { SearchSetup } from './search-setup.tsx';
import { SweepSetup } from './sweep-setup.tsx';
import { useExperiments, useWords } from './use-compare.ts';

/** What is asked, in which of the three ways. */
export function ExperimentSetup() {
  const { say } = useWords();
  const [mode, setMode] = useState('compare');
  const { experiments, slice } = useExperiments();
  return (
    <Stack gap="xs">
      {slice.former ? (
        <Group gap="xs" role="status">
          <Text size="sm">{say(compareWords.putAway)}</Text>
          <Button size="compact-xs" variant="default" onClick={experiments.bringBack}>
            {say(compareWords.bringBack)}
          </Button>
        </Group>
      ) : null}
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

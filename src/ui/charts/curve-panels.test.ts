import { jsx } from 'react/jsx-runtime';
import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../core/data/registry.ts';
import { presets } from '../../core/presets/registry.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { loadLaterStrings } from '../../locales/registry.ts';
import { stillPlayground } from '../../store/testing/still-playground.ts';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { rendered } from '../common/testing/rendered.ts';
import { metricPanels } from './curve-panels.ts';
import { MetricPanelTitle } from './panel-title.tsx';

function loadedIn(id: string): readonly LoadedTask[] {
  const project = at(
    presets.filter((preset) => preset.id === id),
    0,
  ).project();
  const signature = signatureOf(project);
  invariant(signature.ok, 'its data is known');
  return project.tasks.map((task) => {
    const target = signature.value.targets.find((one) => one.id === task.target);
    invariant(target, 'its target is known');
    return { task, target };
  });
}

const told = (id: string) =>
  metricPanels(loadedIn(id)).map(({ better, unit, fractions, metrics }) => ({
    better,
    unit,
    fractions,
    metrics: metrics.map(({ task, info, scale }) => [task, info.id, scale]),
  }));

describe('the axes of the metrics’ view', () => {
  it('draw degrees for themselves, in degrees, and beside them the share that is explained', () => {
    expect(told('weather')).toEqual([
      {
        better: 'higher',
        unit: '',
        fractions: true,
        metrics: [
          ['nextType', 'accuracy', 1],
          ['city', 'accuracy', 1],
          ['nextMaximum', 'r2', 1],
        ],
      },
      { better: 'lower', unit: '°C', fractions: false, metrics: [['nextMaximum', 'mae', 10]] },
    ]);
  });

  it('say by name what is drawn, of which tasks, in which unit, and which way is better', async () => {
    await loadLaterStrings();
    const preset = presets.find(({ id }) => id === 'weather');
    invariant(preset, 'there is the weather');
    const playground = stillPlayground(preset.project());
    const titles = await Promise.all(
      metricPanels(loadedIn('weather')).map(({ better, unit, metrics }) =>
        rendered(playground, jsx(MetricPanelTitle, { better, unit, metrics })),
      ),
    );
    const words = titles.map((html) => html.slice(html.indexOf('<div class="panel-title"')).replace(/<[^>]*>/g, ''));
    expect(words).toEqual(['accuracy ● ▲R² ■higher is better', 'MAE ■in °Clower is better']);
  });

  it('are one where all tasks are judged alike', () => {
    expect(told('digits-shared')).toHaveLength(1);
  });

  it('never put what should rise and what should fall, or two units, on one axis, in any example', () => {
    for (const { id } of presets) {
      for (const { better, unit, fractions, metrics } of metricPanels(loadedIn(id))) {
        for (const { info, unit: own } of metrics) {
          expect([id, info.better, own]).toEqual([id, better, unit]);
          if (fractions) expect(info.range[1]).toBe(1);
          else expect(info.unit).toBe(at(metrics, 0).info.unit);
        }
      }
      const headlines = new Set(metricPanels(loadedIn(id)).flatMap(({ metrics }) => metrics.map(({ task }) => task)));
      expect([...headlines].sort()).toEqual(
        loadedIn(id)
          .map(({ task }) => task.id)
          .sort(),
      );
    }
  });
});

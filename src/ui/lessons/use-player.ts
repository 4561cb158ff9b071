import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Lesson } from '../../core/lessons/lesson.ts';
import { createLessonPlayer, type LessonPlayer } from '../../store/lessons/player.ts';
import { safeStorage } from '../../store/persistence/safe-storage.ts';
import { usePlayground } from '../../store/react.tsx';

/** As wide as one pane at a time is shown: see ui/app/pane-sizes.ts. */
const narrowQuery = '(max-width: 899px)';

export const lessonStorage = () => safeStorage(() => localStorage);

/** Who plays this lesson, as long as it is shown. */
export function usePlayer(lesson: Lesson) {
  const playground = usePlayground();
  const [player] = useState<LessonPlayer>(() =>
    createLessonPlayer(playground, {
      lesson,
      storage: lessonStorage(),
      narrow: () => matchMedia(narrowQuery).matches || playground.view.getState().presenting,
    }),
  );
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    void player.begin().then(() => setBegun(true));
    return player.end;
  }, [player]);
  return { player, begun, progress: useSyncExternalStore(player.subscribe, player.getState) };
}

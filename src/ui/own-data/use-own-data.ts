import { useStore } from 'zustand';
import { type OwnData, type OwnDataState, ownDataOf } from '../../store/own-data/own-data.ts';
import { usePlayground } from '../../store/react.tsx';

/** What the page knows of the visitor's own data. */
export const useOwnData = (): OwnData => ownDataOf(usePlayground());

export const useOwnDataState = <T>(selector: (state: OwnDataState) => T): T => useStore(useOwnData(), selector);

import { createContext } from 'react';

/** Whether cards are too small to be read: then they are bare rectangles, and wires bare lines. */
export const FarContext = createContext(false);

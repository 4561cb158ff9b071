import { useView } from '../../store/react.tsx';

/** Numbers as this tab writes them. What is not known is a dash. */
export interface Figures {
  /** −0.42: the sign is always written. */
  readonly signed: (value: number) => string;
  /** 61 % */
  readonly percent: (share: number) => string;
  /** Three significant digits. */
  readonly plain: (value: number) => string;
  /** +0.31 %: of a change. */
  readonly change: (share: number) => string;
}

export function useFigures(): Figures {
  const language = useView((view) => view.language);
  const by = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(language, options);
    return (value: number): string => (Number.isNaN(value) ? '–' : format.format(value).replace('-', '−'));
  };
  return {
    signed: by({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' }),
    percent: by({ style: 'percent', maximumFractionDigits: 0 }),
    plain: by({ maximumSignificantDigits: 3 }),
    change: by({ style: 'percent', maximumSignificantDigits: 2, signDisplay: 'exceptZero' }),
  };
}

import type { BasisPoints } from '../../shared/money.ts';
import { decimalFromCents, type Cents } from '../../shared/money.ts';
import type { Value } from '../../transfers/value.ts';
import { usd } from '../usd.ts';
import { day } from '../when.ts';

/** A fact as people read it. */
export function valueText(value: Value): string {
  switch (value.type) {
    case 'text':
      return value.text;
    case 'money':
      return usd(value.cents);
    case 'percent':
      return percent(value.basisPoints);
    case 'date':
      return day(value.date);
    case 'count':
      return String(value.count);
    case 'word':
      return words[value.word];
  }
}

const words = { yes: 'Yes', no: 'No', unknown: 'Not known', none: 'None' } as const;

/** 1000 is "10%", 525 is "5.25%". */
export function percent(basisPoints: BasisPoints): string {
  return `${decimalFromCents(basisPoints as number as Cents).replace(/\.?0+$/, '')}%`;
}

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
    case 'change':
      return `${usd(value.before)} → ${usd(value.after)}`;
    case 'effects':
      return effects(value);
    case 'word':
      return words[value.word];
  }
}

const words = { yes: 'Yes', no: 'No', unknown: 'Not known', none: 'None' } as const;

function effects({ certain, amounts }: Extract<Value, { type: 'effects' }>): string {
  const said = amounts.map(({ code, cents }) => `${code} ${cents < 0 ? '' : '+'}${usd(cents)}`).join(', ');
  return certain ? said : `${said} if Sage moves budgets with contracts, which is not set`;
}

/** 1000 is "10%", 525 is "5.25%". */
export function percent(basisPoints: BasisPoints): string {
  return `${decimalFromCents(basisPoints as number as Cents).replace(/\.?0+$/, '')}%`;
}

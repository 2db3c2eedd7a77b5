import type { SageProfile } from '../ports/sage.ts';
import type { SagePeriod } from '../ports/sage-directory.ts';
import type { Input } from '../transfers/input.ts';
import type { Settings } from '../transfers/settings.ts';

/** "2026-05", as people name a posting period. */
export function periodName({ year, period }: Pick<SagePeriod, 'year' | 'period'>): string {
  return `${year}-${String(period).padStart(2, '0')}`;
}

interface Given {
  readonly number: string;
  readonly usualNumber: string;
  readonly profile: SageProfile;
  /** As it was chosen, whether it fits or not. */
  readonly chosenPeriod: string | undefined;
  readonly periodNow: SagePeriod | undefined;
  readonly openPeriods: readonly SagePeriod[];
}

/** What an approver may choose of an invoice: another open period, where Sage takes one, and the number it gets. */
export function invoiceInputs(given: Given, { fallbackLimits }: Pick<Settings, 'fallbackLimits'>): readonly Input[] {
  const { number, usualNumber, profile, chosenPeriod, periodNow, openPeriods } = given;
  const usual = periodNow === undefined ? '' : periodName(periodNow);
  const limit = profile.limits.invoiceNumber ?? fallbackLimits.invoiceNumber;
  const period: Input = {
    name: 'period',
    value: chosenPeriod ?? usual,
    usual,
    answer: { type: 'choice', options: openPeriods.map(periodName) },
    weighs: true,
  };
  return [
    // a choice of one is none, unless it takes another one back
    ...(profile.canSetPeriod || chosenPeriod !== undefined ? [period] : []),
    { name: 'number', value: number, usual: usualNumber, answer: { type: 'text', limit } },
  ];
}

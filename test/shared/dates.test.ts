import fc from 'fast-check';
import { expect, it } from 'vitest';
import { calendarDate } from '../../src/shared/dates.ts';

it('takes every day that the calendar has', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2399-12-31'), noInvalidDate: true });

  fc.assert(
    fc.property(day, (date) => {
      const text = date.toISOString().slice(0, 10);
      expect(calendarDate(text)).toBe(text);
    }),
  );
});

it.each(['2024-02-29', '2000-02-29', '2026-12-31', '2026-04-30'])('takes %s', (text) => {
  expect(calendarDate(text)).toBe(text);
});

it.each([
  ...['2023-02-29', '1900-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-32'],
  ...[
    '2026-1-1',
    '26-01-01',
    '2026/01/01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '',
    '２０２６-01-01',
  ],
])('refuses %j', (text) => {
  expect(calendarDate(text)).toBeUndefined();
});

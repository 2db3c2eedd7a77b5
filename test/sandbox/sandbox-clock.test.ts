import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls back once its time has passed, on the host or by being moved', () => {
  const clock = createSandboxClock();
  const heard: string[] = [];
  clock.after(1_000, () => heard.push('second'));
  clock.after(60_000, () => heard.push('minute'));

  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual(['second']);
  clock.advance(59_000);
  vi.advanceTimersByTime(0);
  expect(heard).toEqual(['second', 'minute']);
});

it('does what is overdue in the order in which it was due', () => {
  const clock = createSandboxClock();
  const heard: number[] = [];
  for (const ms of [3_000, 1_000, 2_000]) clock.after(ms, () => heard.push(ms));

  clock.advance(10_000);
  vi.advanceTimersByTime(1);

  expect(heard).toEqual([1_000, 2_000, 3_000]);
});

it('calls back no more what was cancelled, before or after it was moved', () => {
  const clock = createSandboxClock();
  const heard = vi.fn();
  const cancelFirst = clock.after(1_000, heard);
  const cancelSecond = clock.after(2_000, heard);

  cancelFirst();
  clock.advance(1_500);
  cancelSecond();
  vi.advanceTimersByTime(60_000);

  expect(heard).not.toHaveBeenCalled();
});

it('waits longer when it is set back, and for months', () => {
  const clock = createSandboxClock();
  const heard = vi.fn();
  const month = 30 * 86_400_000;
  clock.after(month, heard);

  clock.advance(-1_000);
  vi.advanceTimersByTime(month);
  expect(heard).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(heard).toHaveBeenCalledTimes(1);
});

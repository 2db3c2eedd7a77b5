import { finding, type Finding } from './finding.ts';

/** What one other system's clock says, against ours. */
export interface Skew {
  readonly system: string;
  /** Ahead of ours; `undefined` when it did not tell. */
  readonly skewMs: number | undefined;
}

/** From here on somebody should look; at five minutes Slack and the bridge refuse what is signed. */
const noteMs = 60_000;
const urgentMs = 240_000;

/** The clocks that signatures depend on. When only one differs from ours, it is that one that is wrong. */
export function clockFindings(skews: readonly Skew[]): readonly Finding[] {
  const off = skews.filter(({ skewMs }) => Math.abs(skewMs ?? 0) > noteMs);
  const agree = skews.some(({ skewMs }) => skewMs !== undefined && Math.abs(skewMs) <= noteMs);
  return skews.map((skew) => {
    const { system, skewMs } = skew;
    if (skewMs === undefined) return finding('warning', 'clock.not_told', system);
    const seconds = Math.round(Math.abs(skewMs) / 1000);
    if (!off.includes(skew)) return finding('ok', 'clock.agrees', system, Math.max(1, seconds));
    return finding(Math.abs(skewMs) > urgentMs ? 'problem' : 'warning', 'clock.differs', system, seconds, agree);
  });
}

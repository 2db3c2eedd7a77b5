/**
 * A range of Procore's list filters. It begins at the full second, because the documented moments have no fraction,
 * and ends a day ahead, because Procore's clock may be ahead of ours.
 */
export function changedRange(since: number, now: number): string {
  const dayMs = 86_400_000;
  return `${isoSecond(since)}...${isoSecond(now + dayMs)}`;
}

function isoSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

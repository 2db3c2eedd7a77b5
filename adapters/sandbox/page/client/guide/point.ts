/** Brings the first of these that is on the page into view, marks it for a moment and gives it the focus. */
export function pointAt(points: readonly string[]): void {
  const [found] = points.flatMap((point) => [
    ...document.querySelectorAll<HTMLElement>(`[data-point="${CSS.escape(point)}"]`),
  ]);
  if (found === undefined) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const tall = found.offsetHeight > window.innerHeight / 2;
  found.scrollIntoView({ block: tall ? 'start' : 'center', behavior: calm ? 'auto' : 'smooth' });
  found.focus({ preventScroll: true });
  found.classList.remove('pointed');
  // the animation starts again only after the element was seen without it
  void found.offsetWidth;
  found.classList.add('pointed');
}

import { defaultStory } from './default.ts';
import type { Story } from './story.ts';

/** Every story there is; the first is told unless another is asked for. */
export const stories: readonly [Story, ...Story[]] = [defaultStory];

// the two packages bring no types of their own; this is what the page uses of them
declare module 'react-dom/client' {
  import type { ReactNode } from 'react';
  export function createRoot(container: Element): { render(children: ReactNode): void };
}

declare module 'markdown-it' {
  interface MarkdownIt {
    render(text: string): string;
  }
  const MarkdownIt: new (options?: { readonly html?: boolean; readonly breaks?: boolean }) => MarkdownIt;
  export { MarkdownIt as default };
}

/** One page of a list with the headers of API v1. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

const usualPerPage = 100;

/** `address` is the absolute address of the call, from the Host header of the request. */
export function pageOf<T>(
  all: readonly T[],
  query: URLSearchParams,
  address: string,
  defaultSize = usualPerPage,
): Page<T> {
  const size = positive(query.get('per_page')) ?? defaultSize;
  const page = positive(query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(all.length / size));

  const link = (rel: string, number: number): string => {
    const search = new URLSearchParams(query);
    search.set('page', String(number));
    search.set('per_page', String(size));
    return `<${address}?${search.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('first', 1)] : []),
    ...(page > 2 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('last', last), link('next', page + 1)] : []),
  ];

  return {
    items: all.slice((page - 1) * size, page * size),
    headers: {
      total: String(all.length),
      'per-page': String(size),
      ...(links.length === 0 ? {} : { link: links.join(', ') }),
    },
  };
}

function positive(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

// Pages of a listing: `$top`, `$skip`, and the link to the next page.
import { type Call, contextOf, type GraphAnswer, linkTo } from './call.ts';

const DEFAULT_PAGE = 10;

/** The requested page of `all`. `context` names the collection. */
export function page<T>(
  call: Call,
  all: readonly T[],
  { context, show }: { readonly context: string; readonly show: (entry: T) => object },
): GraphAnswer {
  const { query, prefer } = call;
  const size = query.top ?? prefer.maxPageSize ?? DEFAULT_PAGE;
  const shown = all.slice(query.skip, query.skip + size);
  const end = query.skip + shown.length;
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, context),
      ...(query.count && { '@odata.count': all.length }),
      value: shown.map(show),
      ...(end < all.length && { '@odata.nextLink': linkTo(call, withSkip(call.queryText, end)) }),
    },
  };
}

function withSkip(queryText: string, skip: number): string {
  const parameters = new URLSearchParams(queryText);
  parameters.delete('$skip');
  parameters.append('$skip', String(skip));
  return parameters.toString().replaceAll('%24', '$').replaceAll('+', '%20');
}

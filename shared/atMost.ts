// Many requests, only so many at once.
import pLimit from 'p-limit';

/** The results in the order of `items`. A failure ends it: nothing more is begun. */
export async function atMost<T, R>(
  atOnce: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const limit = pLimit(atOnce);
  let failure: { readonly error: unknown } | undefined;
  return Promise.all(
    items.map((item) =>
      limit(async () => {
        if (failure) throw failure.error;
        try {
          return await work(item);
        } catch (error) {
          failure ??= { error };
          throw error;
        }
      }),
    ),
  );
}

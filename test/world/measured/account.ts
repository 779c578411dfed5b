// The account that the product signs in with.

export const ACCOUNT = { name: 'BENCH\\sync', password: 'of-the-benchmark', impersonates: 'all' } as const;

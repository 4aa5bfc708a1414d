/** How much the fetcher asks of others, and of us. */

export const FETCH_LIMITS = {
  /** Of one list or response (operations.md, S33). */
  maxBytes: 20_000_000,
  /** For hosts whose lists are known to be large: national ones reach 60 MB (validation.md, 3.3). */
  mostBytes: 64_000_000,
  /** Of one response: with the certificates of its responder it has some 5 kB. */
  responseBytes: 1_000_000,
  /** Connecting and reading together (operations.md, F28): a document waits for it. */
  timeoutMs: 10_000,
  /** On the same host: from http to https, to a path with or without a slash, to the file of today. */
  redirects: 3,
  /** Addresses of one name that are tried one after another: one of each family, and one more. */
  addresses: 3,
} as const

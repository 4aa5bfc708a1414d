/** What went wrong with evidence, for the operator's log: a code, and the host alone of what was asked. */
import type { FetchFault } from './http.ts'

export type EvidenceFaultCode =
  | FetchFault
  /** The body is no list or response. */
  | 'unreadable'
  /** A list of another issuer, or a response about another certificate, than was asked for. */
  | 'other-subject'
  /** A response that repeats the answer to somebody else's question. RFC 9654, 2.1. */
  | 'nonce'
  /** A responder that says why it does not answer. RFC 6960, 4.2.1. */
  | 'no-answer'
  /** Certificates of whoever should have signed it are imported, and by none of them it was. */
  | 'forged'
  /** What came is over already. */
  | 'stale'
  /** A kept file is not what it was, or a line of the index cannot be read. */
  | 'damaged'

export type EvidenceFault = { readonly code: EvidenceFaultCode; readonly host: string }

export type OnEvidenceFault = (fault: EvidenceFault) => void

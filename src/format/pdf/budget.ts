/** What reading one PDF file may cost; every loop over its bytes spends from here. */
import { BudgetError } from '../read.ts'
import type { PdfNote } from './file.ts'

export const PDF_BUDGET = {
  /** Bytes that may precede `%PDF-`: what Acrobat allows (PDF Reference 1.7, appendix H, note 13). The real file with a prefix has 21. */
  prefixBytes: 1024,
  /** Nesting of arrays, dictionaries, form fields and page tree nodes, and hops of references. Real files stay below 20. */
  depth: 100,
  /** Objects, direct ones included, of the whole document; some 400 MB of memory if all were dictionaries, less than a worker has. */
  elements: 4_000_000,
  /** Bytes gone through while reading objects: forty times a letter of 25 MB, so that objects that overlap cannot multiply the work. */
  readBytes: 2 ** 30,
  /** Cross-reference entries of all sections: twice those of public reports of 10,000 pages. Of 700,000 objects a worker has no memory to judge them. */
  xrefEntries: 400_000,
  /** Cross-reference sections. The document with most signatures that was seen, 13, has fewer than 30. */
  sections: 256,
  /** Output of one stream; a page scanned at 300 dpi in colour has 26 MB. */
  streamBytes: 64 * 2 ** 20,
  /** Output of all streams of the document together: twice what the pages of a bulky scan need. */
  decodedBytes: 512 * 2 ** 20,
  /** Output bytes for each byte of the file. Deflate itself reaches 1,032, and only for one byte repeated. */
  expansion: 1000,
  /** Output below which no expansion is suspicious: an empty page of one colour packs better than any text. */
  expansionFree: 2 ** 20,
  /** Filters of one stream. Writers use one, rarely two. */
  filters: 4,
  /** Form fields, widgets included; a large tax form has some 5,000. */
  fields: 50_000,
  /** Page tree nodes. The largest public reports have some 10,000 pages. */
  pageNodes: 100_000,
  /**
   * Nodes of both trees gone through for all revisions, each a few times: a form of 5,000 fields that thirteen people filled and signed,
   * in 26 updates, has half as many, a report of 10,000 pages fewer still. Some three seconds of work.
   */
  treeNodes: 1_000_000,
  /** Certificates of a security store: a signature with its chains and those of its revocation data has some 20. */
  storedCertificates: 500,
  /** Revocation lists of a security store: one for each authority of those chains; a few megabytes each, so seldom more than three. */
  storedCertificateLists: 200,
  /** OCSP responses of a security store: one for each certificate of those chains. */
  storedOcspResponses: 500,
  /** Things a security store refers to, repeated ones included: some 50 for each signature that has a VRI entry. */
  storeItems: 20_000,
} as const

/** What one document has cost so far and what its reader noticed. The one thing here that changes while a file is read. */
export type Ledger = {
  elements: number
  readBytes: number
  xrefEntries: number
  treeNodes: number
  decodedBytes: number
  readonly notes: Set<PdfNote>
}

export function openLedger(): Ledger {
  return { elements: 0, readBytes: 0, xrefEntries: 0, treeNodes: 0, decodedBytes: 0, notes: new Set() }
}

/** For reading what `ledger` was charged with already; what is noticed is noticed there all the same. */
export function unpaid({ notes }: Ledger): Ledger {
  return { ...openLedger(), notes }
}

/** Adds to one account of the ledger; throws BudgetError once it is above its limit. */
export function spend(
  ledger: Ledger,
  account: 'elements' | 'readBytes' | 'xrefEntries' | 'treeNodes' | 'decodedBytes',
  amount = 1,
): void {
  ledger[account] += amount
  if (ledger[account] > PDF_BUDGET[account]) throw exhausted(account)
}

export function exhausted(limit: keyof typeof PDF_BUDGET, offset = -1): BudgetError {
  return new BudgetError(
    `The file needs more than the limit "${limit}", ${PDF_BUDGET[limit]}`,
    'ISO 32000-2, 7',
    offset,
  )
}

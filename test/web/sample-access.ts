/** Access to the sample pages: practice, in which nobody signs in and nothing is kept. */

import type { AccessStore } from '../../src/access/access-store.ts'
import { NO_ENTRY } from '../../src/access/audit.ts'
import { openSeal } from '../../src/access/seal.ts'
import type { Access } from '../../src/web/access.ts'

/** What pages of practice ask for; all else is a fault of the test. */
const EMPTY: Partial<AccessStore> = {
  recordAudit: async () => undefined,
  accounts: async () => [],
  auditEntries: async () => [],
  auditHead: async () => ({ number: 0, sha256: NO_ENTRY }),
}

export function sampleAccess(changes: Partial<Access> = {}): Access {
  return {
    store: EMPTY as AccessStore,
    seal: openSeal(Buffer.alloc(32, 7)),
    practice: 'admin',
    origin: null,
    isProxy: () => false,
    oidc: null,
    ...changes,
  }
}

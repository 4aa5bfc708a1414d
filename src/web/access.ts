/** What the pages need to know people by. */
import type { AccessStore } from '../access/access-store.ts'
import type { Seal } from '../access/seal.ts'
import type { OidcProvider } from './oidc.ts'

export type Access = {
  readonly store: AccessStore
  readonly seal: Seal
  /** Nobody signs in, and everybody has this role, since all data are made up; null for a real service. */
  readonly practice: 'admin' | 'leader' | null
  /** `https://so.example.gov.vn`, where the pages are reached by another address than they are served on; else null. */
  readonly origin: string | null
  /** Addresses of proxies whose word about the visitor's own address is taken. */
  readonly isProxy: (address: string) => boolean
  /** The office's own service that knows people; null where there is none. */
  readonly oidc: OidcProvider | null
}

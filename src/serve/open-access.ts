/** How the pages know people, from the configuration: the key that seals, the proxies, the office's own service. */
import { BlockList, isIP } from 'node:net'
import type { Seal } from '../access/seal.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/store.ts'
import type { Access } from '../web/access.ts'
import type { Log } from './log.ts'
import { openOidc } from './open-oidc.ts'

type AccessParts = {
  readonly config: Config
  readonly seal: Seal
  readonly store: Store
  readonly log: Log
}

const LOOPBACK = /^(localhost|::1|127(\.\d+){3})$/

export function openAccess({ config, seal, store, log }: AccessParts): Access {
  const { origin, proxies, oidc } = config.access
  const isPractice = config.mail.kind === 'practice'
  const known = new BlockList()
  for (const { address, prefix } of proxies) known.addSubnet(address, prefix, familyOf(address))
  return {
    store,
    seal,
    practice: isPractice ? (LOOPBACK.test(config.host) ? 'admin' : 'leader') : null,
    origin,
    isProxy: (address) => isIP(address) !== 0 && known.check(address, familyOf(address)),
    oidc: oidc === null || origin === null || isPractice ? null : openOidc(oidc, origin, log),
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

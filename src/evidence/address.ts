/** Which network addresses a request may go to: public ones, and those that the operator lists. RFC 6890. */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Addresses that share their first `prefix` bits. */
export type AddressBlock = { readonly address: string; readonly prefix: number }

/** What of IPv4 is no public place. RFC 6890 and IANA's registry of special-purpose addresses; multicast, RFC 5771. */
const SPECIAL_IPV4: readonly AddressBlock[] = [
  { address: '0.0.0.0', prefix: 8 }, // this network
  { address: '10.0.0.0', prefix: 8 },
  { address: '100.64.0.0', prefix: 10 }, // behind the provider's translation; metadata of one cloud
  { address: '127.0.0.0', prefix: 8 },
  { address: '168.63.129.16', prefix: 32 }, // metadata and control of one cloud, at a public address
  { address: '169.254.0.0', prefix: 16 }, // link-local; metadata of most clouds
  { address: '172.16.0.0', prefix: 12 },
  { address: '192.0.0.0', prefix: 24 },
  { address: '192.0.2.0', prefix: 24 },
  { address: '192.88.99.0', prefix: 24 }, // relays of 6to4
  { address: '192.168.0.0', prefix: 16 },
  { address: '198.18.0.0', prefix: 15 },
  { address: '198.51.100.0', prefix: 24 },
  { address: '203.0.113.0', prefix: 24 },
  { address: '224.0.0.0', prefix: 4 },
  { address: '240.0.0.0', prefix: 4 },
]

/** All that IPv6 has given out for public places: what lies outside leads to this machine, this network, or into IPv4. */
const GLOBAL_IPV6: readonly AddressBlock[] = [{ address: '2000::', prefix: 3 }]

/** What of it is none all the same, or holds an IPv4 address that a translator would go to. */
const SPECIAL_IPV6: readonly AddressBlock[] = [
  { address: '2001::', prefix: 23 }, // protocols, among them Teredo
  { address: '2001:db8::', prefix: 32 },
  { address: '2002::', prefix: 16 }, // 6to4
  { address: '3fff::', prefix: 20 },
]

const specialIpv4 = blockList(SPECIAL_IPV4)
const globalIpv6 = blockList(GLOBAL_IPV6)
const specialIpv6 = blockList(SPECIAL_IPV6)

/** @param listed places that are permitted though not public: the networks of the Government need it. */
export function permittedAddresses(listed: readonly AddressBlock[]): (address: string) => boolean {
  const permitted = blockList(listed)
  // An address with a zone (`fe80::1%eth0`) names an interface of this machine.
  return (address) => !address.includes('%') && (isPublic(address) || permitted.check(address, familyOf(address)))
}

function isPublic(address: string): boolean {
  if (isIPv4(address)) return !specialIpv4.check(address, 'ipv4')
  return isIPv6(address) && globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6')
}

function blockList(blocks: readonly AddressBlock[]): BlockList {
  const list = new BlockList()
  for (const { address, prefix } of blocks) list.addSubnet(address, prefix, familyOf(address))
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}

/** Which addresses may be connected to: public ones, and those that the operator lists. */
import { describe, expect, test } from 'vitest'
import { permittedAddresses } from '../../src/evidence/address.ts'

const isPublic = permittedAddresses([])

describe('is public:', () => {
  const addresses = [
    '8.8.8.8',
    '103.1.208.1',
    '203.162.4.190',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.0.1',
    '172.32.0.1',
  ]
  for (const address of [...addresses, '2001:4860:4860::8888', '2401:d800::1', '2a00:1450::1']) {
    test(address, () => expect(isPublic(address)).toBe(true))
  }
})

describe('is not public:', () => {
  const addresses: readonly { readonly name: string; readonly address: string }[] = [
    { name: 'this network', address: '0.0.0.0' },
    { name: 'this network, elsewhere', address: '0.1.2.3' },
    { name: 'this machine', address: '127.0.0.1' },
    { name: 'this machine, elsewhere', address: '127.255.255.254' },
    { name: 'private', address: '10.0.0.1' },
    { name: 'private, at its end', address: '10.255.255.255' },
    { name: 'private', address: '172.16.0.1' },
    { name: 'private, at its end', address: '172.31.255.255' },
    { name: 'private', address: '192.168.1.1' },
    { name: 'shared by the provider', address: '100.64.0.1' },
    { name: 'metadata of a cloud', address: '100.100.100.200' },
    { name: 'metadata of most clouds', address: '169.254.169.254' },
    { name: 'control of a cloud', address: '168.63.129.16' },
    { name: 'protocols', address: '192.0.0.170' },
    { name: 'documentation', address: '192.0.2.1' },
    { name: 'documentation', address: '198.51.100.1' },
    { name: 'documentation', address: '203.0.113.1' },
    { name: 'benchmarks', address: '198.19.0.1' },
    { name: 'relays of 6to4', address: '192.88.99.1' },
    { name: 'multicast', address: '224.0.0.1' },
    { name: 'multicast', address: '239.255.255.255' },
    { name: 'reserved', address: '240.0.0.1' },
    { name: 'everybody', address: '255.255.255.255' },
    { name: 'no address', address: '::' },
    { name: 'this machine', address: '::1' },
    { name: 'IPv4 in IPv6', address: '::ffff:127.0.0.1' },
    { name: 'IPv4 in IPv6, in hex', address: '::ffff:7f00:1' },
    { name: 'even a public one in IPv6', address: '::ffff:8.8.8.8' },
    { name: 'IPv4 in IPv6, the oldest way', address: '::127.0.0.1' },
    { name: 'IPv4 behind a translator', address: '64:ff9b::7f00:1' },
    { name: 'IPv4 behind a local translator', address: '64:ff9b:1::a00:1' },
    { name: 'IPv4 by 6to4', address: '2002:7f00:1::' },
    { name: 'IPv4 by Teredo', address: '2001:0:7f00:1::' },
    { name: 'discarded', address: '100::1' },
    { name: 'documentation', address: '2001:db8::1' },
    { name: 'documentation', address: '3fff::1' },
    { name: 'unique local', address: 'fc00::1' },
    { name: 'metadata of a cloud', address: 'fd00:ec2::254' },
    { name: 'link-local', address: 'fe80::1' },
    { name: 'link-local, with its interface', address: 'fe80::1%eth0' },
    { name: 'a public one on an interface', address: '2001:4860::1%lo' },
    { name: 'site-local', address: 'fec0::1' },
    { name: 'multicast', address: 'ff02::1' },
    { name: 'nothing of the kind', address: 'localhost' },
    { name: 'decimal', address: '2130706433' },
    { name: 'octal', address: '0177.0.0.1' },
    { name: 'empty', address: '' },
  ]
  for (const { name, address } of addresses) {
    test(`${name}: ${address}`, () => expect(isPublic(address)).toBe(false))
  }
})

describe('what the operator lists is permitted, and nothing beside it', () => {
  const isPermitted = permittedAddresses([
    { address: '10.20.0.0', prefix: 16 },
    { address: '127.0.0.1', prefix: 32 },
    { address: 'fd12::', prefix: 16 },
  ])
  const cases = [
    { address: '10.20.30.40', isIn: true },
    { address: '10.21.0.1', isIn: false },
    { address: '127.0.0.1', isIn: true },
    { address: '127.0.0.2', isIn: false },
    { address: 'fd12:3::4', isIn: true },
    { address: 'fd13::1', isIn: false },
    { address: 'fd12::1%eth0', isIn: false },
    { address: '::1', isIn: false },
    { address: '8.8.8.8', isIn: true },
  ]
  for (const { address, isIn } of cases) test(address, () => expect(isPermitted(address)).toBe(isIn))
})

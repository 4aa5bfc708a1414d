import { expect, test } from 'vitest'
import { fromHex } from '../../../src/bytes.ts'
import { isHostWithin, isInNetwork, isMailWithin, isUriWithin } from '../../../src/validation/path/internet-names.ts'

type Row = readonly [name: string, constraint: string, within: boolean | null]

const tables: Readonly<
  Record<string, { readonly is: (name: string, base: string) => boolean | null; readonly rows: readonly Row[] }>
> = {
  host: {
    is: isHostWithin,
    rows: [
      ['huc.example', 'huc.example', true],
      ['a.b.huc.example', 'huc.example', true],
      ['xahuc.example', 'huc.example', false],
      ['huc.example', 'a.huc.example', false],
      ['huc.example', '.huc.example', true],
      ['huc.example', '', true],
      ['huc.example', '.', true],
      ['huc.example', 'húc.example', null],
      ['127.0.0.1', 'huc.example', null],
      ['huc..example', 'example', null],
      ['xn--hc-5ja.example', 'example', true],
      ['*.huc.example', 'huc.example', true],
      ['*.huc.example', 'a.huc.example', null],
      ['*', 'huc.example', null],
      ['a.*.example', 'example', null],
    ],
  },
  mail: {
    is: isMailWithin,
    rows: [
      ['a@huc.example', '', true],
      ['a@huc.example', 'HUC.example', true],
      ['a@huc.example', '.example', true],
      ['a@huc.example', '.huc.example', false],
      ['a@huc.example', 'a@huc.example', true],
      ['A@huc.example', 'a@huc.example', false],
      ['a@huc.example', '"a"@huc.example', null],
      ['a@huc.example', 'huc.example.', null],
      ['a@huc.example', '.', null],
      ['a@[127.0.0.1]', 'huc.example', null],
      ['a b@huc.example', 'huc.example', null],
      ['a+b@huc.example', 'huc.example', true],
      ['', 'huc.example', null],
    ],
  },
  URI: {
    is: isUriWithin,
    rows: [
      ['http://huc.example', 'huc.example', true],
      ['http://huc.example', '.huc.example', false],
      ['http://a.huc.example', '.huc.example', true],
      ['http://a.huc.example', 'huc.example', false],
      ['http://huc.example', '', true],
      ['http://huc.example', 'http://huc.example', null],
      ['ldap://%68uc.example', 'huc.example', null],
      ['http:huc.example', 'huc.example', true],
      ['mailto:a@huc.example', 'huc.example', null],
      ['http://húc.example', 'huc.example', null],
      ['http://', 'huc.example', null],
    ],
  },
  address: {
    is: (address, network) => isInNetwork(fromHex(address), fromHex(network)),
    rows: [
      ['0a000001', '0a000000ff000000', true],
      ['0b000001', '0a000000ff000000', false],
      ['0b000001', '0000000000000000', true],
      ['0a000001', '00'.repeat(32), false],
      ['00'.repeat(16), '00'.repeat(32), true],
      ['0a0000', '0a000000ff000000', null],
      ['0a000001', '0a000000ff0000', null],
      ['', '', null],
    ],
  },
}

for (const [kind, { is, rows }] of Object.entries(tables)) {
  for (const [name, constraint, within] of rows) {
    const verb = within === null ? 'cannot be told to be' : within ? 'is' : 'is not'
    test(`${kind} ${JSON.stringify(name)} ${verb} within ${JSON.stringify(constraint)}`, () => {
      expect(is(name, constraint)).toBe(within)
    })
  }
}

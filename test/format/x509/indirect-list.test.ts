import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { BudgetError } from '../../../src/format/read.ts'
import { readCertificateList } from '../../../src/format/x509/crl.ts'
import type { GeneralName } from '../../../src/format/x509/general-name.ts'
import { bytes, der, generalizedTime, NULL, name, octets, oid, sequence, utcTime } from '../asn1/encode.ts'
import { filesIn, sharedFolder } from '../shared.ts'
import { entry, extension, listOf, readableList } from './pieces.ts'

const july = utcTime('210702000000Z')
const reason = (code: string) => extension('2.5.29.21', der(0x0a, bytes(code)))
const invalidSince = (time: Bytes) => extension('2.5.29.24', time)
const issuer = (...names: Bytes[]) => extension('2.5.29.29', sequence(...names), true)
const directory = (commonName: string) => der(0xa4, name(commonName))
const uri = (text: string) => der(0x86, Buffer.from(text))

function spelled(names: readonly GeneralName[] | null): string | null {
  if (names === null) return null
  const words = names.map((name) => {
    if (name.kind === 'directoryName') return name.name.attributes.map(({ value }) => value).join()
    return 'value' in name ? name.value : name.kind
  })
  return words.join(' ')
}

describe('the issuer of the certificate that an entry means', () => {
  const list = readableList(
    listOf({
      entries: [
        entry('01', july),
        entry('02', july, issuer(directory('A'))),
        entry('01', july, reason('01')),
        entry('03', july, issuer(directory('B'), uri('http://b/')), reason('06')),
        entry('01', july, issuer(directory('B'), uri('http://b/'))),
        entry('01', july),
        entry('02', july, issuer(directory('A'))),
        entry('01', july, reason('ff')),
      ],
    }),
  )
  const cases: readonly { serial: string; expected: readonly (string | null)[]; why: string }[] = [
    {
      serial: '01',
      expected: [null, 'A', 'B http://b/', 'B http://b/', 'A'],
      why: 'is the one named last, and none before the first is named',
    },
    { serial: '02', expected: ['A', 'A'], why: 'is the one that the entry itself names' },
    { serial: '03', expected: ['B http://b/'], why: 'may have several names' },
    { serial: '04', expected: [], why: 'belongs to an entry' },
  ]
  for (const { serial, expected, why } of cases) {
    test(`${why}: '${serial}'`, () => {
      const issuers = list.entriesOf(serial).map(({ certificateIssuer }) => spelled(certificateIssuer))
      expect(issuers).toEqual(expected)
      expect(list.find(serial)).toEqual(list.entriesOf(serial)[0] ?? null)
    })
  }
  test('is no unknown critical extension', () => {
    expect(list).toMatchObject({ entryCount: 8, hasUnknownCriticalEntryExtension: false })
  })
  test('stands beside reasons, known or not', () => {
    expect(list.entriesOf('01').map((found) => found.reason)).toEqual([null, 1, null, null, 255])
  })
})

test('every entry of twenty thousand that change their issuer has the right one', () => {
  const serial = (i: number) => (0x100000 + i).toString(16).padStart(6, '0')
  const issuerOf = (i: number) => `CA ${Math.floor(i / 7) % 5}`
  const entries = Array.from({ length: 20_000 }, (_, i) =>
    entry(serial(i), july, ...(i % 7 === 0 ? [issuer(directory(issuerOf(i)))] : [])),
  )
  const list = readableList(listOf({ entries }))
  const wrong = entries.flatMap((_, i) => {
    const [found] = list.entriesOf(serial(i))
    return found && spelled(found.certificateIssuer) === issuerOf(i) ? [] : [i]
  })
  expect(wrong).toEqual([])
})

describe('an entry makes the list unreadable:', () => {
  const cases: readonly { name: string; extensions: readonly Bytes[] }[] = [
    { name: 'an issuer without a name', extensions: [issuer()] },
    { name: 'an issuer of another type', extensions: [extension('2.5.29.29', NULL)] },
    { name: 'an issuer that cannot be read', extensions: [issuer(der(0xa4, NULL))] },
    { name: 'bytes after the issuer', extensions: [extension('2.5.29.29', Buffer.concat([sequence(uri('x')), NULL]))] },
    { name: 'two issuers', extensions: [issuer(directory('A')), issuer(directory('B'))] },
    { name: 'two reasons', extensions: [reason('01'), reason('06')] },
    {
      name: 'two dates of invalidity',
      extensions: [invalidSince(generalizedTime('20210101000000Z')), invalidSince(generalizedTime('20210102000000Z'))],
    },
    { name: 'a date of invalidity that is a UTCTime', extensions: [invalidSince(utcTime('210101000000Z'))] },
    { name: 'a date of invalidity that is none', extensions: [invalidSince(generalizedTime('20211301000000Z'))] },
    { name: 'an issuer whose octets are in pieces', extensions: [sequence(oid('2.5.29.29'), der(0x24, octets(NULL)))] },
  ]
  for (const { name, extensions } of cases) {
    test(name, () => {
      expect(readCertificateList(listOf({ entries: [entry('05', july, ...extensions)] })).ok).toBe(false)
    })
  }
})

describe('work is limited', () => {
  const cases: readonly { name: string; entries: readonly Bytes[] }[] = [
    {
      name: 'more than a thousand entries of one serial number',
      entries: Array.from({ length: 1_001 }, () => entry('05', july)),
    },
    {
      name: 'more than 200,000 changes of issuer',
      entries: Array.from({ length: 200_001 }, (_, i) =>
        entry(i.toString(16).padStart(6, '0'), july, issuer(uri(`${i % 2}`))),
      ),
    },
  ]
  for (const { name, entries } of cases) {
    test(name, () => {
      const read = readCertificateList(listOf({ entries }))
      expect(read.ok || read.error).toBeInstanceOf(BudgetError)
    })
  }
  test('a thousand entries of one serial number are still read', () => {
    const list = readableList(listOf({ entries: Array.from({ length: 1_000 }, () => entry('05', july)) }))
    expect(list.entriesOf('05').length).toBe(1_000)
  })
})

test('a list of 20 MB leaves less than 5 MB on the heap', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const serial = (i: number) => (0x5a000000 + i).toString(16).padStart(32, '5')
  const more = [[], [reason('01')], [reason('04'), invalidSince(generalizedTime('20210101000000Z'))]]
  const entries = Array.from({ length: 400_000 }, (_, i) => {
    const own = i % 100 === 0 ? [issuer(directory(`CA ${i % 900}`))] : []
    return entry(serial(i), july, ...own, ...(more[i % 3] ?? []))
  })
  const encoding = listOf({ entries })
  expect(encoding.length).toBeGreaterThan(20_000_000)
  collect()
  const before = process.memoryUsage().heapUsed
  const list = readableList(encoding)
  collect()
  const growth = process.memoryUsage().heapUsed - before
  expect(list.entryCount).toBe(400_000)
  expect(spelled(list.find(serial(1_050))?.certificateIssuer ?? null)).toBe('CA 100')
  expect(growth).toBeLessThan(5_000_000)
})

const pkits = sharedFolder('pkits/crls')
describe.skipIf(pkits === null)('the PKITS suite (needs ../shared/pkits)', () => {
  test('a list of three authorities tells whose certificate each entry means', () => {
    const [file] = filesIn(pkits, /^indirectCRLCA5CRL\.crl$/)
    const list = file && readableList(file.bytes)
    expect(list?.issuingDistributionPoint?.indirectCRL).toBe(true)
    const serials = Array.from({ length: 11 }, (_, i) => (i + 1).toString(16).padStart(2, '0'))
    const issuers = serials.map((serial) =>
      spelled(list?.find(serial)?.certificateIssuer ?? null)
        ?.split(',')
        .at(-1),
    )
    const [CA5, CA6, CA7] = ['indirectCRL CA5', 'indirectCRL CA6', 'indirectCRL CA7']
    expect(issuers).toEqual([undefined, CA6, CA6, CA6, CA7, CA7, CA7, CA6, CA6, CA5, CA5])
  })
})

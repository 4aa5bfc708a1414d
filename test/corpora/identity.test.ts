/** Documents of Vietnamese agencies, read and compared with what their pages show. The files are used in place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import type { DocumentIdentity, IdentityReading } from '../../src/identity/identity.ts'
import { readBeside } from '../../src/identity/named-beside.ts'
import { type Copy, groupByDocument } from '../../src/identity/same-document.ts'
import { TEXT_LIMITS, textPool } from '../../workers/text-pool.ts'

const VIETNAM = '../shared/vn'
const isHere = existsSync(VIETNAM)
const why = isHere ? '' : ` (no folder ${VIETNAM})`

/** Text, number and symbol, date, source of the number: what a person sees in the header of each file. */
const TRUTH: Readonly<Record<string, string>> = {
  '2021-cv-687-stp-vb.pdf': 'garbled',
  '2024-qd-ttg-1139.signed.pdf': 'none',
  '2024-qd-ttg-970.signed.pdf': 'none',
  '2024-qd-ttg-985.signed.pdf': 'none',
  '2025 Quyết định 1360-QĐ-TTg.pdf': 'none',
  '2025 Quyết định 2093-QĐ-BYT.pdf': 'legible 2093 QĐ-BYT 2025-06-24 signature-widget firm',
  '2025-ct-11-sao-y.pdf': 'none',
  // The first page is a picture; pages behind it have text.
  'unsigned/Quyết định 1629-QĐ-UBND.pdf': 'legible',
  'unsigned/mau-ky-so.pdf': 'legible 12964 2026/ĐHXDHN 2026-08-11 page-text doubtful',
  'unsigned/nq-33-hdnd-a.pdf': 'legible 33 2022/NQ-HĐND 2022-07-15 page-text firm',
  'unsigned/nq-33-hdnd-b.pdf': 'legible 33 2022/NQ-HĐND 2022-07-15 page-text firm',
}

/** Of the files that say nothing themselves: what their names say. */
const NAMES: Readonly<Record<string, string>> = {
  '2021-cv-687-stp-vb.pdf': '687 Công văn',
  '2024-qd-ttg-1139.signed.pdf': '1139 Quyết định',
  '2024-qd-ttg-970.signed.pdf': '970 Quyết định',
  '2024-qd-ttg-985.signed.pdf': '985 Quyết định',
  '2025 Quyết định 1360-QĐ-TTg.pdf': '1360 Quyết định',
  '2025-ct-11-sao-y.pdf': '11 Chỉ thị',
  'unsigned/Quyết định 1629-QĐ-UBND.pdf': '1629 Quyết định',
}

function told({ text, codeNumber, codeNotation, issuedDate }: DocumentIdentity): string {
  if (!codeNumber) return [text, codeNotation, issuedDate].filter(Boolean).join(' ')
  return [
    text,
    codeNumber.value,
    codeNotation?.value,
    issuedDate?.value,
    codeNumber.source,
    codeNumber.confidence,
  ].join(' ')
}

describe.skipIf(!isHere)(`documents of Vietnamese agencies${why}`, () => {
  const faults: string[] = []
  const pool = textPool({ ...TEXT_LIMITS, size: 1, onFault: (fault) => faults.push(fault) })
  afterAll(pool.close)
  const readings = new Map<string, Promise<IdentityReading>>()
  const read = (name: string) => {
    const path = join(VIETNAM, name)
    const reading = readings.get(name) ?? pool.read({ path, sha256: sha256(readFileSync(path)) })
    readings.set(name, reading)
    return reading
  }

  test('each file that lies there is in the table', () => {
    const files = isHere ? readdirSync(VIETNAM, { recursive: true, encoding: 'utf8' }) : []
    expect(files.filter((name) => name.endsWith('.pdf')).toSorted()).toEqual(Object.keys(TRUTH).toSorted())
  })

  for (const [name, expected] of Object.entries(TRUTH)) {
    test(`${name}: ${expected}`, async () => {
      const reading = await read(name)
      expect(reading.kind === 'read' ? told(reading.identity) : reading.why).toBe(expected)
      expect(faults).toEqual([])
    })
  }

  test('the body, subject and signer of a ministry’s decision', async () => {
    const reading = await read('2025 Quyết định 2093-QĐ-BYT.pdf')
    if (reading.kind !== 'read') throw new Error(reading.why)
    const { organName, typeName, subject, signerInfo, pageAmount } = reading.identity
    expect([organName?.value, typeName?.value, pageAmount]).toEqual(['BỘ Y TẾ', 'Quyết định', 170])
    expect(subject?.value).toMatch(/^Về việc công bố thủ tục hành chính .* của Bộ Y tế$/u)
    expect(signerInfo?.value.position).toBe('KT. BỘ TRƯỞNG, THỨ TRƯỞNG')
  })

  for (const [name, expected] of Object.entries(NAMES)) {
    test(`the name ${name} says ${expected}`, () => {
      const { codeNumber, typeName } = readBeside(name.replace('unsigned/', ''), 'file-name')
      expect(`${codeNumber?.value} ${typeName?.value}`).toBe(expected)
    })
  }

  test('one resolution in two files is one document, and no others are, nor in doubt', async () => {
    const copies = await Promise.all(
      Object.keys(TRUTH).map(async (name) => {
        const document = sha256(readFileSync(join(VIETNAM, name)))
        return { name, copy: { document, signedContents: [], reading: await read(name), owner: 'one' } satisfies Copy }
      }),
    )
    const { groups, doubts } = groupByDocument(copies, ({ copy }) => copy)
    const pairs = groups.filter((group) => group.length > 1).map((group) => group.map(({ name }) => name).toSorted())
    expect(pairs).toEqual([['unsigned/nq-33-hdnd-a.pdf', 'unsigned/nq-33-hdnd-b.pdf']])
    expect(doubts).toEqual([])
  })
})

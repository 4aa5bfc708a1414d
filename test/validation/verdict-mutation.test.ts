/** Every byte of a signed file, changed: the verdict is never the same positive one, but in the places that say nothing. */
import { describe, expect, test } from 'vitest'
import { encryptDraft } from '../../fixtures/encrypted-pdf.ts'
import { addForm, fillText } from '../../fixtures/form.ts'
import { addAnnotation, addSecurityStore } from '../../fixtures/later-change.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { packPage } from '../../fixtures/rewritten-object.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { type Bytes, toLatin1 } from '../../src/bytes.ts'
import { judge } from '../../src/validation/judge.ts'
import { type FreePlace, freePlaces, gapsOf } from './free-places.ts'
import { given, SIGNED_AT, world } from './given.ts'
import { shownIn } from './shown.ts'
import { isTried, seed, told } from './told.ts'

const whole = await buildPlainPdf('Trang 1', 'Trang 2')
const plain = await openDraft(whole)
const person = { cms: { signer: world.person }, claimedAt: SIGNED_AT, contentsSize: 2_400 }
const organisation = { ...person, cms: { signer: world.organisation } }
const store = (draft: PdfDraft) =>
  addSecurityStore(draft, { certificates: [world.issuer.certificate], certificateLists: [] })
const PATIENCE = 600_000

const given_ = given()
const reportOn = (bytes: Bytes) => judge(bytes, given_).report

/** What a byte is made: one bit of it, the other letter case, the next digit, white-space, the beginning of a comment. */
function* valuesFor(byte: number, at: number): Generator<number> {
  const isDigit = byte >= 0x30 && byte < 0x39
  const values = new Set([byte ^ (1 << ((at + seed) % 8)), byte ^ 0x20, isDigit ? byte + 1 : byte, 0x20, 0x25])
  values.delete(byte)
  yield* values
}

/** Each change of each byte that is tried from `start` to `end` and leaves the file valid. */
function* staying(bytes: Bytes, start: number, end: number, step: number) {
  const changed = Buffer.from(bytes)
  for (let at = start; at < end; at++) {
    if (!isTried(at, step)) continue
    const byte = bytes[at] ?? 0
    for (const value of valuesFor(byte, at)) {
      changed[at] = value
      const report = reportOn(changed)
      if (report.outcome === 'valid') yield { at, value, report, changed }
    }
    changed[at] = byte
  }
}

const spelled = (at: number, value: number, changed: Bytes): string =>
  `${at} may be ${value}: ${JSON.stringify(toLatin1(changed.subarray(at - 40, at + 20)))}`

const signedFiles: readonly { readonly name: string; readonly bytes: Bytes }[] = [
  { name: 'signed', bytes: signPdf(plain, person).bytes },
  { name: 'certified', bytes: signPdf(plain, { ...person, certification: 2 }).bytes },
  {
    name: 'with an object stream and cross-reference streams',
    bytes: signPdf(packPage(plain), { ...person, crossReference: 'stream' }).bytes,
  },
  { name: 'encrypted', bytes: signPdf(await encryptDraft(whole, { algorithm: 'AES-128' }), person).bytes },
  {
    name: 'with a store of long-term data between two signatures',
    bytes: signPdf(store(signPdf(plain, person)), organisation).bytes,
  },
]

describe(`a byte of what was signed (seed ${seed}):`, () => {
  for (const { name, bytes } of signedFiles) {
    test(
      `a file ${name}`,
      () => {
        const usual = reportOn(bytes)
        expect(usual.outcome).toBe('valid')
        // The gaps of earlier signatures are covered by the last one.
        const [gap] = gapsOf(bytes)
        const free: string[] = []
        for (const { at, value, report, changed } of staying(bytes, 0, bytes.length, 16)) {
          const isInGap = gap !== undefined && at >= gap.start && at < gap.end
          const isFree = isInGap && freePlaces.some(({ admits }) => admits(gap, bytes, at, value))
          const saysMore = isInGap && told(report) !== told(usual)
          if (!isFree && !saysMore) free.push(spelled(at, value, changed))
        }
        expect(free).toEqual([])
      },
      PATIENCE,
    )
  }
})

/** One change that the place admits and that leaves the verdict as it is. */
function isNeeded(bytes: Bytes, { admits }: FreePlace): boolean {
  const usual = told(reportOn(bytes))
  const [gap] = gapsOf(bytes)
  const changed = Buffer.from(bytes)
  for (let at = gap?.start ?? 0; gap && at < gap.end; at++) {
    const byte = bytes[at] ?? 0
    const values = [byte ^ 1, byte ^ 0x20, byte + 1, 0x20].filter((value) => admits(gap, bytes, at, value))
    for (const value of values) {
      changed[at] = value
      if (value !== byte && told(reportOn(changed)) === usual) return true
    }
    changed[at] = byte
  }
  return false
}

describe('a byte may change', () => {
  const [signed] = signedFiles
  for (const place of freePlaces) {
    test(`in ${place.name} (${place.clause})`, () => expect(signed && isNeeded(signed.bytes, place)).toBe(true))
  }
})

/** Unsigned, and permitted by the signature before it. `own` are the objects that the update is about. */
const updates: readonly { readonly name: string; readonly signed: PdfDraft; readonly later: PdfDraft; own: number }[] =
  [
    ...[signPdf(plain, person)].map((signed) => ({ name: 'long-term data', signed, later: store(signed), own: 0 })),
    ...[signPdf(addForm(plain), person)].map((signed) => ({
      name: 'a field filled',
      signed,
      later: fillText(signed, { value: 'UBND xa Huc' }),
      own: signed.fields[0] ?? 0,
    })),
    ...[signPdf(plain, { ...person, certification: 3 })].map((signed) => ({
      name: 'an annotation where P is 3',
      signed,
      later: addAnnotation(signed),
      own: 0,
    })),
  ]

describe(`a byte of what came after the signature leads to nothing else being shown without a word (seed ${seed}):`, () => {
  for (const { name, signed, later, own } of updates) {
    test(
      name,
      () => {
        const usual = reportOn(later.bytes)
        expect(usual.outcome).toBe('valid')
        const except = new Set([own, ...Array.from({ length: 9 }, (_, index) => signed.nextObject + index)])
        const shown = shownIn(later.bytes, except)
        const free: string[] = []
        for (const { at, value, report, changed } of staying(later.bytes, signed.bytes.length, later.bytes.length, 4)) {
          if (told(report) === told(usual) && shownIn(changed, except) !== shown) free.push(spelled(at, value, changed))
        }
        expect(free).toEqual([])
      },
      PATIENCE,
    )
  }
})

/** What it costs to find the copies among many documents, and how that grows with their number. */
import { sha256 } from '../src/bytes.ts'
import type { DocumentIdentity } from '../src/identity/identity.ts'
import { sketchOf } from '../src/identity/likeness.ts'
import { NO_FIELDS } from '../src/identity/read-identity.ts'
import { type Copy, groupByDocument } from '../src/identity/same-document.ts'

const SIZES = [10_000, 100_000] as const
/** Units of a district; a hundred documents each, and a thousand. */
const UNITS = 100

const firm = (value: string) => ({ value, source: 'page-text', confidence: 'firm' }) as const
const hash = (text: string) => sha256(Buffer.from(text))
const wording = (seed: string) => sketchOf(Array.from({ length: 60 }, (_, i) => `từ${i}${seed}`).join(' '))
const ONE_FORM = wording('')

type Case = { readonly name: string; readonly copy: (i: number) => Copy }

const copy = (
  file: string,
  fields: Partial<DocumentIdentity>,
  sketch: readonly number[] | null,
  owner: string,
): Copy => ({
  document: hash(file),
  signedContents: [hash(`signed ${file}`)],
  owner,
  reading: {
    kind: 'read',
    identity: { text: 'legible', pageAmount: 1, isAppendix: false, ...NO_FIELDS, ...fields },
    traces: { content: hash(`content ${file}`), sketch },
  },
})

const numbered = (number: number): Partial<DocumentIdentity> => ({
  codeNumber: firm(String(number)),
  codeNotation: firm('KH-UBND'),
  issuedDate: firm('2021-07-22'),
  organName: firm('UBND xã Húc'),
})

const CASES: readonly Case[] = [
  { name: 'all distinct', copy: (i) => copy(`${i}`, numbered(i), wording(`${i}`), `${i % UNITS}`) },
  {
    name: 'each twice, written anew',
    copy: (i) => copy(`${i}`, numbered(i >> 1), wording(`${i >> 1}`), `${(i >> 1) % UNITS}`),
  },
  { name: 'one form, no numbers', copy: (i) => copy(`${i}`, {}, ONE_FORM, `${i % UNITS}`) },
  { name: 'one file', copy: () => copy('one', numbered(1), ONE_FORM, '1') },
]

export function benchSameDocument(print: (line: string) => void): void {
  for (const { name, copy: make } of CASES) {
    const times = SIZES.map((size) => {
      const copies = Array.from({ length: size }, (_, i) => make(i))
      const begin = process.cpuUsage()
      groupByDocument(copies, (one) => one)
      return process.cpuUsage(begin).user / 1000
    })
    const [small = 0, large = 0] = times
    const growth = (large / small).toFixed(1)
    print(`same document, ${name}: ${SIZES[0]} in ${small.toFixed(0)} ms, ten times as many in ${growth} times as long`)
  }
}

/** Letters of many sizes, each with one signed document that is like no other, and the folders a service needs to judge them. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildWorld } from '../fixtures/authority.ts'
import { buildLetter } from '../fixtures/eml.ts'
import { openDraft, stream } from '../fixtures/pdf-draft.ts'
import { appendUpdate } from '../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../fixtures/plain-pdf.ts'
import { signPdf } from '../fixtures/signed-pdf.ts'
import type { Bytes } from '../src/bytes.ts'
import type { Instant } from '../src/lang.ts'

const HOUR_MS = 3_600_000

/** Of a hundred letters, so many have this size; base64 makes a document a third larger. */
export type Mix = readonly { readonly share: number; readonly bytes: number }[]

export const MIXES: Readonly<Record<string, Mix>> = {
  /** What offices send: short papers, papers with pictures, scans, books of scans (operations.md, L1). */
  office: [
    { share: 60, bytes: 55_000 },
    { share: 30, bytes: 300_000 },
    { share: 9, bytes: 2_000_000 },
    { share: 1, bytes: 15_000_000 },
  ],
  small: [{ share: 100, bytes: 12_000 }],
}

export type MadeLetters = {
  /** The n-th, made when it is asked for: all of them would fill the memory. */
  readonly letter: (n: number) => Promise<Bytes>
  readonly environment: Readonly<Record<string, string>>
}

export async function makeLetters(folder: string, mix: Mix): Promise<MadeLetters> {
  const madeAt = (Date.now() - HOUR_MS) as Instant
  const world = await buildWorld(madeAt)
  const files: readonly (readonly [string, Bytes])[] = [
    ['trust/root.cer', world.root.certificate],
    ['trust/issuer.cer', world.issuer.certificate],
    ...world.certificateLists.map((list, index) => [`lists/${index}.crl`, list] as const),
  ]
  for (const name of ['trust', 'lists']) await mkdir(join(folder, name))
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
  const sizes = mix.flatMap(({ share, bytes }) => Array.from({ length: share }, () => bytes))
  const noise = Buffer.alloc(Math.max(...sizes))
  for (let at = 0; at < noise.length; at++) noise[at] = (at * 2_654_435_761) >>> 13
  const letter = async (n: number) => {
    // Spread over the mailbox: 37 and 100 have no common divisor.
    const size = sizes[(n * 37) % sizes.length] ?? 0
    const draft = await openDraft(await buildPlainPdf(`Van ban so ${n}`))
    const filler = noise.subarray(0, Math.max(0, Math.floor(size * 0.73) - draft.bytes.length - 8_000))
    const padded = appendUpdate(draft, { objects: new Map([[draft.nextObject, stream(filler)]]) })
    const bytes = signPdf(padded, { cms: { signer: world.organisation }, contentsSize: 4_096 }).bytes
    return buildLetter({
      ...{ from: { name: 'Văn thư', address: `don-vi-${n % 1000}@quangtri.gov.vn` }, to: 'noivu@quangtri.gov.vn' },
      ...{ subject: `Văn bản ${n}`, date: madeAt, messageId: `<${n}@bench.example>` },
      attachments: [{ fileName: `${n}.pdf`, type: 'application/pdf', bytes }],
    })
  }
  const environment = {
    SOKYSO_TRUST: join(folder, 'trust'),
    SOKYSO_CRL: join(folder, 'lists'),
    SOKYSO_PORT: '0',
  }
  return { letter, environment }
}

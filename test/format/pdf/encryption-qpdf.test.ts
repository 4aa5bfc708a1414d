/** qpdf's opinion of encryption: it reads what the fixtures write, and what it writes is read here. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { encryptDraft } from '../../../fixtures/encrypted-pdf.ts'
import type { EncryptionPlan } from '../../../fixtures/encryption-keys.ts'
import { changeInfo } from '../../../fixtures/later-change.ts'
import { openDraft } from '../../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../../fixtures/plain-pdf.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import { toLatin1 } from '../../../src/bytes.ts'
import { decodeStream } from '../../../src/format/pdf/decode-stream.ts'
import { type PdfFile, readPdf } from '../../../src/format/pdf/file.ts'
import { asDictionary, asStream, asString } from '../../../src/format/pdf/narrow.ts'
import { readPages } from '../../../src/format/pdf/pages.ts'
import { readText } from '../../../src/format/pdf/text-string.ts'
import { inFolder, runTool } from '../../fixtures/tool.ts'
import { describeWith } from '../../services/required.ts'
import { world } from '../../validation/given.ts'

const bytes = await buildPlainPdf('KE HOACH (322)', 'Trang 2')
const signed = signPdf(await openDraft(bytes), { cms: { signer: world.person }, reason: 'Phê duyệt' }).bytes

function read(path: string): PdfFile {
  const file = readPdf(readFileSync(path))
  if (!file.ok) throw file.error
  return file.value
}

/** Of the pages: what each draws; of the information dictionary: the title. */
function told(file: PdfFile): { readonly title: string; readonly pages: readonly string[] } {
  const last = file.revisions.length
  const pages = readPages(file, last).map((page) => {
    const contents = asDictionary(file.resolve(page, last))?.entries.get('Contents')
    const parts = file.resolve(contents, last)
    const streams = typeof parts === 'object' && parts?.kind === 'array' ? parts.items : [parts]
    return streams
      .map((part) => asStream(file.resolve(part, last)))
      .map((stream) => (stream ? toLatin1(decodeStream(file, stream, last)) : ''))
      .join('\n')
  })
  const information = asDictionary(file.resolve(file.revisions.at(-1)?.trailer.entries.get('Info'), last))
  const title = asString(file.resolve(information?.entries.get('Title'), last))
  return { title: title ? readText(title) : '', pages }
}

describeWith('qpdf', 'qpdf', 'what qpdf encrypts under an empty password says the same:', () => {
  const kinds: readonly { name: string; options: readonly string[] }[] = [
    { name: '40 bits', options: ['40', '--'] },
    { name: '128 bits', options: ['128', '--use-aes=n', '--'] },
    { name: '128 bits, by crypt filters', options: ['128', '--force-V4', '--use-aes=n', '--'] },
    { name: '128 bits, metadata spared', options: ['128', '--cleartext-metadata', '--'] },
    { name: 'AES of 128 bits', options: ['128', '--use-aes=y', '--'] },
    { name: 'AES of 256 bits, revision 5', options: ['256', '--force-R5', '--'] },
    { name: 'AES of 256 bits', options: ['256', '--'] },
    { name: 'AES of 256 bits, metadata spared', options: ['256', '--cleartext-metadata', '--'] },
  ]
  for (const { name, options } of kinds) {
    for (const packing of ['disable', 'generate']) {
      test(`${name}, object streams: ${packing}`, () => {
        const path = inFolder({ 'in.pdf': signed })
        const encrypt = ['--encrypt', '', 'owner', ...options]
        const { code, text } = runTool('qpdf', [
          '--allow-weak-crypto',
          `--object-streams=${packing}`,
          ...encrypt,
          path('in.pdf'),
          path('out.pdf'),
        ])
        expect([code, text]).toEqual([0, ''])
        expect(told(read(path('out.pdf')))).toEqual(told(read(path('in.pdf'))))
      })
    }
  }
})

describeWith('qpdf', 'qpdf', 'qpdf decrypts what the fixtures encrypt:', () => {
  const plans: readonly EncryptionPlan[] = [
    { algorithm: 'RC4-40' },
    { algorithm: 'RC4-128' },
    { algorithm: 'AES-128' },
    { algorithm: 'AES-128', spared: 'strings' },
    { algorithm: 'AES-128', plainMetadata: true },
    { algorithm: 'AES-256 of revision 5' },
    { algorithm: 'AES-256' },
  ]
  const passwords = [
    { userPassword: '', ownerPassword: 'owner', opens: '' },
    { userPassword: 'user', ownerPassword: 'owner', opens: 'user' },
    { userPassword: 'user', ownerPassword: 'owner', opens: 'owner' },
    { userPassword: 'user', ownerPassword: '', opens: '' },
  ]
  for (const plan of plans) {
    for (const { opens, ...password } of passwords) {
      test(`${JSON.stringify(plan)} under ${JSON.stringify(password)} by "${opens}"`, async () => {
        const draft = await encryptDraft(bytes, { ...plan, ...password })
        const path = inFolder({ 'in.pdf': changeInfo(draft, 'Kế hoạch').bytes, 'plain.pdf': bytes })
        const { code, text } = runTool('qpdf', ['--decrypt', `--password=${opens}`, path('in.pdf'), path('out.pdf')])
        expect([code, text]).toEqual([0, ''])
        expect(told(read(path('out.pdf')))).toEqual({ ...told(read(path('plain.pdf'))), title: 'Kế hoạch' })
      })
    }
  }
})

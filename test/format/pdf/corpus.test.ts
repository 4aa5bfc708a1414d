/** Smoke test over signed files that others made; it needs the folders `vn` and `corpus` beside the checkout. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readPdf } from '../../../src/format/pdf/file.ts'
import { readSignatureFields } from '../../../src/format/pdf/signature-field.ts'
import { reading } from '../../../src/format/read.ts'

for (const collection of ['vn', 'corpus']) {
  const folder = fileURLToPath(new URL(`../../../../shared/${collection}`, import.meta.url))
  describe.skipIf(!existsSync(folder))(
    `every file is read or refused with a FormatError (needs ../shared/${collection})`,
    () => {
      const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
      test('with its signature fields in each revision', () => {
        const files = names.filter((name) => name.endsWith('.pdf'))
        for (const name of files) {
          const read = readPdf(readFileSync(`${folder}/${name}`))
          if (!read.ok) continue
          for (const { number } of read.value.revisions) reading(() => readSignatureFields(read.value, number))
        }
        expect(files.length).toBeGreaterThan(0)
      })
    },
  )
}

/** `sokyso verify --pictures`: the files that are written, and what is said of them. */
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAnnotation, replacePageContent } from '../../fixtures/later-change.ts'
import { addPage } from '../../fixtures/later-page.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { runVerify } from '../cli/run-here.ts'
import { missingRenderer } from '../services/renderer.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { SIGNED_AT, world } from '../validation/given.ts'

const why = await missingRenderer()

describe.skipIf(why !== null)(`pictures of changed pages${why === null ? '' : ` (${why})`}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeAll(async () => {
    folder = await temporaryFolder()
    const plain = await openDraft(await buildPlainPdf('Tong so: 1.000.000 dong'))
    const signed = signPdf(plain, { cms: { signer: world.person }, claimedAt: SIGNED_AT })
    const forged = replacePageContent(signed, 'BT /F1 14 Tf 72 740 Td (Tong so: 9.000.000 dong) Tj ET')
    await put('signed.pdf', signed.bytes)
    await put('a/forged.pdf', forged.bytes)
    await put('b/Forged.PDF', forged.bytes)
    await put('more.pdf', addPage(signed).bytes)
    await put('..; rm -rf .pdf', addAnnotation(signed).bytes)
    const again = signPdf(forged, { cms: { signer: world.organisation }, claimedAt: SIGNED_AT })
    await put('twice.pdf', addAnnotation(again).bytes)
  })
  afterAll(() => folder.remove())

  async function put(name: string, content: Uint8Array): Promise<void> {
    const path = join(folder.path, name)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, content)
  }

  const cases: readonly { name: string; inputs: readonly string[]; written: readonly string[] }[] = [
    { name: 'of a file in which nothing changed there are none', inputs: ['signed.pdf'], written: [] },
    {
      name: 'before and after',
      inputs: ['a/forged.pdf'],
      written: ['forged-trang-1-sau.png', 'forged-trang-1-truoc.png'],
    },
    { name: 'only after, of a page that was added', inputs: ['more.pdf'], written: ['more-trang-2-sau.png'] },
    {
      name: 'of files with one name from two folders',
      inputs: ['a', 'b'],
      written: [
        ...['Forged-2-trang-1-sau.png', 'Forged-2-trang-1-truoc.png'],
        ...['forged-trang-1-sau.png', 'forged-trang-1-truoc.png'],
      ],
    },
    {
      name: 'under a name that is only a name',
      inputs: ['./..; rm -rf .pdf'],
      written: ['rm -rf-trang-1-sau.png', 'rm -rf-trang-1-truoc.png'],
    },
    {
      name: 'for each signature that saw the page otherwise',
      inputs: ['twice.pdf'],
      written: [
        ...['twice-chu-ky-2-trang-1-sau.png', 'twice-chu-ky-2-trang-1-truoc.png'],
        ...['twice-trang-1-sau.png', 'twice-trang-1-truoc.png'],
      ],
    },
  ]
  for (const [at, { name, inputs, written }] of cases.entries()) {
    test(name, async () => {
      const into = `out-${at}`
      const { out } = await runVerify(folder.path, ['--pictures', into, ...inputs])
      expect((await readdir(join(folder.path, into))).toSorted()).toEqual(written.toSorted())
      for (const file of written) {
        expect(out).toContain(join(into, file))
        expect((await readFile(join(folder.path, into, file))).subarray(1, 4).toString()).toBe('PNG')
      }
    })
  }

  test('what was written is told apart from the lines of JSON', async () => {
    const { out, error } = await runVerify(folder.path, ['--json', '--pictures', 'json', 'a/forged.pdf'])
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(out).file).toBe('a/forged.pdf')
    expect(error).toContain('Ảnh trang 1: json/forged-trang-1-truoc.png, json/forged-trang-1-sau.png')
  })

  test('a link under the name of a picture is replaced and not written through', async () => {
    await mkdir(join(folder.path, 'linked'))
    await put('precious.txt', Buffer.from('precious'))
    await symlink(join(folder.path, 'precious.txt'), join(folder.path, 'linked', 'forged-trang-1-sau.png'))
    await runVerify(folder.path, ['--pictures', 'linked', 'a/forged.pdf'])
    expect(await readFile(join(folder.path, 'precious.txt'), 'utf8')).toBe('precious')
    const picture = await readFile(join(folder.path, 'linked', 'forged-trang-1-sau.png'))
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
  })

  test.each(['signed.pdf/out', '/proc/x/out'])(
    'a folder that cannot be made is told in a sentence: %s',
    async (into) => {
      const { exit, error } = await runVerify(folder.path, ['--pictures', into, 'a/forged.pdf'])
      expect(exit).toBe(2)
      expect(error).toContain(`Không ghi được ${into} để lưu ảnh trang`)
    },
  )
})

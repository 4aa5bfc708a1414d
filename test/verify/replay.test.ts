/** A bundle that was saved is judged again with nothing but itself, and gives the same report to the byte. */
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Bundle } from '../../src/bundle/bundle.ts'
import { readBundle } from '../../src/bundle/read-bundle.ts'
import { writeBundle } from '../../src/bundle/write-bundle.ts'
import { sha256 } from '../../src/bytes.ts'
import { canonicalJson } from '../../src/canonical-json.ts'
import { runVerify } from '../cli/run-here.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { JUDGED_AT, SIGNED_AT, world } from '../validation/given.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
/** Of the signed file and of the plain one. */
let signed: string
let plain: string
const at = (name: string) => join(folder.path, name)

beforeAll(async () => {
  folder = await temporaryFolder()
  for (const name of ['trust', 'crl', 'elsewhere']) await mkdir(at(name))
  await writeFile(at('trust/root.cer'), world.root.certificate)
  await writeFile(at('trust/issuer.cer'), world.issuer.certificate)
  for (const [i, list] of world.certificateLists.entries()) await writeFile(at(`crl/${i}.crl`), list)
  const pdf = await buildPlainPdf('Ke hoach')
  const signing = signPdf(await openDraft(pdf), { cms: { signer: world.organisation }, claimedAt: SIGNED_AT })
  await writeFile(at('kế hoạch.pdf'), signing.bytes)
  await writeFile(at('plain.pdf'), pdf)
  const saving = [
    '--trust',
    'trust',
    '--crl',
    'crl',
    '--at',
    new Date(JUDGED_AT).toISOString(),
    '--save-bundle',
    'out/a',
  ]
  const { out, error } = await runVerify(folder.path, [...saving, 'kế hoạch.pdf', 'plain.pdf', 'missing.pdf'])
  signed = join('out/a', `${sha256(signing.bytes)}.zip`)
  plain = join('out/a', `${sha256(pdf)}.zip`)
  expect(out).toContain(`Bộ chứng cứ: ${signed}`)
  expect(error).toContain('missing.pdf')
  expect((await readdir(at('out/a'))).toSorted()).toEqual(
    [sha256(signing.bytes), sha256(pdf)].map((name) => `${name}.zip`).toSorted(),
  )
  // Nothing but the bundle is there when it is judged again.
  for (const name of ['trust', 'crl', 'kế hoạch.pdf', 'plain.pdf']) await rename(at(name), at(join('elsewhere', name)))
  await rm(at('elsewhere'), { recursive: true })
  for (const name of ['own', 'other', 'limited']) await mkdir(at(name))
  for (const name of ['own', 'limited']) await writeFile(at(`${name}/root.cer`), world.root.certificate)
  await writeFile(at('other/issuer.cer'), world.issuer.certificate)
  const limit = { sha256: sha256(world.root.certificate), trustedUntil: '2020-01-01' }
  await writeFile(at('limited/anchors.json'), JSON.stringify([limit]))
})
afterAll(() => folder.remove())

/** The bundle of the signed file, changed. */
async function changed(change: (bundle: Bundle) => Partial<Bundle>): Promise<string> {
  const bundle = await readBundle(at(signed))
  const path = at('changed.zip')
  await pipeline((await writeBundle({ ...bundle, ...change(bundle) })).stream, createWriteStream(path))
  return path
}

test('with --json the bytes of report.json, and nothing else', async () => {
  const { report } = await readBundle(at(signed))
  expect(await runVerify(folder.path, ['--json', '--trust', 'own', '--bundle', signed])).toEqual({
    exit: 0,
    out: `${report}\n`,
    error: '',
  })
  expect(JSON.parse(report)).toMatchObject({ outcome: 'valid', code: 'valid' })
  expect(canonicalJson(JSON.parse(report))).toBe(report)
})

test('in sentences, under the name of the document', async () => {
  const { exit, out } = await runVerify(folder.path, ['--bundle', signed, '--trust', 'own'])
  expect(exit).toBe(0)
  expect(out).toContain('Tệp: kế hoạch.pdf')
  expect(out).toContain('HỢP LỆ')
  expect(out).toContain('Chính sách: official-2021 (kèm theo chương trình)')
  expect(out).toMatch(
    new RegExp(`^Chứng thư số gốc: .*SHA-256 ${sha256(world.root.certificate)}, có trong thư mục --trust$`, 'mu'),
  )
  expect(out).toMatch(
    /Trùng với kết quả trong bộ chứng cứ, do phiên bản 0\.1\.0 lập lúc .* theo chính sách official-2021, không rõ thời điểm nhận tệp\./,
  )
})

describe('a valid result that rests on anchors that nobody here vouches for: exit 1 and a sentence', () => {
  const cases: readonly { name: string; args: readonly string[]; says: string }[] = [
    { name: 'without --trust', args: [], says: sha256(world.root.certificate) },
    { name: 'with a folder that holds other certificates', args: ['--trust', 'other'], says: 'không ai bảo đảm' },
    { name: 'with a folder that limits the anchor', args: ['--trust', 'limited'], says: 'Trong giới hạn' },
  ]
  for (const { name, args, says } of cases) {
    test(name, async () => {
      const { exit, out, error } = await runVerify(folder.path, ['--json', '--bundle', signed, ...args])
      expect({ exit, out }).toEqual({ exit: 1, out: `${(await readBundle(at(signed))).report}\n` })
      expect(error).toContain('chạy lại với --trust')
      expect(error).toContain(says)
    })
  }

  test('in sentences the anchor is marked as well', async () => {
    const { exit, out } = await runVerify(folder.path, ['--bundle', signed])
    expect(exit).toBe(1)
    expect(out).toMatch(/^Chứng thư số gốc: .*, CHỈ CÓ TRONG BỘ CHỨNG CỨ/mu)
  })
})

test('a policy that only has the name of one that ships is told', async () => {
  const path = await changed(({ policy }) => ({
    policy: { ...policy, revocation: { ...policy.revocation, maxAgeMs: 1e12 } },
  }))
  const { out } = await runVerify(folder.path, ['--bundle', path, '--trust', 'own'])
  expect(out).toContain('Chính sách: official-2021 (của bộ chứng cứ; KHÁC với chính sách cùng tên')
})

test('a document that was not valid is not valid again: exit 1', async () => {
  const { exit, out, error } = await runVerify(folder.path, ['--bundle', plain])
  expect({ exit, error }).toEqual({ exit: 1, error: '' })
  expect(out).toContain('Trùng với kết quả')
})

test('the bundle holds the document, the trust store and the lists', async () => {
  const { document, content, trust, evidence, fileName } = await readBundle(at(signed))
  expect(fileName).toBe('kế hoạch.pdf')
  expect(sha256(document)).toBe(signed.slice(-68, -4))
  expect(trust).toMatchObject({ anchors: [{ trustedUntil: null }], intermediates: [sha256(world.issuer.certificate)] })
  expect(evidence.map(({ kind }) => kind)).toEqual(['certificate-list', 'certificate-list'])
  const given = [world.root.certificate, world.issuer.certificate, ...world.certificateLists]
  expect([...content.keys()].toSorted()).toEqual(given.map((der) => sha256(der)).toSorted())
})

describe('where the result is another one it says so, names the program that judged, and exits with 1', () => {
  const cases: readonly { name: string; change: (bundle: Bundle) => Partial<Bundle>; outcome: string }[] = [
    {
      name: 'a report that was written differently',
      change: ({ report }) => ({ programVersion: '0.0.9', report: report.replace('"valid"', '"invalid"') }),
      outcome: 'valid',
    },
    {
      name: 'evidence that is missing',
      change: () => ({ programVersion: '0.0.9', evidence: [] }),
      outcome: 'indeterminate',
    },
    {
      name: 'an anchor that was taken away',
      change: ({ trust }) => ({ programVersion: '0.0.9', trust: { ...trust, anchors: [] } }),
      outcome: 'indeterminate',
    },
  ]
  for (const { name, change, outcome } of cases) {
    test(name, async () => {
      const { exit, out, error } = await runVerify(folder.path, ['--json', '--bundle', await changed(change)])
      expect(exit).toBe(1)
      expect(JSON.parse(out)).toMatchObject({ outcome })
      expect(error).toMatch(/khác với kết quả trong bộ chứng cứ, do phiên bản 0\.0\.9 lập/)
      expect(error).toContain('Trong bộ chứng cứ: Hợp lệ')
      expect(error).toMatch(/Kiểm tra lại bằng phiên bản 0\.1\.0: .* \([a-z-]+\)/)
    })
  }
})

test('what is no bundle, and a folder that cannot be made, are misuses with a sentence', async () => {
  await writeFile(at('note.txt'), 'no bundle')
  const noBundle = await runVerify(folder.path, ['--bundle', 'note.txt'])
  expect(noBundle).toMatchObject({ exit: 2, out: '' })
  expect(noBundle.error).toContain('note.txt')
  const noFolder = await runVerify(folder.path, ['--save-bundle', 'note.txt/x', 'note.txt'])
  expect(noFolder).toMatchObject({ exit: 2, out: '' })
  expect(noFolder.error).toContain('note.txt/x')
})

test('a list that is none is told, and no verdict is made', async () => {
  const path = await changed(({ content, evidence: [first] }) => {
    if (!first) throw new Error('The bundle has lists')
    const other = sha256(Buffer.from('no list'))
    return {
      evidence: [{ ...first, sha256: other }],
      content: new Map([...content, [other, Buffer.from('no list')]]),
    }
  })
  const { exit, out, error } = await runVerify(folder.path, ['--bundle', path])
  expect({ exit, out }).toEqual({ exit: 2, out: '' })
  expect(error).toContain('Không đọc được chứng cứ')
})

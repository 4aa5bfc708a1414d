/** `sokyso verify` as a program: the lines, their order, and the exit code. */
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildOcspResponse } from '../../fixtures/ocsp.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { sha256 } from '../../src/bytes.ts'
import strict from '../../src/evidence/policy/strict.json' with { type: 'json' }
import { type Ended, runVerify } from '../cli/run-here.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { JUDGED_AT, SIGNED_AT, world } from '../validation/given.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** Within the lists of the made world. */
const AT = '2021-08-11T01:00:00Z'
const DOCUMENT_KEYS = ['file', 'sha256', 'bytes', 'outcome', 'code', 'notes', 'signatures', 'elapsedMs']
const SIGNATURE_KEYS = [
  ...['field', 'kind', 'subFilter', 'revision', 'level', 'outcome', 'code', 'indication', 'subIndication', 'integrity'],
  ...['modification', 'trust', 'notes', 'signer', 'claimedSigningTime', 'timestamp', 'bestSignatureTime'],
  ...['path', 'blocks', 'findings', 'signedContent'],
]

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let plain: Uint8Array
let signed: Uint8Array
/** Without a time-stamp. */
let claimed: Uint8Array

beforeAll(async () => {
  folder = await temporaryFolder()
  plain = await buildPlainPdf('Ke hoach')
  const cms = { signer: world.organisation, timeStamp: { authority: world.timeStampAuthority, genTime: SIGNED_AT } }
  claimed = signPdf(await openDraft(plain), { cms: { signer: world.organisation }, claimedAt: SIGNED_AT }).bytes
  signed = signPdf(await openDraft(plain), { cms, claimedAt: SIGNED_AT }).bytes
  await put('trust/root.cer', world.root.certificate)
  await put('trust/issuer.cer', world.issuer.certificate)
  for (const [i, list] of world.certificateLists.entries()) await put(`crl/${i}.crl`, list)
  await put('files/b.PDF', signed)
  await put('files/a/plain.pdf', plain)
  await put('files/a/without-ending', signed)
  await put('files/a/note.txt', 'no document')
  await put('files/c.pdf', 'no document either')
  await put('signed.bin', signed)
  await mkdir(join(folder.path, 'empty'))
})
afterAll(() => folder.remove())

async function put(name: string, content: Uint8Array | string): Promise<void> {
  const path = join(folder.path, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, content)
}

const verify = (args: readonly string[], stdin?: Uint8Array) => runVerify(folder.path, args, stdin)

type Line = Readonly<Record<string, unknown>> & { readonly signatures: readonly Readonly<Record<string, unknown>>[] }
const linesOf = ({ out }: Ended): readonly Line[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const brief = (ended: Ended) => linesOf(ended).map(({ file, outcome, code }) => `${file} ${outcome} ${code}`)

const TRUSTED = ['--json', '--trust', 'trust', '--crl', 'crl', '--at', AT]

describe('a line for each file', () => {
  test('folders in the order of their names, files by ending or content, in the order given', async () => {
    const ended = await verify([...TRUSTED, 'signed.bin', 'files', 'missing.pdf'])
    expect(brief(ended)).toEqual([
      'signed.bin valid valid',
      'files/a/plain.pdf unsigned not-signed',
      'files/a/without-ending valid valid',
      'files/b.PDF valid valid',
      'files/c.pdf unreadable not-a-pdf',
      'missing.pdf unreadable file-damaged',
    ])
    expect(ended.exit).toBe(1)
    expect(ended.error).toContain('missing.pdf')
    expect(ended.error).toMatch(
      /\nTổng cộng 6 tệp: 3 hợp lệ, 1 chưa ký số, 1 không kiểm tra được, 1 không đọc được\.\n$/,
    )
  })

  test('the keys of the contract in its order', async () => {
    const [line] = linesOf(await verify([...TRUSTED, 'signed.bin']))
    expect(Object.keys(line ?? {})).toEqual(DOCUMENT_KEYS)
    expect(Object.keys(line?.signatures[0] ?? {})).toEqual(SIGNATURE_KEYS)
    expect(line).toMatchObject({ sha256: sha256(signed), bytes: signed.length })
  })

  test('standard input is a file named -', async () => {
    expect(brief(await verify(['--json', '-', 'files/c.pdf'], plain))).toEqual([
      '- unsigned not-signed',
      'files/c.pdf unreadable not-a-pdf',
    ])
  })

  test('without --json a person reads the verdict', async () => {
    const { out } = await verify(['signed.bin', 'files/a/plain.pdf'])
    expect(out).toContain('Tệp: signed.bin')
    expect(out).toContain('CHƯA KÝ SỐ')
    expect(out).toMatch(/\n\nTổng cộng 2 tệp: 1 không đủ thông tin xác thực, 1 chưa ký số\.\n$/)
    expect((await verify(['signed.bin'])).out).not.toContain('Tổng cộng')
  })
})

describe('evidence', () => {
  test('without lists the verdict waits for revocation data; they are looked for once it is asked', async () => {
    const without = await verify(['--json', '--trust', 'trust', '--at', AT, 'signed.bin'])
    expect(brief(without)).toEqual(['signed.bin indeterminate revocation-unknown'])
    expect(brief(await verify([...TRUSTED, 'signed.bin']))).toEqual(['signed.bin valid valid'])
  })

  test('without certificates nobody is trusted, and what was signed is intact all the same', async () => {
    const [line] = linesOf(await verify(['--json', '--at', AT, 'signed.bin']))
    expect(line?.signatures[0]).toMatchObject({ integrity: 'intact', modification: 'none', trust: 'untrusted' })
  })

  test('a response in the folder of lists is taken as well', async () => {
    const [ofRoot] = world.certificateLists
    if (!ofRoot) throw new Error('The world has lists')
    await put('ocsp/root.crl', ofRoot)
    await put(
      'ocsp/signer.ors',
      buildOcspResponse({
        responder: world.issuer,
        issuer: world.issuer,
        answers: [{ certificate: world.organisation, status: 'good', thisUpdate: JUDGED_AT }],
        producedAt: JUDGED_AT,
      }),
    )
    const args = ['--json', '--trust', 'trust', '--crl', 'ocsp', '--at', AT, 'signed.bin']
    expect(brief(await verify(args))).toEqual(['signed.bin valid valid'])
  })

  test('a policy by its name and from a file; one that is not there is a misuse', async () => {
    await put('claimed.pdf', claimed)
    await put('own.json', JSON.stringify({ ...strict, name: 'own' }))
    expect(brief(await verify([...TRUSTED, 'claimed.pdf']))).toEqual(['claimed.pdf valid valid'])
    for (const policy of ['strict', 'own.json']) {
      expect(brief(await verify([...TRUSTED, '--policy', policy, 'claimed.pdf']))).toEqual([
        'claimed.pdf indeterminate requirement-unmet',
      ])
    }
    const { exit, out, error } = await verify([...TRUSTED, '--policy', 'stict', 'claimed.pdf'])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(error).toContain('stict')
  })

  test('a time of receipt proves that the file existed then', async () => {
    const received = '2021-08-10T08:00:00Z'
    const [line] = linesOf(await verify([...TRUSTED, '--received', received, 'claimed.pdf']))
    expect(line?.signatures[0]).toMatchObject({ bestSignatureTime: '2021-08-10T08:00:00.000Z' })
  })

  test('a folder that is not there is a misuse', async () => {
    const { exit, out, error } = await verify(['--trust', 'nowhere', 'signed.bin'])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(error).toContain('nowhere')
  })
})

describe('the exit code', () => {
  const cases: readonly { name: string; args: readonly string[]; exit: number }[] = [
    { name: 'all valid', args: [...TRUSTED, 'signed.bin', 'files/b.PDF'], exit: 0 },
    { name: 'one is not', args: [...TRUSTED, 'signed.bin', 'files/a/plain.pdf'], exit: 1 },
    { name: 'a misuse', args: ['--jsn', 'signed.bin'], exit: 2 },
    { name: 'a folder without any document', args: ['empty'], exit: 2 },
  ]
  for (const { name, args, exit } of cases) {
    test(`${name}: ${exit}`, async () => expect((await verify(args)).exit).toBe(exit))
  }

  test('a reader that goes away is no fault of the program', async () => {
    const program = spawn(process.execPath, [MAIN, 'verify', ...TRUSTED, ...Array(50).fill('files')], {
      cwd: folder.path,
    })
    program.stdout.once('data', () => program.stdout.destroy())
    let error = ''
    program.stderr.on('data', (text) => {
      error += text
    })
    const exit = await new Promise((resolve) => program.on('close', resolve))
    expect({ exit, error }).toEqual({ exit: 0, error: '' })
  })
})

test('lists that are later than --at are told, since they say nothing of that time', async () => {
  const folders = ['--trust', 'trust', '--crl', 'crl']
  const early = await verify([...folders, '--at', '2021-07-01T00:00:00Z', 'signed.bin'])
  expect(early.error).toContain('Mọi danh sách thu hồi đã cho đều lập sau thời điểm 01/07/2021')
  expect(early.out).not.toContain('tự cập nhật')
  expect((await verify([...folders, '--at', AT, 'signed.bin'])).error).toBe('')
})

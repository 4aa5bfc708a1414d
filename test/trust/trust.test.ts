/** The commands of an operator: taking certificates and lists, and looking at them. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildRoot } from '../../fixtures/authority.ts'
import { EXIT, type TrustCommand } from '../../src/cli.ts'
import { openKeptEvidence } from '../../src/evidence/kept.ts'
import { openMaterialShelf } from '../../src/evidence/material.ts'
import type { Sha256 } from '../../src/lang.ts'
import { runTrust } from '../../src/trust/trust.ts'
import { certificate, certificateList, issuer, list, pem, response, root, signer, world } from '../evidence/made.ts'
import { hours, NOW } from '../evidence/times.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let brought: string
beforeEach(async () => {
  folder = await temporaryFolder()
  brought = join(folder.path, 'brought')
  await mkdir(brought)
})
afterEach(() => folder.remove())

const at = (...parts: readonly string[]) => join(folder.path, ...parts)
const bring = async (name: string, bytes: Uint8Array | string) => {
  await writeFile(join(brought, name), bytes)
  return join(brought, name)
}

function output() {
  const chunks: string[] = []
  const stream = new Writable({
    write: (chunk, _, done) => {
      chunks.push(String(chunk))
      done()
    },
  })
  return { stream, text: () => chunks.join('') }
}

async function run(command: TrustCommand, places: Partial<Parameters<typeof runTrust>[1]> = {}) {
  const [stdout, stderr] = [output(), output()]
  const exit = await runTrust(
    command,
    { trust: at('trust'), lists: at('lists'), keptIn: at('evidence'), ...places },
    { stdout: stdout.stream, stderr: stderr.stream, clock: () => NOW },
  )
  return { exit, out: stdout.text(), err: stderr.text() }
}

const take = (inputs: readonly string[], pins: readonly Sha256[] = []) =>
  run({ kind: 'trust', action: 'import', inputs, pins })
const look = () => run({ kind: 'trust', action: 'list' })

describe('import', () => {
  test('takes a root that is named, what it issued and their lists, from a folder and from files', async () => {
    await bring('all.pem', pem('CERTIFICATE', issuer.der) + pem('CERTIFICATE', root.der))
    await bring('notes.txt', 'Where these come from')
    await mkdir(join(brought, 'below'))
    await bring('below/issuer.crl', list())
    const { exit, out } = await take([brought, join(brought, 'below')], [root.sha256])
    expect(exit).toBe(EXIT.allValid)
    expect(out).toContain('Đã nhận: CA thử nghiệm\n    do RootCA thử nghiệm cấp')
    expect(out).toContain('Đã nhận: RootCA thử nghiệm\n    khớp mã SHA-256 ghi sau --pin')
    expect(out).toContain(
      'Đã nhận: danh sách thu hồi của CA thử nghiệm, số 7, lập ngày 10/08/2021, kỳ sau 12/08/2021 (còn hạn), 0 mục',
    )
    expect(out).toContain('Nhận 3, đã có 0, không nhận 0.')
    expect((await readdir(at('trust'))).sort()).toEqual([`${root.sha256}.cer`, `${issuer.sha256}.cer`].sort())
    expect(await readdir(at('lists'))).toEqual([`${certificateList(list()).sha256}.crl`])
    expect(Buffer.compare(await readFile(at('trust', `${root.sha256}.cer`)), root.der)).toBe(0)
    expect((await stat(at('trust', `${root.sha256}.cer`))).mode & 0o444).toBe(0o444)
  })

  test('the second time all of it is there', async () => {
    await bring('root.cer', root.der)
    await take([brought], [root.sha256])
    const { exit, out } = await take([brought])
    expect([exit, out]).toEqual([EXIT.allValid, expect.stringContaining('Nhận 0, đã có 1, không nhận 0.')])
  })

  test('refuses a root that nobody named, with its fingerprint and the way to name it, and all below it', async () => {
    await bring('root.cer', root.der)
    await bring('issuer.cer', issuer.der)
    await bring('signer.cer', signer.der)
    await bring('issuer.crl', list())
    const { exit, out } = await take([brought])
    expect(exit).toBe(EXIT.someNotValid)
    expect(out).toContain('Không nhận: RootCA thử nghiệm\n    chứng thư số tự ký')
    expect(out).toContain('--pin')
    expect(out).toContain(root.sha256)
    expect(out).toContain('không do chứng thư số nào đã nhận cấp')
    expect(out).toContain('không phải chứng thư số của tổ chức chứng thực')
    expect(out).toContain('không tổ chức chứng thực nào đã nhận ký danh sách này')
    expect(out).toContain('Nhận 0, đã có 0, không nhận 4.')
    expect(out).toContain('Nhập chứng thư số của tổ chức đó trước, rồi nhập lại danh sách')
    expect(out).toContain(`Thư mục ${at('trust')} của SOKYSO_TRUST chưa có và chưa được tạo`)
    expect(await readdir(folder.path)).toEqual(['brought'])
  })

  test('tells what cannot be read, what is not there, and a fingerprint that none has', async () => {
    await bring('root.cer', root.der.subarray(0, 100))
    await bring('a.ors', response())
    const { exit, out } = await take([brought, at('nowhere.cer')], [root.sha256])
    expect(exit).toBe(EXIT.someNotValid)
    for (const path of [join(brought, 'root.cer'), join(brought, 'a.ors'), at('nowhere.cer')]) {
      expect(out).toContain(`Không nhận: ${path}\n`)
    }
    expect(out).toContain(`Không có chứng thư số nào mang mã SHA-256 ${root.sha256} (--pin).`)
    expect(out).toContain('không nhận 4.')
  })

  test('takes no list where no folder is configured for them, and says so', async () => {
    await bring('root.cer', root.der)
    await bring('issuer.crl', list())
    const { exit, out } = await run(
      { kind: 'trust', action: 'import', inputs: [brought], pins: [root.sha256] },
      { lists: null },
    )
    expect(exit).toBe(EXIT.someNotValid)
    expect(out).toContain('chưa khai báo SOKYSO_CRL')
    expect(out).toContain('Nhận 1, đã có 0, không nhận 1.')
  })

  test('an anchor that lost its trust by a mistake in anchors.json vouches for nobody', async () => {
    await bring('root.cer', root.der)
    await take([brought], [root.sha256])
    await writeFile(at('trust', 'anchors.json'), JSON.stringify([{ sha256: root.sha256, roles: [] }]))
    const { out } = await take([await bring('issuer.cer', issuer.der)])
    expect(out).toContain('Nhận 0, đã có 0, không nhận 1.')
  })

  test('what a certificate says of itself is shown without obeying it', async () => {
    const key = world.person.key
    const holder = buildRoot({
      subject: [['CN', 'CA\u001b[2J\u202e']],
      key,
      serial: 1n,
      notBefore: hours(-1),
      notAfter: hours(1),
    })
    const { out } = await take([await bring('root.cer', holder.certificate)], [certificate(holder.certificate).sha256])
    expect(out).toContain('Đã nhận: CA\uFFFD[2J\uFFFD\n')
  })

  test('an expired one is taken, with a remark', async () => {
    const key = world.person.key
    const holder = buildRoot({
      subject: [['CN', 'CA cũ']],
      key,
      serial: 1n,
      notBefore: hours(-99),
      notAfter: hours(-48),
    })
    const { out } = await take([await bring('root.cer', holder.certificate)], [certificate(holder.certificate).sha256])
    expect(out).toContain('đã hết hạn ngày 09/08/2021')
  })
})

describe('list', () => {
  test('shows authorities and the newest list that each of them signed', async () => {
    await bring('root.cer', root.der)
    await bring('issuer.cer', issuer.der)
    await bring('old.crl', list({ number: 3, thisUpdate: hours(-72), nextUpdate: hours(-48) }))
    await bring('new.crl', list({ revoked: [{ serial: 9n, at: hours(-100) }] }))
    await take([brought], [root.sha256])
    await writeFile(at('lists', 'forged.crl'), list({ number: 99, thisUpdate: hours(-1), fault: 'damaged-signature' }))
    await writeFile(at('lists', 'changes.crl'), list({ number: 98, thisUpdate: hours(-1), deltaBase: 7 }))
    const { exit, out, err } = await look()
    expect([exit, err]).toEqual([EXIT.allValid, ''])
    expect(out.split('\n')).toEqual([
      'Tên                Hiệu lực                 SHA-256   Loại        Ghim',
      `RootCA thử nghiệm  01/01/2018 - 01/01/2031  ${root.sha256.slice(0, 8)}  gốc         bằng tay`,
      `    SHA-256: ${root.sha256}`,
      '    Danh sách thu hồi: chưa có',
      `CA thử nghiệm      01/01/2018 - 01/01/2031  ${issuer.sha256.slice(0, 8)}  trung gian  không`,
      `    SHA-256: ${issuer.sha256}`,
      '    Danh sách thu hồi: số 7, lập ngày 10/08/2021, kỳ sau 12/08/2021 (còn hạn), 1 mục',
      '',
    ])
  })

  test('a list that is over says so; one that the service fetched is shown, too', async () => {
    await bring('root.cer', root.der)
    await bring('issuer.cer', issuer.der)
    await bring('old.crl', list({ number: 3, thisUpdate: hours(-72), nextUpdate: hours(-48) }))
    await take([brought], [root.sha256])
    expect((await look()).out).toContain('số 3, lập ngày 08/08/2021, kỳ sau 09/08/2021 (quá hạn), 0 mục')
    const kept = await openKeptEvidence({
      folder: at('evidence'),
      shelf: openMaterialShelf(),
      clock: () => NOW,
      onFault: () => undefined,
    })
    await kept.keep(certificateList(list({ number: 300 })), 'http://ca.example/crl')
    await kept.close()
    expect((await look()).out).toContain('số 300, lập ngày 10/08/2021')
  })

  test('limits of an anchor, and a mistake that costs it its trust', async () => {
    await take([await bring('root.cer', root.der)], [root.sha256])
    const limit = {
      sha256: root.sha256,
      trustedFrom: '2018-08-22',
      trustedUntil: '2021-01-01',
      roles: ['signer'],
    }
    await writeFile(at('trust', 'anchors.json'), JSON.stringify([limit]))
    expect((await look()).out).toContain('Giới hạn: từ 22/08/2018; trước 01/01/2021; chỉ cho người ký')
    await writeFile(at('trust', 'anchors.json'), JSON.stringify([{ ...limit, role: 'signer' }]))
    const { out, err } = await look()
    expect(out).toContain('không tin')
    expect(err).toContain('không có thuộc tính "role"')
  })

  test('an empty folder says what to do', async () => {
    await mkdir(at('trust'))
    await mkdir(at('lists'))
    const { exit, out } = await look()
    expect([exit, out]).toEqual([EXIT.allValid, expect.stringContaining('trust -- import')])
  })
})

test('without a folder of certificates nothing is done', async () => {
  const { exit, err } = await run({ kind: 'trust', action: 'list' }, { trust: null })
  expect([exit, err]).toEqual([EXIT.misused, expect.stringContaining('SOKYSO_TRUST')])
})

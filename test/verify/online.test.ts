/** `sokyso verify --online`: revocation data from the hosts of the authority, and from nowhere else. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { type PkiServer, servePki } from '../../fixtures/pki-server.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { buildNamedWorld } from '../../fixtures/world.ts'
import { runVerify } from '../cli/run-here.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { SIGNED_AT } from '../validation/given.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let server: PkiServer
const path = (name: string) => join(folder.path, name)

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await servePki({})
  const validity = { from: '2018-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z' }
  const world = await buildNamedWorld(
    {
      listed: { at: '2021-08-10T12:00:00Z', until: '2039-01-01T00:00:00Z' },
      authorities: [
        { name: 'root', issuer: 'self', subject: [['CN', 'RootCA']], serial: 1n, listPath: '/root.crl', ...validity },
        { name: 'ca', issuer: 'root', subject: [['CN', 'CA']], serial: 2n, listPath: '/ca.crl', ...validity },
      ],
      members: [{ name: 'unit', issuer: 'ca', role: 'signer', subject: [['CN', 'UBND']], serial: 3n, ...validity }],
    },
    server.url,
  )
  server.change('/root.crl', { kind: 'bytes', body: world.list('root') })
  server.change('/ca.crl', { kind: 'bytes', body: world.list('ca') })
  await mkdir(path('trust'))
  for (const name of ['root', 'ca']) await writeFile(path(`trust/${name}.cer`), world.holder(name).certificate)
  const draft = await openDraft(await buildPlainPdf('Ke hoach'))
  await writeFile(path('a.pdf'), signPdf(draft, { cms: { signer: world.holder('unit') }, claimedAt: SIGNED_AT }).bytes)
})
afterAll(async () => {
  await server.close()
  await folder.remove()
})

const ARGS = ['--json', '--trust', 'trust', '--save-bundle', 'out', 'a.pdf']

test('offline nobody is asked', async () => {
  const { out } = await runVerify(folder.path, ARGS)
  expect(JSON.parse(out)).toMatchObject({ code: 'revocation-unknown' })
  expect(server.connections()).toBe(0)
})

test('a host that nobody named is not asked', async () => {
  const { out } = await runVerify(folder.path, ['--online', ...ARGS])
  expect(JSON.parse(out)).toMatchObject({ code: 'revocation-unknown' })
  expect(server.connections()).toBe(0)
})

test('online the lists come from where the certificates say, go into the bundle, and nothing else stays', async () => {
  await mkdir(path('tmp'))
  const { out, error, exit } = await online()
  expect({ error, exit }).toEqual({ error: '', exit: 0 })
  expect(JSON.parse(out)).toMatchObject({ code: 'valid' })
  expect(server.requests('/ca.crl')).toBe(1)
  expect(await readdir(path('tmp'))).toEqual([])
  const asked = server.requests()
  const bundle = join('out', `${JSON.parse(out).sha256}.zip`)
  expect(await runVerify(folder.path, ['--json', '--trust', 'trust', '--bundle', bundle])).toMatchObject({
    exit: 0,
    error: '',
  })
  expect(server.requests()).toBe(asked)
})

test('a host that does not answer is told once', async () => {
  for (const list of ['/ca.crl', '/root.crl']) server.change(list, { kind: 'reset' })
  const { out, error } = await online()
  expect(JSON.parse(out)).toMatchObject({ code: 'revocation-unknown' })
  expect(error).toBe('Không lấy được dữ liệu thu hồi từ 127.0.0.1 (unreachable).\n')
})

function online() {
  return runVerify(folder.path, ['--online', ...ARGS], undefined, {
    SOKYSO_FETCH_HOSTS: `127.0.0.1:${server.port}`,
    SOKYSO_FETCH_ADDRESSES: '127.0.0.1',
    TMPDIR: path('tmp'),
  })
}

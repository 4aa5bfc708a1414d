/** The service where there is no network, not even to ask for a name: what it cannot know is unknown, never valid. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { startService } from './service-process.ts'
import { smallPractice } from './small-practice.ts'

/** Tried, since containers often forbid it. */
const isAllowed = spawnSync('unshare', ['-n', 'true']).status === 0
const why = isAllowed ? '' : 'needs the right to leave the network (unshare -n), as root has it outside of containers'

describe.skipIf(!isAllowed)(`a service without a network ${why}`, () => {
  test('concludes nothing from revocation data that it cannot fetch, nor from keys of domains that it cannot look up', async () => {
    const folder = await temporaryFolder()
    onTestFinished(folder.remove)
    const { practice, environment, deliver } = await smallPractice(folder.path, 4)
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const signed = async (bytes: Uint8Array) => {
      const plan = { signingDomain: 'huonghoa.example', selector: 's', privateKey: key }
      const { signatures } = await dkimSign(Buffer.from(bytes), { ...plan, signatureData: [plan] })
      return Buffer.concat([Buffer.from(signatures), bytes])
    }
    const letters = await Promise.all(
      practice.letters.map(async (letter) => ({ ...letter, bytes: await signed(letter.bytes) })),
    )
    await deliver(letters)
    const { SOKYSO_CRL: _, ...rest } = environment
    const settings = { ...rest, SOKYSO_HOST: '0.0.0.0', SOKYSO_FETCH: 'on', SOKYSO_DKIM: 'on' }
    const hosts = { SOKYSO_FETCH_HOSTS: 'pki.huonghoa.example' }
    const service = await startService({ ...settings, ...hosts }, 'serve', ['unshare', '-n'])
    onTestFinished(async () => void (await service.end('SIGKILL')))
    const store = await openSqliteStore(join(folder.path, 'data/sokyso.db'))
    onTestFinished(() => store.close())
    const done = { letters: letters.length, lettersWaiting: 0, documentsWaiting: 0 }
    await expect.poll(() => store.progress(), { timeout: 240_000, interval: 200 }).toMatchObject(done)
    const reports = (await store.judgedSubmissions()).map(({ report }) => report)
    expect(reports.filter((report) => report?.code === 'revocation-unknown').length).toBeGreaterThan(5)
    expect(reports.filter((report) => report?.outcome === 'valid')).toEqual([])
    const origins = (await store.letters({ offset: 0, limit: 100 })).flatMap(({ origin }) => origin ?? [])
    expect(origins.length).toBeGreaterThan(5)
    expect(origins.flatMap(({ dkim }) => dkim.map(({ result }) => result))).toEqual(origins.map(() => 'unknown'))
    expect(new Set(origins.map(({ sender }) => sender))).toEqual(new Set(['unknown']))
  }, 300_000)
})

/** The service on a small disk that fills up, and on one that cannot be written any more. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'
import { visitorIn } from './visitor.ts'

const WITHIN = { timeout: 120_000, interval: 200 }

const mount = (...args: readonly string[]) => execFileSync('mount', args, { stdio: 'pipe' })

/** Tried, since containers often forbid it, also to root. Null where it may be done. */
function mountMissing(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'mount-'))
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place)
    execFileSync('umount', [place])
    return null
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return 'needs the right to mount a file system, as root has it outside of containers'
  } finally {
    rmSync(place, { recursive: true })
  }
}

async function textOf(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return (await (await fetch(url, { headers })).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

const why = mountMissing()
describe.skipIf(why !== null)(`the disk of the service ${why ?? ''}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let practice: SmallPractice
  let data: string
  let service: ServiceProcess | null
  const mounts: string[] = []
  beforeEach(async () => {
    folder = await temporaryFolder()
    practice = await smallPractice(folder.path, 3)
    data = practice.environment.SOKYSO_DATA ?? expect.unreachable()
    service = null
  })
  afterEach(async () => {
    await service?.end('SIGKILL')
    for (const place of mounts.splice(0).reverse()) execFileSync('umount', [place])
    await folder.remove()
  })

  async function fillDisk(path: string, leave: number) {
    const { bavail, bsize } = await statfs(data)
    try {
      await writeFile(path, Buffer.alloc(Math.max(0, bavail * bsize - leave), 1))
    } catch (error) {
      // The service took some of it meanwhile: it is full all the same.
      expect(error).toMatchObject({ code: 'ENOSPC' })
    }
  }

  /** What has a final name is whole. */
  async function expectWhole(content: string) {
    for (const path of await readdir(content, { recursive: true })) {
      const name = path.split('/').at(-1) ?? ''
      if (!/^[0-9a-f]{64}$/.test(name)) continue
      expect(sha256(await readFile(join(content, path)))).toBe(name)
    }
  }

  test('a full disk loses no letter: no partial file is visible, the page says why, and it goes on when there is room', async () => {
    mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', data)
    mounts.push(data)
    service = await startService({ ...practice.environment, SOKYSO_MIN_FREE_MB: '0' })
    // Long enough ago that each page would note the session anew, which it cannot.
    const headers = await visitorIn(join(data, 'sokyso.db'), (Date.now() - 10 * 60_000) as Instant)
    await fillDisk(join(data, 'filler'), 96 * 1024)
    await practice.deliver(practice.practice.letters)
    await vi.waitFor(async () => expect(await textOf(`${service?.url}/`, headers)).toContain('đã đầy'), WITHIN)
    await fillDisk(join(data, 'more'), 0)
    for (const path of ['/', '/thu', '/tinh-trang', '/hop-thu', '/chua-xac-dinh']) {
      expect([path, (await fetch(`${service.url}${path}`, { headers })).status]).toEqual([path, 200])
    }
    await rm(join(data, 'more'))
    await expectWhole(join(data, 'content'))
    await rm(join(data, 'filler'))
    const store = await openSqliteStore(join(data, 'sokyso.db'))
    await practice.expectCounted(store)
    await store.close()
    await expectWhole(join(data, 'content'))
    expect(await service.end('SIGTERM')).toBe(0)
  }, 300_000)

  test('below the free space that is demanded letters stay in the mailbox, the page says so, and it goes on by itself', async () => {
    mount('-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', data)
    mounts.push(data)
    await fillDisk(join(data, 'filler'), 20 * 1024 * 1024)
    await practice.deliver(practice.practice.letters)
    service = await startService({ ...practice.environment, SOKYSO_MIN_FREE_MB: '25' })
    const headers = await visitorIn(join(data, 'sokyso.db'))
    await vi.waitFor(async () => expect(await textOf(`${service?.url}/hop-thu`, headers)).toContain('sắp đầy'), WITHIN)
    const store = await openSqliteStore(join(data, 'sokyso.db'))
    expect((await store.progress()).letters).toBe(0)
    await rm(join(data, 'filler'))
    await practice.expectCounted(store)
    await store.close()
    expect(await service.end('SIGTERM')).toBe(0)
  }, 300_000)

  test('a store of files that cannot be written loses no letter', async () => {
    const content = join(data, 'content')
    await mkdir(content)
    await chmod(content, 0o700)
    mount('--bind', content, content)
    mounts.push(content)
    service = await startService({ ...practice.environment, SOKYSO_MIN_FREE_MB: '0' })
    const headers = await visitorIn(join(data, 'sokyso.db'))
    // Refused as busy while the service has a file of its trial open for writing.
    await vi.waitFor(() => mount('-o', 'remount,ro,bind', content), WITHIN)
    await practice.deliver(practice.practice.letters)
    await vi.waitFor(
      async () => expect(await textOf(`${service?.url}/hop-thu`, headers)).toContain('không ghi được'),
      WITHIN,
    )
    mount('-o', 'remount,rw,bind', content)
    const store = await openSqliteStore(join(data, 'sokyso.db'))
    await practice.expectCounted(store)
    await store.close()
    expect(await service.end('SIGTERM')).toBe(0)
  }, 300_000)
})

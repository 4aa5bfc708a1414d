/** Pictures of the service: each is drawn once, kept, and waited for as long as somebody has patience. */
import { describe, expect, test } from 'vitest'
import type { Sha256 } from '../../src/lang.ts'
import { type DrawPagesPorts, drawPages } from '../../src/serve/draw-pages.ts'
import type { DrawnPage, NoPicture } from '../../src/validation/modification/drawn-page.ts'
import type { PagePicture } from '../../src/validation/modification/page-pictures.ts'
import { sha } from '../tally/build.ts'

const PICTURE: PagePicture = {
  ...{ signature: 1, page: 2, change: 'changed', before: 1, after: null, places: [], compared: true, seals: [] },
}
const DRAWN = {
  kind: 'drawn',
  before: null,
  after: { png: Buffer.from('png'), width: 3, height: 4, page: 2 },
  boxes: [],
  sameSize: true,
} as const satisfies DrawnPage
const PATIENCE = 60_000

/** A folder in memory, and a renderer that answers as it is told and counts what it is asked. */
function opened(answer: DrawnPage | Promise<DrawnPage>, changes: Partial<DrawPagesPorts> = {}) {
  const kept = new Map<Sha256, typeof DRAWN>()
  const seen = { asked: [] as string[], none: [] as NoPicture[], faults: [] as unknown[] }
  const draw = drawPages({
    files: { path: (sha256) => `content/${sha256}` },
    pool: {
      draw: async ({ path }) => {
        seen.asked.push(path)
        return answer
      },
    },
    folder: {
      get: async (key) => kept.get(key) ?? null,
      put: async (key) => void kept.set(key, DRAWN),
    },
    onNone: (why) => seen.none.push(why),
    onFault: (error) => seen.faults.push(error),
    ...changes,
  })
  return { draw, seen }
}

describe('a picture', () => {
  test('is drawn once, and kept for the next who asks', async () => {
    const { draw, seen } = opened(DRAWN)
    for (const _ of [1, 2]) expect(await draw(sha('a'), PICTURE, PATIENCE)).toEqual(DRAWN)
    expect(seen.asked).toEqual([`content/${sha('a')}`])
  })

  test('that two ask for at once is drawn once', async () => {
    const { draw, seen } = opened(DRAWN)
    await Promise.all([draw(sha('a'), PICTURE, PATIENCE), draw(sha('a'), PICTURE, PATIENCE)])
    expect(seen.asked).toHaveLength(1)
  })

  test('of another document, page or revision is another one', async () => {
    const { draw, seen } = opened(DRAWN)
    await draw(sha('a'), PICTURE, PATIENCE)
    await draw(sha('b'), PICTURE, PATIENCE)
    await draw(sha('a'), { ...PICTURE, page: 3 }, PATIENCE)
    await draw(sha('a'), { ...PICTURE, before: 2 }, PATIENCE)
    expect(seen.asked).toHaveLength(4)
  })

  test('that takes longer than the patience is not yet there, and there when asked for again', async () => {
    const { promise, resolve } = Promise.withResolvers<DrawnPage>()
    const { draw, seen } = opened(promise)
    expect(await draw(sha('a'), PICTURE, 1)).toEqual({ kind: 'none', why: 'not-yet' })
    resolve(DRAWN)
    expect(await draw(sha('a'), PICTURE, PATIENCE)).toEqual(DRAWN)
    expect(seen.asked).toHaveLength(1)
  })

  const reasons: readonly { why: NoPicture; times: number }[] = [
    { why: 'limit', times: 1 },
    { why: 'unreadable', times: 1 },
    { why: 'too-large', times: 1 },
    { why: 'no-page', times: 1 },
    { why: 'busy', times: 2 },
    { why: 'failed', times: 2 },
    { why: 'no-renderer', times: 2 },
  ]
  test.each(reasons)(
    'that cannot be drawn ($why) is tried $times times of two, and told each time',
    async ({ why, times }) => {
      const { draw, seen } = opened({ kind: 'none', why })
      for (const _ of [1, 2]) expect(await draw(sha('a'), PICTURE, PATIENCE)).toEqual({ kind: 'none', why })
      expect(seen.asked).toHaveLength(times)
      expect(seen.none).toHaveLength(times)
    },
  )

  test('is shown although the folder can neither be read nor written', async () => {
    const broken = async () => Promise.reject(new Error('no space left'))
    const { draw, seen } = opened(DRAWN, { folder: { get: broken, put: broken } })
    expect(await draw(sha('a'), PICTURE, PATIENCE)).toEqual(DRAWN)
    expect(seen.faults).toHaveLength(2)
  })

  test('whose drawing fails when nobody waits any more is told to us alone', async () => {
    const { promise, reject } = Promise.withResolvers<DrawnPage>()
    const { draw, seen } = opened(promise)
    await draw(sha('a'), PICTURE, 1)
    reject(new Error('a bug of ours'))
    await expect.poll(() => seen.faults).toHaveLength(1)
  })
})

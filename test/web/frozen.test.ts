/** The count as it was frozen, beside that of now. */
import { expect, test } from 'vitest'
import type { Campaign } from '../../src/campaign/campaign.ts'
import type { Instant } from '../../src/lang.ts'
import { countTally } from '../../src/tally/tally.ts'
import { campaign } from '../tally/build.ts'
import { useDesk } from './desk.ts'
import { useHouse } from './people.ts'

const house = useHouse()
const desk = useDesk(house)

const WHY = { 'ly-do': 'checked-otherwise', 'giai-trinh': 'Đã đối chiếu với bản giấy' }

async function freeze(at: Instant, by: Campaign = campaign) {
  const count: Parameters<ReturnType<typeof desk.store>['freezeTally']>[2] = (register, submissions, decisions) =>
    countTally(by, register, submissions, decisions)
  expect(await desk.store().freezeTally(by.id, at, count)).toBe(true)
}

test('before it is frozen the page says when that will be', async () => {
  const lan = await desk.colleague('Lan')
  await lan.look('/dot/chot')
  expect(lan.words()).toContain('Chưa đến lúc chốt')
  house.now = (campaign.freezesAt + 1) as Instant
  const binh = await desk.colleague('Bình')
  await binh.look('/dot/chot')
  expect(binh.words()).toContain('Đã đến lúc chốt')
})

test('what has changed nothing since is the same', async () => {
  await desk.send('a')
  await freeze(campaign.freezesAt)
  const lan = await desk.colleague('Lan')
  await lan.look('/')
  expect(lan.words()).toContain('trùng với hiện nay')
  await lan.look('/dot/chot')
  expect(lan.words()).toContain('Số liệu của mọi đơn vị vẫn như khi chốt')
})

test('each unit that stands otherwise is told with the reason', async () => {
  const document = await desk.send('a', { code: 'annotation-added' })
  const stranger = await desk.send('b', { sender: 'ai-do@example.vn', signedBy: 'Nguyễn Văn A' })
  await freeze((house.now - 1) as Instant)
  const lan = await desk.colleague('Lan')
  for (const [path, fields] of [
    [`/van-ban/${document}/quyet-dinh/chap-nhan`, {}],
    [`/van-ban/${stranger}/quyet-dinh/gan-don-vi`, { 'don-vi': 'xy' }],
  ] as const) {
    await lan.look(path)
    expect((await lan.send(path, { ...WHY, ...fields })).status).toBe(303)
  }
  await lan.look('/')
  expect(lan.words()).toContain('2 đơn vị nay có số liệu khác')
  await lan.look('/dot/chot')
  const words = lan.words()
  expect(words).toMatch(/UBND xã Húc Cần xử lý \(0\/3\) Thiếu 2 \(1\/3\)/)
  expect(words).toContain('Quyết định sau khi chốt: Chấp nhận lúc')
  expect(words).toMatch(/UBND xã Xy Chưa nộp \(0\/3\) Thiếu 2 \(1\/3\)/)
  expect(words).toContain('Chưa được tính, chưa rõ đơn vị → Được tính, UBND xã Xy')
  expect(words).toContain('Cán bộ gán đơn vị sau khi chốt.')
  expect(words).toMatch(/Văn bản được tính 0 2/)
})

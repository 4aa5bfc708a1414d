/** Decisions over HTTP, on a real store: what is asked for, what is kept, what is shown, and how it is taken back. */
import { describe, expect, test } from 'vitest'
import type { Sha256 } from '../../src/lang.ts'
import { hashOf } from '../store/sample-rows.ts'
import { HUC, useDesk, XY } from './desk.ts'
import { useHouse } from './people.ts'

const house = useHouse()
const desk = useDesk(house)

const WHY = { 'ly-do': 'checked-otherwise', 'giai-trinh': 'Đã đối chiếu với bản giấy' }
const at = (document: Sha256, deed: string) => `/van-ban/${document}/quyet-dinh/${deed}`

/** Opens the form as a person does, and sends it. */
async function decide(
  browser: Awaited<ReturnType<typeof desk.colleague>>,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  expect((await browser.look(path)).status).toBe(200)
  return browser.send(path.split('?')[0] ?? '', { ...WHY, ...fields })
}

describe('a document of which nobody knows whose it is', () => {
  test('waits on the list, is assigned, and is gone from there', async () => {
    const document = await desk.send('a', { sender: 'ai-do@example.vn', signedBy: 'Nguyễn Văn A' })
    const lan = await desk.colleague('Lan')
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Chưa rõ đơn vị 1')
    await lan.look('/')
    expect(lan.words()).toContain('1 việc cần xử lý')
    const answer = await decide(lan, `${at(document, 'gan-don-vi')}?tu=can-xu-ly`, { 'don-vi': 'huc', tu: 'can-xu-ly' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/can-xu-ly?da=1#da-ghi'])
    await lan.look('/can-xu-ly?da=1')
    expect(lan.words()).toContain('Đã ghi quyết định số 1: Gán đơn vị: UBND xã Húc')
    expect(lan.words()).toContain('Không còn việc')
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
    const [kept] = await desk.store().decisions()
    expect(kept).toMatchObject({
      ...{ by: 'Cán bộ Lan', role: 'Cán bộ', at: house.now, paper: null },
      reason: { code: 'checked-otherwise', text: 'Đã đối chiếu với bản giấy' },
      machine: { outcome: 'valid', code: 'valid', fate: 'counts', unit: null },
    })
    expect(await house.audit()).toContain(`decided ${document}`)
  })

  test('is of nobody again when the decision is undone, which can be undone too', async () => {
    const document = await desk.send('a', { sender: 'ai-do@example.vn', signedBy: 'Nguyễn Văn A' })
    const lan = await desk.colleague('Lan')
    await decide(lan, at(document, 'gan-don-vi'), { 'don-vi': 'huc' })
    await lan.look(`/van-ban/${document}`)
    expect(lan.page()).toContain('href="/quyet-dinh/1/huy"')
    const undone = await decide(lan, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })
    expect(undone.status).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0 })
    await lan.look('/quyet-dinh/1/huy')
    expect(lan.words()).toContain('đã được hủy')
    await decide(lan, '/quyet-dinh/2/huy', { 'ly-do': 'decided-by-mistake' })
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
    await lan.look('/quyet-dinh')
    expect(lan.words()).toContain('Chữ ký hợp lệ; chưa được tính; chưa rõ đơn vị')
    expect(lan.words()).toContain('3 quyết định')
  })

  test('teaches the register its sender, after showing what else would change', async () => {
    const first = await desk.send('a', { sender: 'vanthu.huc@example.vn', signedBy: 'Nguyễn Văn A' })
    const second = await desk.send('b', { sender: 'vanthu.huc@example.vn', signedBy: 'Nguyễn Văn A' })
    const lan = await desk.colleague('Lan')
    const fields = { 'don-vi': 'huc', 'nho-dia-chi': '1' }
    const preview = await decide(lan, at(first, 'gan-don-vi'), fields)
    expect(preview.status).toBe(200)
    expect(lan.words()).toContain('Xem trước khi ghi nhớ')
    expect(lan.page()).toContain(`/van-ban/${second}`)
    expect(lan.page()).not.toContain(`<a href="/van-ban/${first}">a.pdf`)
    expect(await desk.store().decisions()).toEqual([])
    const done = await lan.send(at(first, 'gan-don-vi'))
    expect(done.status).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 2 })
    const [change] = await desk.store().registerHistory()
    expect(change).toMatchObject({ by: 'Cán bộ Lan', decision: 1 })
    expect(change?.units[0]?.addresses).toContain('vanthu.huc@example.vn')
    await lan.look('/quyet-dinh/1/huy')
    expect(lan.words()).toContain('đã nhớ theo quyết định này vẫn còn')
  })

  test('teaches nothing by a preview that another change of the register has overtaken', async () => {
    const document = await desk.send('a', { sender: 'vanthu.huc@example.vn', signedBy: 'Nguyễn Văn A' })
    const lan = await desk.colleague('Lan')
    await decide(lan, at(document, 'gan-don-vi'), { 'don-vi': 'huc', 'nho-dia-chi': '1' })
    const preview = lan.page()
    const { change } = await desk.store().register()
    const why = { at: house.now, by: 'B', why: 'Sửa', decision: null, units: [{ ...XY, code: '1' }] }
    await desk.store().changeRegister(change, why)
    expect(preview).toContain('name="xac-nhan"')
    // What was confirmed is no longer what would be done: it is shown anew.
    expect((await lan.send(at(document, 'gan-don-vi'))).status).toBe(200)
    expect(await desk.store().decisions()).toEqual([])
  })

  test('is not asked to be remembered where it would be two units’', async () => {
    const document = await desk.send('a', { sender: 'xy@quangtri.gov.vn', signedBy: 'UBND xã Húc' })
    const lan = await desk.colleague('Lan')
    await lan.look(at(document, 'gan-don-vi'))
    expect(lan.page()).not.toContain('nho-dia-chi')
  })
})

describe('a document that the machine left open', () => {
  test('is accepted under a mark of its own, the verdict beside it', async () => {
    const document = await desk.send('a', { code: 'annotation-added' })
    const lan = await desk.colleague('Lan')
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Chưa kết luận 1')
    expect((await decide(lan, at(document, 'chap-nhan'), {})).status).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1, byPerson: 1 })
    await lan.look(`/van-ban/${document}`)
    expect(lan.words()).toContain('✔ thủ công')
    expect(lan.words()).toContain('Cán bộ phụ trách đã chấp nhận, nên văn bản được tính. Việc cần làm: Không cần')
    expect(lan.words()).toContain('Quyết định của cán bộ')
    expect(lan.words()).toContain('cần xem xét thủ công')
    // Where one decides again, what stands is told as a person's word too.
    await lan.look(at(document, 'tu-choi'))
    expect(lan.words()).toMatch(/Trong đợt nộp Được tính ✔ thủ công Chấp nhận lúc/)
  })

  test('is accepted against cryptography only by a paper', async () => {
    const document = await desk.send('a', { code: 'document-changed-after-signing' })
    const lan = await desk.colleague('Lan')
    expect((await decide(lan, at(document, 'chap-nhan'), {})).status).toBe(422)
    expect(lan.words()).toContain('Quyết định này cần số, ký hiệu của văn bản cho phép')
    expect(lan.page()).toContain('Đã đối chiếu với bản giấy')
    expect((await decide(lan, at(document, 'chap-nhan'), { 'so-van-ban': '15/UBND-NV' })).status).toBe(303)
    expect((await desk.store().decisions())[0]).toMatchObject({ paper: '15/UBND-NV', machine: { outcome: 'invalid' } })
  })

  const faults: readonly (readonly [name: string, fields: Readonly<Record<string, string>>, said: string])[] = [
    ['without a reason', { 'giai-trinh': '  ' }, 'Hãy ghi giải trình'],
    ['for a reason of another deed', { 'ly-do': 'same-content' }, 'Hãy chọn lý do'],
    ['for the reason that a form begins with', { 'ly-do': '' }, 'Hãy chọn lý do'],
    ['with a page of reasons', { 'giai-trinh': 'x'.repeat(2001) }, 'dài quá 2.000 ký tự'],
  ]
  test.each(faults)('is not refused %s', async (_, fields, said) => {
    const document = await desk.send('a')
    const lan = await desk.colleague('Lan')
    expect((await decide(lan, at(document, 'tu-choi'), fields)).status).toBe(422)
    expect(lan.words()).toContain(said)
    expect(await desk.store().decisions()).toEqual([])
  })

  test('is not decided about by whoever has not seen what the machine says now', async () => {
    const document = await desk.send('a', { code: 'annotation-added' })
    const lan = await desk.colleague('Lan')
    await lan.look(at(document, 'tu-choi'))
    await desk.send('a')
    expect((await lan.send(at(document, 'tu-choi'), WHY)).status).toBe(422)
    expect(lan.words()).toContain('đã thay đổi sau khi mở biểu mẫu')
    expect((await lan.send(at(document, 'tu-choi'), WHY)).status).toBe(303)
  })
})

describe('a scan', () => {
  test('is named by what a person read on it', async () => {
    const document = await desk.send('a')
    const lan = await desk.colleague('Lan')
    const fields = {
      so: '05',
      'ky-hieu': 'KH-UBND',
      ngay: '5/8/2021',
      'ten-loai': 'Kế hoạch',
      'trich-yeu': '<b>Về an toàn</b>',
    }
    const why = { 'ly-do': 'read-on-page' }
    expect((await decide(lan, at(document, 'thong-tin'), { ...why, ...fields, ngay: '31/2/2021' })).status).toBe(422)
    expect(lan.words()).toContain('Ngày văn bản viết theo dạng')
    expect((await decide(lan, at(document, 'thong-tin'), { ...why, ...fields })).status).toBe(303)
    await lan.look(`/van-ban/${document}`)
    expect(lan.words()).toContain('Kế hoạch số 05/KH-UBND ngày 05/8/2021')
    expect(lan.words()).toContain('do cán bộ phụ trách ghi')
    expect(lan.page()).not.toContain('<b>Về an toàn')
    await decide(lan, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })
    await lan.look(`/van-ban/${document}`)
    expect(lan.words()).not.toContain('Kế hoạch số 05')
  })
})

describe('two documents under one number', () => {
  const sketch = (first: number) => Array.from({ length: 63 }, (_, index) => first * 1000 + index)
  const sendBoth = async () => [
    await desk.send('a', { number: '12', sketch: sketch(1) }),
    await desk.send('b', { number: '12', sketch: sketch(2) }),
  ]

  test.each([
    ['gop', { valid: 1, review: 0, duplicate: 1 }, 'đang được coi là một văn bản'],
    ['khong-trung', { valid: 2, review: 0, duplicate: 0 }, 'hai văn bản khác nhau'],
  ])('are compared, and said to be %s', async (verdict, expected, said) => {
    const [a, b] = await sendBoth()
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1, review: 1 })
    const lan = await desk.colleague('Lan')
    await lan.look('/can-xu-ly')
    expect(lan.page()).toContain(`/trung/${a}/${b}`)
    expect((await decide(lan, `/trung/${a}/${b}`, { 'ket-luan': verdict })).status).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject(expected)
    await lan.look(`/trung/${a}/${b}?da=1`)
    expect(lan.words()).toContain(said)
    expect(lan.words()).toContain('Đã ghi quyết định số 1')
    await decide(lan, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1, review: 1 })
  })

  test('that were merged are split off again', async () => {
    const [a, b] = await sendBoth()
    const lan = await desk.colleague('Lan')
    await decide(lan, `/trung/${a}/${b}`, { 'ket-luan': 'gop' })
    expect((await decide(lan, `/trung/${a}/${b}`, { 'ket-luan': 'tach' })).status).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 2, duplicate: 0 })
  })
})

describe('a unit', () => {
  test('is given more time by a paper, and shows it', async () => {
    const lan = await desk.colleague('Lan')
    const path = '/don-vi/huc/yeu-cau'
    expect((await decide(lan, path, { 'ly-do': 'hindrance', han: '5/9/2021' })).status).toBe(422)
    expect((await decide(lan, path, { 'ly-do': 'hindrance', han: '5/8/2021', 'so-van-ban': '9/UBND' })).status).toBe(
      422,
    )
    expect(lan.words()).toContain('không được sớm hơn hạn chung')
    const answer = await decide(lan, path, {
      'ly-do': 'hindrance',
      han: '5/9/2021',
      'so-luong': '2',
      'so-van-ban': '9/UBND',
    })
    expect(answer.headers.get('location')).toBe('/don-vi/huc?da=1')
    const huc = await desk.unitTally(HUC)
    expect([huc.required, new Date(huc.deadline).toISOString()]).toEqual([2, '2021-09-05T17:00:00.000Z'])
    await lan.look('/don-vi/huc')
    expect(lan.words()).toContain('chậm nhất 23:59:59 ngày 05/9/2021')
    expect(lan.words()).toContain('Yêu cầu riêng')
  })

  test('with a deadline of its own is early or late by that one, wherever it is told', async () => {
    const document = await desk.send('a', { code: 'annotation-added' })
    const lan = await desk.colleague('Lan')
    const terms = { 'ly-do': 'hindrance', han: '5/9/2021', 'so-van-ban': '9/UBND' }
    expect((await decide(lan, '/don-vi/huc/yeu-cau', terms)).status).toBe(303)
    const told: string[] = []
    for (const page of ['/don-vi/huc', '/can-xu-ly', at(document, 'chap-nhan')]) {
      await lan.look(page)
      told.push(/sớm \d+ ngày/.exec(lan.words())?.[0] ?? '')
    }
    expect(told).toEqual(['sớm 16 ngày', 'sớm 16 ngày', 'sớm 16 ngày'])
  })

  test('has notes that change nothing', async () => {
    const lan = await desk.colleague('Lan')
    const before = await desk.unitTally(HUC)
    await decide(lan, '/don-vi/huc/ghi-chu', { 'ly-do': 'other', 'giai-trinh': 'Đã gọi điện ngày 20/8' })
    expect(await desk.unitTally(HUC)).toEqual(before)
    await lan.look('/don-vi/huc')
    expect(lan.words()).toContain('Đã gọi điện ngày 20/8')
  })
})

describe('a letter', () => {
  const quarantined = async () => {
    const letter = hashOf('broken letter')
    const key = { account: 'noivu', folder: 'INBOX', uidValidity: '1', uid: '77' }
    await desk.store().recordLetter({ key, size: 9, receivedAt: house.now, messageId: null }, letter)
    await desk.store().quarantine(letter, 'unreadable', house.now)
    return letter
  }

  test('in quarantine is read once more', async () => {
    const letter = await quarantined()
    const lan = await desk.colleague('Lan')
    await lan.look(`/thu/${letter}`)
    expect((await lan.send(`/thu/${letter}/doc-lai`)).headers.get('location')).toBe(`/thu/${letter}?doc-lai=roi`)
    expect(await desk.store().letter(letter)).toMatchObject({ state: { kind: 'stored' } })
    expect(await desk.store().dueJobs(house.now, 10)).toHaveLength(1)
    expect(await house.audit()).toContain(`letter-read-again ${letter}`)
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Không còn việc')
  })

  test('in quarantine is set aside, and comes back when that is undone', async () => {
    const letter = await quarantined()
    const lan = await desk.colleague('Lan')
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Thư bị cách ly 1')
    await lan.look(`/thu/${letter}/bo-qua`)
    expect(lan.page()).toContain(
      '<select id="ly-do" name="ly-do" required><option value="" selected>Chọn lý do</option>',
    )
    await decide(lan, `/thu/${letter}/bo-qua`, { 'ly-do': 'no-submission' })
    await lan.look('/quyet-dinh')
    expect(lan.words()).toContain(`Thư ${letter.slice(0, 12)}`)
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Không còn việc')
    expect(await desk.store().census(house.now)).toMatchObject({ quarantinedSince: null })
    await decide(lan, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Thư bị cách ly 1')
    expect(await desk.store().census(house.now)).toMatchObject({ quarantinedSince: house.now })
  })

  test('that is decided about is a letter in the log, and the decision is told in words', async () => {
    const letter = await quarantined()
    const admin = await desk.colleague('Lan', 'admin')
    await decide(admin, `/thu/${letter}/bo-qua`, { 'ly-do': 'no-submission' })
    await admin.look('/nhat-ky')
    expect(admin.page()).toContain(`thư <a href="/thu/${letter}">`)
    expect(admin.page()).not.toContain(`/van-ban/${letter}`)
    expect(admin.words()).toContain('việc bỏ qua; lý do không phải văn bản nộp theo kế hoạch; quyết định số 1')
  })

  test('has a part set aside, and its documents go on being counted', async () => {
    const part = { path: '3', name: 'van-ban.rar', reason: 'unsupported-archive' } as const
    await desk.send('a', { unopened: [part] })
    const lan = await desk.colleague('Lan')
    const letter = hashOf('letter a')
    await lan.look(`/thu/${letter}`)
    const [, path = ''] = /href="(\/thu\/[0-9a-f]{64}\/bo-qua\?phan=[0-9a-f]{16})"/.exec(lan.page()) ?? []
    expect((await decide(lan, path, { 'ly-do': 'no-submission' })).status).toBe(303)
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Không còn việc')
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
  })
})

test('whoever comes back from what would be remembered finds all that was typed', async () => {
  const document = await desk.send('a', { sender: 'vanthu.huc@example.vn', signedBy: 'Nguyễn Văn A' })
  const lan = await desk.colleague('Lan')
  await decide(lan, at(document, 'gan-don-vi'), { 'don-vi': 'huc', 'nho-dia-chi': '1', 'so-van-ban': '9/UBND' })
  expect((await lan.send(at(document, 'gan-don-vi'), { 'quay-lai': '1' })).status).toBe(200)
  expect(lan.page()).toContain('Đã đối chiếu với bản giấy</textarea>')
  expect(lan.page()).toContain('value="9/UBND"')
  expect(lan.page()).toContain('<option value="huc" selected>')
  expect(lan.page()).toContain('name="nho-dia-chi" value="1" checked')
  expect(await desk.store().decisions()).toEqual([])
})

describe('two officers at one item', () => {
  test('the second is told who decided, and nothing is overwritten until he sends it again', async () => {
    const document = await desk.send('a', { code: 'annotation-added' })
    const [lan, binh] = [await desk.colleague('Lan'), await desk.colleague('Bình')]
    await lan.look(at(document, 'chap-nhan'))
    await binh.look(at(document, 'tu-choi'))
    expect((await lan.send(at(document, 'chap-nhan'), WHY)).status).toBe(303)
    expect((await binh.send(at(document, 'tu-choi'), WHY)).status).toBe(409)
    expect(binh.words()).toContain(
      'Người khác đã quyết định trước: Chấp nhận lúc 23/08/2021 08:00:00 (GMT+7), Cán bộ Lan',
    )
    expect(binh.page()).toContain('Đã đối chiếu với bản giấy')
    expect(await desk.store().decisions()).toHaveLength(1)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
    expect((await binh.send(at(document, 'tu-choi'), WHY)).status).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0 })
  })

  test('who work on two items do not disturb each other', async () => {
    const [a, b] = [await desk.send('a'), await desk.send('b')]
    const [lan, binh] = [await desk.colleague('Lan'), await desk.colleague('Bình')]
    await lan.look(at(a, 'tu-choi'))
    await binh.look(at(b, 'tu-choi'))
    expect((await lan.send(at(a, 'tu-choi'), WHY)).status).toBe(303)
    expect((await binh.send(at(b, 'tu-choi'), WHY)).status).toBe(303)
  })

  test('who send at the same moment leave one decision', async () => {
    const document = await desk.send('a')
    const [lan, binh] = [await desk.colleague('Lan'), await desk.colleague('Bình')]
    for (const browser of [lan, binh]) await browser.look(at(document, 'tu-choi'))
    const answers = await Promise.all([lan, binh].map((browser) => browser.send(at(document, 'tu-choi'), WHY)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
  })

  test('who undo the same decision undo it once', async () => {
    const document = await desk.send('a')
    const [lan, binh] = [await desk.colleague('Lan'), await desk.colleague('Bình')]
    await decide(lan, at(document, 'tu-choi'), {})
    for (const browser of [lan, binh]) await browser.look('/quyet-dinh/1/huy')
    const why = { ...WHY, 'ly-do': 'decided-by-mistake' }
    expect((await lan.send('/quyet-dinh/1/huy', why)).status).toBe(303)
    expect((await binh.send('/quyet-dinh/1/huy', why)).status).toBe(409)
    expect(await desk.store().decisions()).toHaveLength(2)
  })
})

describe('a file that two letters brought', () => {
  test('is refused of the one unit, and counts for the other', async () => {
    const document = await desk.send('a', { signedBy: 'Nguyễn Văn A' })
    await desk.send('a', { signedBy: 'Nguyễn Văn A', sender: 'xy@quangtri.gov.vn', letter: 'another' })
    const lan = await desk.colleague('Lan')
    await lan.look('/can-xu-ly')
    expect(lan.words()).toContain('Hai đơn vị cùng nộp 2')
    await lan.look(at(document, 'tu-choi'))
    const [, scope = ''] = /<option value="([0-9a-f]{16})">Chỉ tệp do xy@quangtri.gov.vn gửi/.exec(lan.page()) ?? []
    expect((await lan.send(at(document, 'tu-choi'), { ...WHY, 'ly-do': 'not-of-unit', 'pham-vi': scope })).status).toBe(
      303,
    )
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
    expect(await desk.unitTally(XY)).toMatchObject({ valid: 0, refused: 1 })
  })

  test('is never decided about as a whole where one of them was meant', async () => {
    const document = await desk.send('a')
    const lan = await desk.colleague('Lan')
    await lan.look(at(document, 'tu-choi'))
    expect(lan.page()).not.toContain('name="pham-vi"')
    // A scope that is none is never taken for the whole document.
    expect((await lan.send(at(document, 'tu-choi'), { ...WHY, 'pham-vi': 'f'.repeat(16) })).status).toBe(404)
    expect(await desk.store().decisions()).toEqual([])
  })
})

test('whoever may only look sees the list without verbs, and no form', async () => {
  const document = await desk.send('a', { sender: 'ai-do@example.vn', signedBy: 'Nguyễn Văn A' })
  const leader = await desk.colleague('Sơn', 'leader')
  await leader.look('/can-xu-ly')
  expect(leader.words()).toContain('Chưa rõ đơn vị 1')
  expect(leader.page()).not.toContain('/quyet-dinh/gan-don-vi')
  await leader.look(`/van-ban/${document}`)
  expect(leader.page()).not.toContain('/quyet-dinh/')
  expect((await leader.look(at(document, 'gan-don-vi'))).status).toBe(403)
})

/** Four eyes over HTTP: what one officer has accepted waits for another, and nobody decides about his own unit. */
import { describe, expect, test } from 'vitest'
import type { Sha256 } from '../../src/lang.ts'
import { countTally } from '../../src/tally/tally.ts'
import { scopeOf } from '../../src/web/document-desk.ts'
import { hashOf } from '../store/sample-rows.ts'
import { campaign } from '../tally/build.ts'
import { HUC, useDesk, XY } from './desk.ts'
import { useHouse } from './people.ts'

const house = useHouse()
const desk = useDesk(house, { acceptance: 'two-officers' })

const WHY = { 'ly-do': 'checked-otherwise', 'giai-trinh': 'Đã đối chiếu với bản giấy' }
const at = (document: Sha256, deed: string) => `/van-ban/${document}/quyet-dinh/${deed}`
type Browser = Awaited<ReturnType<typeof desk.colleague>>

/** Opens the form as a person does, and sends it. */
async function decide(browser: Browser, path: string, fields: Readonly<Record<string, string>> = {}): Promise<number> {
  expect((await browser.look(path)).status).toBe(200)
  return (await browser.send(path, { ...WHY, ...fields })).status
}

/** A document of Húc that the machine left open, accepted by Lan. */
async function proposed() {
  const document = await desk.send('a', { code: 'annotation-added' })
  const [lan, minh] = [await desk.colleague('Lan'), await desk.colleague('Minh')]
  expect(await decide(lan, at(document, 'chap-nhan'))).toBe(303)
  return { document, lan, minh }
}

describe('what one of two officers has accepted', () => {
  test('counts nothing, waits on the list, and counts once another has confirmed it', async () => {
    const { document, lan, minh } = await proposed()
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, review: 1, state: 'needs-person' })
    await minh.look('/can-xu-ly')
    expect(minh.words()).toContain('Chờ người thứ hai xác nhận 1')
    expect(minh.words()).toMatch(/Đề nghị chấp nhận lúc .*, Cán bộ Lan/)
    expect(minh.page()).toContain(`data-key="a" href="${at(document, 'xac-nhan')}?tu=can-xu-ly"`)
    expect(minh.page()).toContain('data-key="r" href="/quyet-dinh/1/huy"')
    await lan.look('/can-xu-ly')
    expect(lan.page()).not.toContain('xac-nhan?tu')
    expect(lan.words()).toContain('Rút đề nghị')
    expect(await decide(minh, at(document, 'xac-nhan'))).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1, byPerson: 1, review: 0 })
    await minh.look(`/van-ban/${document}`)
    expect(minh.words()).toContain('✔ thủ công')
    await minh.look('/quyet-dinh')
    expect(minh.words()).toMatch(/Xác nhận chấp nhận số 1 .*Đề nghị chấp nhận \(đã xác nhận\)/)
    expect(await house.audit()).toEqual([`decided ${document}`, `decided ${document}`])
    const entries = await house.store.auditEntriesBehind(0, 100)
    expect(entries.flatMap(({ facts }) => facts.ruling ?? [])).toEqual(['propose', 'confirm'])
  })

  test('is not confirmed by the same person twice', async () => {
    const { document, lan } = await proposed()
    expect(await decide(lan, at(document, 'xac-nhan'))).toBe(422)
    expect(lan.words()).toContain('Người đề nghị không tự xác nhận được')
    expect(await desk.store().decisions()).toHaveLength(1)
    // Nor by her accepting it once more.
    expect(await decide(lan, at(document, 'chap-nhan'))).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, review: 1 })
  })

  test('is taken back by the first, or not confirmed by the other, and is as before', async () => {
    const { document, lan, minh } = await proposed()
    expect(await decide(lan, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })).toBe(303)
    await minh.look('/can-xu-ly')
    expect(minh.words()).toContain('Chưa kết luận 1')
    expect(await decide(minh, at(document, 'xac-nhan'))).toBe(422)
    expect(minh.words()).toContain('Không có đề nghị chấp nhận nào chờ xác nhận')
    expect(await decide(lan, at(document, 'chap-nhan'))).toBe(303)
    expect(await decide(minh, '/quyet-dinh/3/huy', { 'ly-do': 'checked-otherwise' })).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, review: 1 })
  })

  test('waits again when the other takes his word back, which the first cannot restore', async () => {
    const { document, lan, minh } = await proposed()
    await decide(minh, at(document, 'xac-nhan'))
    expect(await decide(minh, '/quyet-dinh/2/huy', { 'ly-do': 'decided-by-mistake' })).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, review: 1 })
    expect(await decide(lan, '/quyet-dinh/3/huy', { 'ly-do': 'decided-by-mistake' })).toBe(422)
    expect(lan.words()).toContain('hãy chấp nhận lại văn bản')
    expect(await desk.store().decisions()).toHaveLength(3)
  })

  test('waits for nobody once the machine says that it is valid, and counts as the machine says', async () => {
    const { document, minh } = await proposed()
    await desk.send('a', { code: 'valid', letter: 'a again' })
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1, byPerson: 0, review: 0 })
    await minh.look('/can-xu-ly')
    expect(minh.words()).not.toContain('Chờ người thứ hai xác nhận')
    await minh.look('/quyet-dinh')
    expect(minh.words()).toContain('Đề nghị chấp nhận (không cần xác nhận nữa)')
    expect(await decide(minh, at(document, 'xac-nhan'))).toBe(422)
    await desk.send('a', { code: 'annotation-added', letter: 'a once more' })
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, review: 1 })
    expect(await decide(minh, at(document, 'xac-nhan'))).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1, byPerson: 1 })
  })

  test('is not confirmed by whoever has not seen what was decided meanwhile', async () => {
    const { document, lan, minh } = await proposed()
    await minh.look(at(document, 'xac-nhan'))
    await decide(lan, at(document, 'tu-choi'), { 'ly-do': 'withdrawn' })
    expect((await minh.send(at(document, 'xac-nhan'), WHY)).status).not.toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, refused: 1 })
  })

  test('is frozen as what waits, and counts beside the frozen count once it is confirmed', async () => {
    const { document, minh } = await proposed()
    await desk.store().freezeTally(campaign.id, house.now, (...given) => countTally(campaign, ...given))
    await decide(minh, at(document, 'xac-nhan'))
    const frozen = await desk.store().frozenTally(campaign.id)
    expect(frozen?.fates).toMatchObject([{ document, fate: { kind: 'review', code: 'second-officer' } }])
    await minh.look('/dot/chot')
    expect(minh.words()).toMatch(/UBND xã Húc Cần xử lý \(0\/3\) Thiếu 2 \(1\/3\)/)
    expect(minh.words()).toContain('Quyết định sau khi chốt: Xác nhận chấp nhận lúc')
  })

  test('is told on the form before it is written, and is not asked of what counts already', async () => {
    const [open, valid] = [await desk.send('a', { code: 'annotation-added' }), await desk.send('b')]
    const lan = await desk.colleague('Lan')
    await lan.look(at(open, 'chap-nhan'))
    expect(lan.words()).toContain('chỉ được tính khi một cán bộ khác xác nhận')
    expect(await decide(lan, at(valid, 'chap-nhan'))).toBe(422)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
    // Whichever letter brought the copy that counts.
    await desk.send('b', { letter: 'b again' })
    const first = { 'pham-vi': scopeOf({ letter: hashOf('letter b'), partPath: '2' }), 'ly-do': 'withdrawn' }
    expect(await decide(lan, at(valid, 'tu-choi'), first)).toBe(303)
    expect(await decide(lan, at(valid, 'chap-nhan'))).toBe(422)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
  })

  test('is not brought back by one who undoes the refusal of the other', async () => {
    const { document, lan, minh } = await proposed()
    await decide(minh, at(document, 'xac-nhan'))
    expect(await decide(minh, at(document, 'tu-choi'), { 'ly-do': 'checked-otherwise' })).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, refused: 1 })
    expect(await decide(lan, '/quyet-dinh/3/huy', { 'ly-do': 'decided-by-mistake' })).toBe(422)
    expect(lan.words()).toContain('hãy chấp nhận lại văn bản')
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0, refused: 1 })
  })

  test('names the paper once the machine says that a signature is not valid, at the latest where it is confirmed', async () => {
    const { document, minh } = await proposed()
    await desk.send('a', { code: 'document-digest-mismatch', letter: 'a again' })
    expect(await decide(minh, at(document, 'xac-nhan'))).toBe(422)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0 })
    expect(await decide(minh, at(document, 'xac-nhan'), { 'so-van-ban': '15/UBND-NV' })).toBe(303)
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 1 })
  })
})

describe('an officer who belongs to a unit', () => {
  const deeds = [
    ['accepts none of its documents', 'chap-nhan', {}],
    ['refuses none of them', 'tu-choi', { 'ly-do': 'withdrawn' }],
    ['sets none of them aside', 'bo-qua', { 'ly-do': 'no-submission' }],
    ['gives none of them to another', 'gan-don-vi', { 'don-vi': XY.id }],
    ['describes none of them', 'thong-tin', { 'ly-do': 'read-on-page', 'trich-yeu': 'Về an toàn' }],
  ] as const
  test.each(deeds)('%s', async (_, deed, fields) => {
    const document = await desk.send('a', { code: 'annotation-added' })
    const hoa = await desk.colleague('Hoa', 'clerk', HUC)
    expect(await decide(hoa, at(document, deed), fields)).toBe(422)
    expect(hoa.words()).toContain('thuộc đơn vị mà quyết định nói đến')
    expect(await desk.store().decisions()).toEqual([])
  })

  test('gives it no document of another, confirms nothing of its own, undoes nothing, and asks nothing else of it', async () => {
    const { document } = await proposed()
    const other = await desk.send('b', { sender: 'xy@quangtri.gov.vn', signedBy: 'UBND xã Xy' })
    const hoa = await desk.colleague('Hoa', 'admin', HUC)
    expect(await decide(hoa, at(other, 'gan-don-vi'), { 'don-vi': HUC.id })).toBe(422)
    expect(await decide(hoa, at(document, 'xac-nhan'))).toBe(422)
    expect(await decide(hoa, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })).toBe(422)
    const terms = { 'ly-do': 'hindrance', 'so-luong': '1', 'so-van-ban': '15/UBND-NV' }
    expect(await decide(hoa, `/don-vi/${HUC.id}/yeu-cau`, terms)).toBe(422)
    expect(await desk.store().decisions()).toHaveLength(1)
  })

  test('does not get back what was taken from it, by undoing that', async () => {
    const document = await desk.send('a', { sender: 'ai@example.vn', signedBy: 'Nguyễn Văn An' })
    const [lan, hoa] = [await desk.colleague('Lan'), await desk.colleague('Hoa', 'clerk', HUC)]
    for (const unit of [HUC, XY]) {
      expect(await decide(lan, at(document, 'gan-don-vi'), { 'don-vi': unit.id })).toBe(303)
    }
    expect(await decide(hoa, '/quyet-dinh/2/huy', { 'ly-do': 'decided-by-mistake' })).toBe(422)
    expect(hoa.words()).toContain('thuộc đơn vị mà quyết định nói đến')
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 0 })
  })

  const quarantined = async (sender: string | null) => {
    const letter = hashOf('broken letter')
    const key = { account: 'noivu', folder: 'INBOX', uidValidity: '1', uid: '77' }
    await desk.store().recordLetter({ key, size: 9, receivedAt: house.now, messageId: null }, letter)
    await desk.store().quarantine(letter, 'unreadable', house.now, sender)
    return letter
  }
  const letters = [
    { of: 'its own unit', sender: 'huc@quangtri.gov.vn', others: true, isLeft: true },
    { of: 'its own unit, though nobody else is there', sender: 'huc@quangtri.gov.vn', others: false, isLeft: true },
    { of: 'another unit', sender: 'xy@quangtri.gov.vn', others: true, isLeft: false },
    { of: 'nobody that is known', sender: 'ai@example.vn', others: true, isLeft: false },
    { of: 'no sender that can be read', sender: null, others: true, isLeft: true },
    { of: 'no sender that can be read, where nobody else is there', sender: null, others: false, isLeft: false },
  ]
  test.each(letters)('about a letter in quarantine of $of: it is left to others: $isLeft', async (given) => {
    const letter = await quarantined(given.sender)
    if (given.others) await desk.colleague('Lan')
    const hoa = await desk.colleague('Hoa', 'clerk', HUC)
    await hoa.look(`/thu/${letter}`)
    const again = (await hoa.send(`/thu/${letter}/doc-lai`)).headers.get('location')
    expect(again).toBe(`/thu/${letter}?doc-lai=${given.isLeft ? 'don-vi' : 'roi'}`)
    await hoa.look(again ?? '')
    expect(hoa.words().includes('Đề nghị một cán bộ khác xử lý')).toBe(given.isLeft)
    await desk.store().quarantine(letter, 'unreadable', house.now, given.sender)
    expect(await decide(hoa, `/thu/${letter}/bo-qua`, { 'ly-do': 'no-submission' })).toBe(given.isLeft ? 422 : 303)
    expect(await desk.store().decisions()).toHaveLength(given.isLeft ? 0 : 1)
  })

  test('brings no letter of it back that another has set aside', async () => {
    const letter = await quarantined('huc@quangtri.gov.vn')
    const [lan, hoa] = [await desk.colleague('Lan'), await desk.colleague('Hoa', 'clerk', HUC)]
    expect(await decide(lan, `/thu/${letter}/bo-qua`, { 'ly-do': 'no-submission' })).toBe(303)
    expect(await decide(hoa, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })).toBe(422)
    expect(await decide(lan, '/quyet-dinh/1/huy', { 'ly-do': 'decided-by-mistake' })).toBe(303)
  })

  test('decides about all others', async () => {
    const document = await desk.send('a', { code: 'annotation-added' })
    const vy = await desk.colleague('Vy', 'clerk', XY)
    expect(await decide(vy, at(document, 'tu-choi'), { 'ly-do': 'withdrawn' })).toBe(303)
  })
})

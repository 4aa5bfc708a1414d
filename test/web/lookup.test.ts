/** The screens on which things are looked up, over a real store. */
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { listDocuments, RESULTS, STANDINGS } from '../../src/web/document-list.ts'
import { webApp } from '../../src/web/server.ts'
import { campaign } from '../tally/build.ts'
import { HUC, useDesk, XY } from './desk.ts'
import { openBrowser, useHouse } from './people.ts'
import { HOSTILE, NOW, sampleView } from './sample.ts'

const house = useHouse()
const desk = useDesk(house)
const WHY = { 'ly-do': 'hindrance', 'giai-trinh': 'Mưa lũ chia cắt đường', 'so-van-ban': '12/UBND-NV' }

/** What stands between the head of the table and its end. */
const rowsOf = (page: string) => [...page.matchAll(/<tr>\s*<t[dh][\s\S]*?<\/tr>/g)].map(([row]) => row)

describe('Văn bản', () => {
  const sent = async () => {
    await desk.send('a', { number: '12' })
    await desk.send('b', { number: '13', code: 'not-signed', sender: 'ai-do@example.vn' })
    await desk.send('c', { sender: 'ai-do@example.vn', signedBy: 'Nguyễn Văn A' })
    return desk.colleague('Lan', 'leader')
  }
  const CASES: readonly (readonly [query: string, rows: number])[] = [
    ['', 3],
    ['don-vi=huc', 1],
    ['don-vi=chua-xac-dinh', 2],
    ['don-vi=khong-co', 3],
    ['ket-qua=hop-le', 2],
    ['ket-qua=chua-ky-so', 1],
    ['ket-qua=%3Cscript%3E', 3],
    ['tinh=duoc-tinh', 1],
    ['tinh=chua-ro-don-vi', 1],
    ['tinh=bi-tu-choi', 1],
    ['thang=2021-08', 3],
    ['thang=2021-07', 0],
    ['thang=2021-8', 3],
    ['tim=hUc', 2],
    ['tim=bao+cao', 2],
    ['tim=cao+12/BC', 1],
    ['tim=xy+hop+le', 0],
    ['tim=nguyen+van', 1],
    ['ket-qua=chua-ky-so&tim=huc', 1],
    ['trang=99', 3],
    ['trang=-1', 3],
  ]

  test.each(CASES)('?%s shows %i rows', async (query, rows) => {
    const lan = await sent()
    await lan.look(`/van-ban?${query}`)
    expect(rowsOf(lan.page()).slice(rows === 0 ? 0 : 1)).toHaveLength(rows)
    if (rows === 0) expect(lan.words()).toMatch(/Không tìm thấy|Không có văn bản nào theo các mục đã chọn/)
  })

  test('a row says which document it is, whose, how it was judged and whether it counts', async () => {
    const lan = await sent()
    await lan.look('/van-ban?tim=12')
    expect(lan.words()).toMatch(/12\/BC-UBND 10\/8\/2021 .*Báo cáo a UBND xã Húc Hợp lệ Được tính/)
    await lan.look('/van-ban?tim=13')
    expect(lan.words()).toMatch(
      /13\/BC-UBND 10\/8\/2021 Báo cáo b chưa xác định Chưa ký số Bị từ chối Văn bản chưa được ký số/,
    )
  })

  test('before anything came the page says where to look', async () => {
    const lan = await desk.colleague('Lan')
    await lan.look('/van-ban')
    expect(lan.words()).toContain('Chưa nhận được văn bản nào.')
    expect(lan.page()).toContain('href="/hop-thu"')
  })

  test('of a unit are its own alone, whatever it looks for', async () => {
    const document = await desk.send('a')
    const other = await desk.send('b', { sender: 'xy@quangtri.gov.vn', signedBy: 'UBND xã Xy' })
    const account = await house.add('huc', 'unit', { unit: 'huc' })
    const unit = openBrowser(house.appWith({}, desk.view()), await house.session(account))
    for (const query of ['', '?don-vi=xy', '?tim=xy', '?don-vi=chua-xac-dinh']) {
      await unit.look(`/van-ban${query}`)
      expect(unit.page()).not.toContain(other)
      expect(unit.words()).not.toContain('UBND xã Xy')
    }
    await unit.look('/van-ban')
    expect(unit.page()).toContain(document)
  })

  test('each result and each standing shows its part, and the parts make the whole', async () => {
    const tally = await sampleView().tally()
    const found = (name: string, id: string) => listDocuments(tally, (one) => (one === name ? id : undefined)).found
    const { total, rows, last } = listDocuments(tally, () => undefined)
    const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)
    expect(sum(RESULTS.map(({ id }) => found('ket-qua', id)))).toBe(total)
    expect(sum(STANDINGS.map(({ id }) => found('tinh', id)))).toBe(total)
    expect([rows.length, last]).toEqual([Math.min(100, total), Math.ceil(total / 100)])
    const times = rows.map(({ counted }) => counted.submission.receivedAt)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })
})

describe('a search', () => {
  test.each([
    ['/?tim=huc', 'UBND xã Húc', 'UBND xã Xy'],
    ['/?tim=HÚC+xa', 'UBND xã Húc', 'UBND xã Xy'],
    ['/danh-muc?tim=xy%40quangtri', 'UBND xã Xy', 'UBND xã Húc'],
    ['/thu?tim=nop+b', 'Nộp b', 'Nộp a'],
  ])('%s finds %s and not %s', async (path, found, other) => {
    await desk.send('a')
    await desk.send('b')
    const lan = await desk.colleague('Lan')
    await lan.look(path)
    expect([lan.words().includes(found), lan.words().includes(other)]).toEqual([true, false])
  })

  test('finds documents by the office of who signed', async () => {
    const office = await desk.send('a')
    const person = await desk.send('b', { signedBy: 'Nguyễn Văn A' })
    const lan = await desk.colleague('Lan')
    await lan.look('/van-ban?tim=huyen+huong+hoa')
    expect([office, person].map((document) => lan.page().includes(`/van-ban/${document}`))).toEqual([true, false])
  })

  test.each([
    ['/', false],
    ['/thu', true],
    ['/van-ban', true],
    ['/danh-muc', false],
  ])('%s says what to try where nothing is found; numbers of documents: %s', async (path, byNumber) => {
    await desk.send('a')
    const lan = await desk.colleague('Lan')
    await lan.look(`${path}?tim=${encodeURIComponent(HOSTILE)}`)
    expect(lan.words()).toContain('Không cần gõ dấu')
    expect(lan.words().includes('gõ số của văn bản')).toBe(byNumber)
    expect(lan.page()).not.toContain('<script>')
    expect(lan.page()).not.toContain('<img')
  })
})

describe('Danh mục đơn vị', () => {
  test('tells what each unit is known by, and who changed it', async () => {
    const until = Date.parse('2021-08-01T00:00:00+07:00') as Instant
    const merged = { ...XY, until, successor: HUC.id }
    const change = { at: house.now, by: HOSTILE, why: 'Sáp nhập theo nghị quyết', decision: null, units: [merged] }
    expect(await desk.store().changeRegister(1, change)).toBe(true)
    const lan = await desk.colleague('Lan')
    await lan.look('/danh-muc')
    expect(lan.words()).toContain('1 đơn vị đang hoạt động, 1 đơn vị đã kết thúc')
    expect(lan.words()).toMatch(
      /UBND xã Xy xy@quangtri.gov.vn – đã kết thúc đến hết 31\/07\/2021 sáp nhập vào UBND xã Húc/,
    )
    expect(lan.words()).toContain('Đây là danh mục của hộp thư thực hành')
    await lan.look('/danh-muc/lich-su')
    expect(lan.words()).toMatch(/Sáp nhập theo nghị quyết Sáp nhập: UBND xã Xy vào UBND xã Húc từ ngày 01\/08\/2021/)
    expect(lan.page()).not.toContain(HOSTILE)
    await lan.look('/danh-muc/don-vi/huc')
    expect(lan.words()).toContain('Nhận sáp nhập từ UBND xã Xy')
    expect(lan.words()).toContain('Sáp nhập: UBND xã Xy vào UBND xã Húc')
    expect((await lan.look('/danh-muc/don-vi/khong-co')).status).toBe(404)
  })
})

describe('Đợt', () => {
  test('says what is asked, how it is counted, and for whom otherwise and why', async () => {
    const lan = await desk.colleague('Lan')
    await lan.look('/don-vi/huc/yeu-cau')
    const sent = await lan.send('/don-vi/huc/yeu-cau', { ...WHY, han: '05/9/2021', 'so-luong': '2' })
    expect(sent.status).toBe(303)
    await lan.look('/dot')
    const words = lan.words()
    expect(words).toContain(`Kế hoạch số ${campaign.plan}`)
    expect(words).toContain('Văn bản nộp muộn Không tính')
    expect(words).toMatch(
      /UBND xã Húc trước .*05\/9\/2021\) 2 Mưa lũ chia cắt đường ; văn bản số 12\/UBND-NV \( Cán bộ Lan \)/,
    )
    expect(words).toContain('Đây là đợt của hộp thư thực hành')
  })
})

describe('Chứng thư tin cậy', () => {
  test('tells anchors, fingerprints, lists that are out of date and what to do', async () => {
    house.now = NOW
    const lan = await desk.colleague('Lan', 'leader')
    await lan.look('/chung-thu')
    const words = lan.words()
    expect(words).toContain('CA thực hành G1')
    expect(words).toContain('khớp mã ghi sẵn của Root CA thực hành')
    expect(words).toMatch(/[0-9a-f]{8}( [0-9a-f]{8}){7}/)
    expect(words).toMatch(/Quá hạn.*Còn hạn.*Chưa có/)
    expect(words).toContain('Người quản trị nhập danh sách mới')
    expect(words).toContain('Đây là chứng thư số của hộp thư thực hành')
    expect(words).not.toContain('Nhập trên trang Thiết lập')
    expect(lan.page()).not.toContain(HOSTILE)
  })

  test('calls a list in time only where it says until when', async () => {
    const look = await sampleView().trust()
    const authorities = look.authorities.slice(0, 1).map((one) => ({
      ...one,
      list: one.list && { ...one.list, nextUpdate: null },
    }))
    const page = await (
      await webApp(sampleView({ trust: async () => ({ ...look, authorities }) })).request('/chung-thu')
    ).text()
    expect(page).toContain('Không ghi kỳ sau')
    expect(page).not.toContain('òn hạn')
  })
})

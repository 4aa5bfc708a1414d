import { describe, expect, test } from 'vitest'
import type { Instant, Sha256 } from '../../src/lang.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'
import { countTally } from '../../src/tally/tally.ts'
import type { VitalSigns } from '../../src/upkeep/vital-signs.ts'
import type { DrawnPage, NoPicture } from '../../src/validation/modification/drawn-page.ts'
import type { PagePicture } from '../../src/validation/modification/page-pictures.ts'
import { webApp } from '../../src/web/server.ts'
import { sha } from '../tally/build.ts'
import { campaign, GOOD_SIGNS, sampleView, units } from './sample.ts'
import { sampleAccess } from './sample-access.ts'

const app = webApp(sampleView())
const ANY_PICTURE: PagePicture = {
  ...{ signature: 1, page: 2, change: 'changed', before: 1, after: null, places: [], compared: true, seals: [] },
}
const read = async (address: string, from = app) => (await from.request(address)).text()
/** What a reader sees of the markup. */
const words = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('the overview', () => {
  test('says what is asked for and until when', async () => {
    const page = words(await read('/'))
    expect(page).toContain('Kế hoạch số 322/KH-UBND ngày 22/7/2021')
    expect(page).toContain('trước 00 giờ 00 phút ngày 30/8/2021')
    expect(page).toContain('còn 1 ngày')
    expect(page).toContain('Hộp thư thực hành – dữ liệu giả lập')
  })

  test('four numbers add up to the total, and each shows just its units', async () => {
    const numbers = [...(await read('/')).matchAll(/<b>(\d+)<\/b>/g)].map((match) => Number(match[1]))
    const [total, ...parts] = numbers
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
    const rows = await Promise.all(
      ['dat', 'thieu', 'chua-nop', 'can-xu-ly'].map(
        async (id) => (await read(`/?loc=${id}`)).match(/<th scope="row">/g)?.length ?? 0,
      ),
    )
    expect(rows).toEqual(parts)
  })

  test('lists all units for a filter it does not know', async () => {
    expect((await read('/?loc=x')).match(/<th scope="row">/g)).toHaveLength(40)
  })

  test('orders units by group and by the Vietnamese alphabet', async () => {
    const page = words(await read('/'))
    const order = ['Phòng Dân tộc', 'Phòng Y tế', 'Trạm Khuyến nông', 'UBND xã A Dơi', 'UBND xã Húc', 'UBND xã Xy']
    const places = order.map((name) => page.indexOf(name))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('says when no unit is left under a filter', async () => {
    const empty = webApp(sampleView({ tally: async () => countTally(campaign, units, []) }))
    expect(words(await read('/?loc=dat', empty))).toContain('Không có đơn vị nào thuộc nhóm “Đạt”')
  })

  test('says whose revocation lists are missing and whom to tell; what that one does stands on the page of the condition', async () => {
    const page = words(await read('/'))
    expect(page).toContain('Chưa có danh sách thu hồi của CA thực hành G1: 03 văn bản đang chờ.')
    expect(page).toContain('Báo người vận hành chương trình')
    expect(page).not.toContain('npm run')
    expect(words(await read('/tinh-trang'))).toContain('npm run -s trust -- import')
  })

  test('has no banner over real data', async () => {
    expect(await read('/', webApp(sampleView({ access: sampleAccess({ practice: null }) })))).not.toContain(
      'dữ liệu giả lập',
    )
  })
})

describe('details', () => {
  test('a unit page says how the unit stands and why each file counts or not', async () => {
    const page = words(await read('/don-vi/phong-noi-vu'))
    expect(page).toContain('Hợp lệ 01 văn bản, yêu cầu tối thiểu 03 văn bản: còn thiếu 02 văn bản.')
    expect(page).toContain('Không được tính. Nội dung văn bản ở trang 2 đã bị sửa sau khi ký.')
  })

  test('a document page explains the verdict and shows the six groups of facts', async () => {
    const page = words(await read(`/van-ban/${sha('1-1')}`))
    expect(page).toContain('Nội dung văn bản ở trang 2 đã bị sửa sau khi ký.')
    for (const group of [
      'Thông tin chữ ký',
      'Chi tiết xác thực',
      'Dấu thời gian',
      'Chứng thư số',
      'Thu hồi',
      'Toàn vẹn',
    ])
      expect(page).toContain(` ${group} `)
    expect(page).toContain('TOTAL-FAILED FORMAT_FAILURE')
    expect(page).toContain(sha('1-1'))
  })

  test('a document page shows by which policy and with which evidence it was judged', async () => {
    const page = words(await read(`/van-ban/${sha('1-1')}`))
    expect(page).toContain('Chính sách kiểm tra official-2021')
    expect(page).toContain(`danh sách ${sha('list').slice(0, 12)} (có từ 28/08/2021 04:15 )`)
    expect(page).toContain(`phản hồi OCSP ${sha('response').slice(0, 12)}`)
  })

  test('a document page shows the verdicts of before, and why each was replaced', async () => {
    const page = words(await read(`/van-ban/${sha('1-1')}`))
    const before = page.slice(page.indexOf('Các lần kiểm tra trước'))
    expect(before).toContain('28/08/2021 00:15')
    expect(before).toContain('Có dữ liệu thu hồi mới')
    expect(before).toContain('Chứng thư số được tin cậy thay đổi')
    expect(before.indexOf('Chưa kiểm tra được tình trạng thu hồi')).toBeGreaterThan(0)
    expect(words(await read(`/van-ban/${sha('9-1')}`))).not.toContain('Các lần kiểm tra trước')
  })

  test('a document that waits says so', async () => {
    expect(words(await read(`/van-ban/${sha('9-1')}`))).toContain('đang chờ kiểm tra')
  })

  test('an unchecked revocation is never shown as checked', async () => {
    const page = words(await read(`/van-ban/${sha('6-2')}`))
    expect(page).toContain('Chưa kiểm tra được tình trạng thu hồi')
    expect(page).not.toContain('Không bị thu hồi')
  })

  test('a letter page lists documents and the parts that were not opened', async () => {
    expect(words(await read(`/thu/${sha('letter 1-1')}`))).toContain('Phòng Nội vụ')
    const page = words(await read(`/thu/${sha('zipped')}`))
    expect(page).toContain('Xem các phần cần người xem ở dưới. ')
    expect(page).toContain('Tệp nén cần mật khẩu')
  })

  test('a letter page says what is known of its origin, and which document a signature beside it belongs to', async () => {
    const page = words(await read(`/thu/${sha('zipped')}`))
    expect(page).toContain('Tên miền xác nhận. Tên miền trong địa chỉ người gửi xác nhận thư này.')
    expect(page).toContain('Thư tự động.')
    expect(page).toContain('Chữ ký của máy chủ thư quangtri.gov.vn: đạt.')
    expect(page).toContain('Máy chủ mx.quangtri.gov.vn ghi nhận: dmarc không đạt, tên miền quangtri.gov.vn.')
    expect(words(await read('/thu'))).toContain('Thư tự động; 1 phần cần người xem')
    expect(words(await read(`/thu/${sha('letter 1-1')}`))).not.toContain('Nguồn gốc thư')
  })

  test('a letter page shows the words of a letter that submits something, as text', async () => {
    const page = await read(`/thu/${sha('letter 1-1')}`)
    expect(page).toContain('Kính gửi Phòng Nội vụ,\n\n&quot;&#39;&gt;&lt;script&gt;')
    expect(words(page)).toContain('Lời thư còn tiếp')
    expect(await read(`/thu/${sha('zipped')}`)).not.toContain('Lời thư')
  })

  const lost: readonly { kind: 'none' | 'damaged' | 'unreadable'; said: string }[] = [
    { kind: 'none', said: 'Thư không có lời.' },
    { kind: 'damaged', said: 'Tệp lưu trữ đã bị thay đổi' },
    { kind: 'unreadable', said: 'Lời thư không đọc được.' },
  ]
  for (const { kind, said } of lost) {
    test(`a letter page is there where its words are ${kind}`, async () => {
      const without = webApp(sampleView({ letterWords: async () => ({ kind }) }))
      expect(words(await read(`/thu/${sha('letter 1-1')}`, without))).toContain(said)
    })
  }

  test('content that was destroyed is told as that, and not offered', async () => {
    const destroyedAt = Date.parse('2022-08-01T10:00:00+07:00') as Instant
    const { document, letter } = sampleView()
    const later = webApp(
      sampleView({
        document: async (sha256) => Object.assign((await document(sha256)) ?? expect.unreachable(), { destroyedAt }),
        letter: async (sha256) => Object.assign({}, (await letter(sha256)) ?? expect.unreachable(), { destroyedAt }),
        letterWords: async () => null,
      }),
    )
    const page = await read(`/van-ban/${sha('1-1')}`, later)
    expect(words(page)).toContain('Tệp gốc đã được hủy ngày 01/08/2022 vì hết thời hạn lưu')
    expect(page).not.toContain('/tep"')
    expect(words(await read(`/thu/${sha('letter 1-1')}`, later))).toContain('Nội dung thư đã được hủy ngày 01/08/2022')
  })

  test('documents of no unit have their own page', async () => {
    expect(words(await read('/chua-xac-dinh'))).toContain('cả chứng thư số và địa chỉ gửi đều không cho biết')
  })
})

describe('letters', () => {
  test('are shown a hundred at a time', async () => {
    expect((await read('/thu')).match(/scope="row"/g)).toHaveLength(100)
    expect((await read('/thu?trang=2')).match(/scope="row"/g)).toHaveLength(9)
    expect(await read('/thu?trang=999')).toContain('Trang 2/2')
    expect(await read('/thu?trang=-1')).toContain('Trang 1/2')
  })

  test('in quarantine can be listed alone', async () => {
    const page = await read('/thu?loc=cach-ly')
    expect(page.match(/scope="row"/g)).toHaveLength(2)
    expect(words(page)).toContain('Cách ly: quá dung lượng')
  })
})

describe('changes', () => {
  test('are shown a hundred at a time, from what to what, and why', async () => {
    const first = await read('/thay-doi')
    expect(words(first)).toContain(
      'Không đủ thông tin xác thực Chưa kiểm tra được tình trạng thu hồi Bị từ chối Không hợp lệ Chứng thư số đã bị thu hồi',
    )
    expect(words(first)).toContain('Tạm tính Không đủ thông tin xác thực')
    expect(words(first)).toContain('Bị từ chối Không hợp lệ')
    expect(words(first)).toMatch(
      /Có dữ liệu thu hồi mới, hoặc đến lúc tra cứu lại, ngày 28\/08\/2021 \d+ lần đổi, \d+ văn bản/,
    )
    expect(first).toContain('<a href="/don-vi/')
    expect(words(first)).toContain('Có dữ liệu thu hồi mới')
    expect(first).toContain(`href="/van-ban/${sha('0-0')}"`)
    expect(first.match(/scope="row"/g)).toHaveLength(100)
    expect((await read('/thay-doi?trang=2')).match(/scope="row"/g)).toHaveLength(4)
    expect(words(await read('/thay-doi?trang=9'))).toContain('Không còn thay đổi nào cũ hơn')
    expect(words(await read('/thay-doi?trang=-1'))).toContain('Trang 1')
  })

  test('that never were are told', async () => {
    const none = webApp(sampleView({ verdictChanges: async () => [] }))
    const page = await read('/thay-doi', none)
    expect(words(page)).toContain('Chưa văn bản nào đổi kết quả')
    expect(page).not.toContain('pager')
  })

  test('are in the menu of every page', async () => {
    expect(await read('/')).toContain('<a href="/thay-doi">Thay đổi kết quả</a>')
    expect(await read('/thay-doi')).toContain('<a href="/thay-doi" aria-current="page">Thay đổi kết quả</a>')
  })
})

describe('the condition of the system', () => {
  test('is one word for each part, with what was seen last', async () => {
    const page = words(await read('/tinh-trang'))
    expect(page).toMatch(/Đọc hộp thư tốt .*Ổ đĩa tốt còn trống 74,5 GB trên 93,1 GB.*Sao lưu tốt/)
  })

  const LISTS: readonly (readonly [name: string, lists: VitalSigns['lists'], isWaiting: boolean, word: string])[] = [
    ['none', { held: 0, expired: 0 }, false, 'chưa có'],
    ['all in time', { held: 3, expired: 0 }, false, 'còn hạn'],
    ['one past its end', { held: 3, expired: 1 }, false, 'quá hạn'],
    ['all in time, and a document waits for another', { held: 3, expired: 0 }, true, 'còn thiếu'],
    ['none, and a document waits for one', { held: 0, expired: 0 }, true, 'còn thiếu'],
    ['one past its end, and a document waits for another', { held: 3, expired: 1 }, true, 'thiếu, quá hạn'],
  ]
  test.each(LISTS)('calls the revocation lists what they are: %s', async (_, lists, isWaiting, word) => {
    const view = {
      vitalSigns: async () => ({ ...GOOD_SIGNS, lists }),
      ...(isWaiting ? {} : { tally: async () => countTally(campaign, units, []) }),
    }
    const page = words(await read('/tinh-trang', webApp(sampleView(view))))
    expect(page).toContain(`Danh sách thu hồi ${word} ${lists.held} danh sách`)
    expect(page.includes('văn bản đang chờ')).toBe(isWaiting)
  })

  test('says that a letter in quarantine waits for nobody any more', async () => {
    const quarantine = { letters: 2, since: null }
    const view = sampleView({ vitalSigns: async () => ({ ...GOOD_SIGNS, quarantine }) })
    const page = words(await read('/tinh-trang', webApp(view)))
    expect(page).toContain('Thư bị cách ly không có thư chờ 2 thư , đều đã được bỏ qua')
  })

  test('tells alerts that are on, with what to do, and none that has ended', async () => {
    const since = GOOD_SIGNS.at
    const alerts = async () => [
      { name: 'disk-low', since, endedAt: null, isTold: true } as const,
      { name: 'queue-old', since, endedAt: since, isTold: false } as const,
    ]
    const page = words(await read('/tinh-trang', webApp(sampleView({ alerts }))))
    expect(page).toContain('còn trống dưới 10%')
    expect(page).not.toContain('chờ quá 10 phút')
  })

  test('a full disk is told on the overview, though the rows cannot say it', async () => {
    const full = webApp(sampleView({ isDiskFull: async () => true }))
    expect(words(await read('/', full))).toContain('Ổ đĩa lưu dữ liệu đã đầy')
    expect(words(await read('/'))).not.toContain('đã đầy')
  })

  test('a damaged file is told on the page of its document', async () => {
    const view = sampleView()
    const document = async (sha256: Sha256) => {
      const row = await view.document(sha256)
      return row && { ...row, damage: { sha256, why: 'changed' as const, foundAt: GOOD_SIGNS.at } }
    }
    const page = words(await read(`/van-ban/${sha('1-1')}`, webApp(sampleView({ document }))))
    expect(page).toContain('Tệp lưu trữ đã bị thay đổi trên đĩa')
  })
})

describe('the evidence bundle', () => {
  const address = `/van-ban/${sha('1-1')}/bo-chung-cu`

  test('is offered where there is a verdict that kept what it rests on, and saved under the name of the document', async () => {
    expect(await read(`/van-ban/${sha('1-1')}`)).toContain(`href="${address}"`)
    expect(await read(`/van-ban/${sha('9-1')}`)).not.toContain('bo-chung-cu')
    const answer = await app.request(address)
    expect(await answer.text()).toBe('PK sample')
    expect(answer.headers.get('content-length')).toBe('9')
    expect(answer.headers.get('content-disposition')).toContain('filename="1-1-bao-cao-ket-qua.chung-cu.zip"')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('that would be incomplete is not given, and what is missing is told', async () => {
    const incomplete = webApp(
      sampleView({ bundle: async () => ({ kind: 'incomplete', missing: ['lists/00.crl', 'document.pdf'] }) }),
    )
    const answer = await incomplete.request(address)
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-disposition')).toBeNull()
    const page = words(await answer.text())
    expect(page).toContain('không lập bộ chứng cứ không đầy đủ')
    expect(page).toContain('lists/00.crl document.pdf')
  })

  test('of a document that waits is not there yet', async () => {
    const waiting = webApp(sampleView({ bundle: async () => ({ kind: 'not-judged' }) }))
    const answer = await waiting.request(address)
    expect(answer.status).toBe(409)
    expect(words(await answer.text())).toContain('đang chờ kiểm tra')
  })
})

describe('pages that changed after somebody signed', () => {
  const changed = `/van-ban/${sha('1-1')}`
  const addressesIn = (page: string) => [...page.matchAll(/<img src="([^"]+)"/g)].map((match) => match[1] ?? '')
  const showing = (drawn: DrawnPage) => webApp(sampleView({ drawPage: async () => drawn }))

  test('are shown as they were signed and as they are, with what each box marks', async () => {
    const page = await read(changed)
    const shown = words(page.slice(page.indexOf('Trang trước và sau khi thay đổi')))
    expect(shown).toContain('kết luận dựa vào cấu trúc của tệp, không dựa vào ảnh')
    expect(shown).toContain('Trang 2 khi được ký Trang 2 trong tệp hiện nay')
    expect(shown).toContain('Khác với trang khi được ký: phần trên của trang, bên trái.')
    expect(shown).toContain('Khác với trang khi được ký: phần dưới của trang, bên phải.')
    expect(page).toContain('alt="Ảnh trang 2 khi được ký"')
    expect(page).toContain('alt="Ảnh trang 2 trong tệp hiện nay, có 2 khung đánh số"')
  })

  test('are nothing on the page of a document in which nothing changed', async () => {
    for (const name of ['0-0', '9-1', 'hostile']) {
      const page = await read(`/van-ban/${sha(name)}`)
      expect(page).not.toContain('Trang trước và sau khi thay đổi')
      expect(addressesIn(page)).toEqual([])
    }
  })

  test('are PNG files that a browser shows and does nothing else with', async () => {
    const addresses = addressesIn(await read(changed))
    expect(addresses).toHaveLength(2)
    for (const address of addresses) {
      const answer = await app.request(address)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('image/png')
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('content-length')).toBe(String((await answer.arrayBuffer()).byteLength))
    }
  })

  const reasons: readonly { why: NoPicture; said: string }[] = [
    { why: 'busy', said: 'Đang có nhiều ảnh chờ dựng' },
    { why: 'not-yet', said: 'đang được dựng' },
    { why: 'limit', said: 'trong giới hạn thời gian và bộ nhớ' },
    { why: 'failed', said: 'Hệ thống gặp lỗi khi dựng ảnh' },
    { why: 'no-renderer', said: 'chưa cài phần dựng ảnh' },
  ]
  test.each(reasons)('without a picture ($why) have a sentence in its place', async ({ why, said }) => {
    const without = showing({ kind: 'none', why })
    const page = await read(changed, without)
    expect(words(page)).toContain(said)
    expect(addressesIn(page)).toEqual([])
    const [address = ''] = addressesIn(await read(changed))
    const answer = await without.request(address)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain(said)
  })

  test('that were not there when it was signed have one side', async () => {
    const sample = await sampleView().drawPage(sha('1-1'), ANY_PICTURE, 0)
    if (sample.kind === 'none') throw new Error(sample.why)
    const added = showing({ ...sample, before: null, boxes: [] })
    const page = await read(changed, added)
    expect(words(page)).toContain('Khi được ký, văn bản chưa có trang này.')
    expect(addressesIn(page)).toHaveLength(1)
    const [before = ''] = addressesIn(await read(changed))
    expect((await added.request(before)).status).toBe(404)
  })

  test('that look alike are said to do so', async () => {
    const sample = await sampleView().drawPage(sha('1-1'), ANY_PICTURE, 0)
    if (sample.kind === 'none') throw new Error(sample.why)
    expect(words(await read(changed, showing({ ...sample, boxes: [] })))).toContain('Trên ảnh không thấy chỗ khác nhau')
    const turned = showing({ ...sample, boxes: [], sameSize: false })
    expect(words(await read(changed, turned))).toContain('Khổ giấy, vùng hiển thị hoặc hướng trang đã thay đổi')
  })

  test('are waited for only as long as a person waits for a page, but an image until it is there', async () => {
    const waits: number[] = []
    const patient = webApp(
      sampleView({
        drawPage: async (_, __, patienceMs) => {
          waits.push(patienceMs)
          return { kind: 'none', why: 'not-yet' }
        },
      }),
    )
    await read(changed, patient)
    await patient.request(addressesIn(await read(changed))[0] ?? '')
    expect(waits).toEqual([3_000, 60_000])
  })

  test.each(['anh/x', 'anh/0000000000000000-truoc.png', 'anh/..%2ftep'])('%s is not found', async (name) => {
    expect((await app.request(`${changed}/${name}`)).status).toBe(404)
  })

  test('of another document are not found under this one', async () => {
    const [address = ''] = addressesIn(await read(changed))
    expect((await app.request(address.replace(sha('1-1'), sha('0-0')))).status).toBe(404)
    expect((await app.request(address.replace(sha('1-1'), 'f'.repeat(64)))).status).toBe(404)
  })
})

describe('what is not there', () => {
  const ABSENT = 'f'.repeat(64)
  test.each([
    '/x',
    '/don-vi/x',
    '/van-ban/x',
    `/van-ban/${ABSENT}`,
    `/van-ban/${ABSENT}/tep`,
    `/van-ban/${ABSENT}/bo-chung-cu`,
    `/thu/${ABSENT}`,
    '/thu/..%2f',
  ])('%s is answered with 404 and a way back', async (address) => {
    const answer = await app.request(address)
    expect(answer.status).toBe(404)
    expect(words(await answer.text())).toContain('Về trang tổng quan')
  })

  test('a file that is no longer stored is not found', async () => {
    const emptied = webApp(sampleView({ file: async () => null }))
    expect((await emptied.request(`/van-ban/${sha('1-1')}/tep`)).status).toBe(404)
  })

  test('a fault of our own is reported, and the visitor sees none of it', async () => {
    const seen: Error[] = []
    const broken = webApp(
      sampleView({
        tally: () => Promise.reject(new Error('secret path')),
        revision: () => Promise.reject(new Error('x')),
      }),
      (error) => seen.push(error),
    )
    const answer = await broken.request('/')
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toMatch(/secret|Error|at /)
    expect(seen).toHaveLength(1)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('a database that is away is told as something that passes', async () => {
    const away = new StoreAwayError(new Error('Connection terminated'))
    const broken = webApp(sampleView({ revision: () => Promise.reject(away) }), () => undefined)
    const answer = await broken.request('/')
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('Hãy tải lại trang sau ít phút')
  })

  test('whether the service is ready depends on the store', async () => {
    expect((await webApp(sampleView({})).request('/readyz')).status).toBe(200)
    const away = new StoreAwayError(new Error('Connection terminated'))
    const broken = webApp(sampleView({ revision: () => Promise.reject(away) }), () => undefined)
    expect((await broken.request('/readyz')).status).toBe(503)
  })

  test('the health check asks nothing of the store', async () => {
    const broken = webApp(sampleView({ revision: () => Promise.reject(new Error('x')) }))
    expect((await broken.request('/healthz')).status).toBe(200)
  })
})

test('a page says which revision it shows and when it was made', async () => {
  const page = await read('/', webApp(sampleView({ revision: async () => 42, now: () => 0 as Instant })))
  expect(page).toContain('data-revision="42"')
  expect(words(page)).toContain('Trang lập lúc 01/01/1970 07:00:00 (GMT+7)')
})

test('only a hash ever reaches the store', async () => {
  const asked: Sha256[] = []
  const watching = webApp(
    sampleView({
      document: async (sha256) => {
        asked.push(sha256)
        return null
      },
    }),
  )
  await watching.request('/van-ban/..%2f..%2fetc')
  await watching.request(`/van-ban/${'A'.repeat(64)}`)
  expect(asked).toEqual([])
})

test('technical details show times as the rest of the page does, and no empty table', async () => {
  const finding = (await read(`/van-ban/${sha('1-1')}`)).includes('<th scope="col">Dữ kiện</th>')
  expect(finding).toBe(true)
  const good = webApp(
    sampleView({
      document: async (sha256) => {
        const document = await sampleView().document(sha256)
        if (!document?.verdict) return document
        const { report } = document.verdict
        const at = { at: '2021-08-01T17:00:00.000Z' }
        const signatures = report.signatures.map((one, index) => ({
          ...one,
          findings:
            index === 0 && sha256 === sha('1-1')
              ? [{ code: one.code, subIndication: null, clause: '', facts: at }]
              : [],
        }))
        return { ...document, verdict: { ...document.verdict, report: { ...report, signatures } } }
      },
    }),
  )
  expect(await read(`/van-ban/${sha('0-0')}`, good)).not.toContain('<th scope="col">Dữ kiện</th>')
  const page = await read(`/van-ban/${sha('1-1')}`, good)
  expect(words(page)).toContain('at = 02/08/2021 00:00:00 (GMT+7)')
  expect(page).toContain('title="2021-08-01T17:00:00.000Z"')
})

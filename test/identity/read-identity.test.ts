/** Whole headers: what is read, from where, how firmly; and what is never invented. */
import { describe, expect, test } from 'vitest'
import type { PageText } from '../../src/identity/document-text.ts'
import type { DocumentIdentity, Stated } from '../../src/identity/identity.ts'
import { readIdentity } from '../../src/identity/read-identity.ts'
import { BODY, centred, documentText, header, page, piece, RIGHT, widget } from './page.ts'

const read = (...pages: readonly PageText[]): DocumentIdentity => readIdentity(documentText(...pages))
const value = <T>(field: Stated<T> | null): T | null => field?.value ?? null

/** "number notation | type | date | body | subject" */
function told(identity: DocumentIdentity): string {
  const { codeNumber, codeNotation, typeName, issuedDate, organName, subject } = identity
  return [`${value(codeNumber) ?? '…'}/${value(codeNotation)}`, typeName, issuedDate, organName, subject]
    .map((field) => (typeof field === 'string' ? field : (value(field) ?? '–')))
    .join(' | ')
}

const PLAN = {
  code: 'Số: 12/KH-UBND',
  date: 'Húc, ngày 22 tháng 7 năm 2021',
  title: ['KẾ HOẠCH', 'Tuyên truyền chuyển đổi số'],
}

describe('a typed header', () => {
  const cases = [
    {
      name: 'of a plan',
      plan: PLAN,
      expected: '12/KH-UBND | Kế hoạch | 2021-07-22 | UBND XÃ HÚC | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'of a công văn: what it is about stands under the number, in several rows',
      plan: {
        code: 'Số: 07/UBND-VP',
        date: PLAN.date,
        about: ['V/v tăng cường sử dụng', 'văn bản điện tử'],
        text: ['Kính gửi: Phòng Nội vụ huyện Hướng Hóa', ...BODY],
      },
      expected: '07/UBND-VP | Công văn | 2021-07-22 | UBND XÃ HÚC | tăng cường sử dụng văn bản điện tử',
    },
    {
      name: 'whose body takes two rows',
      plan: { ...PLAN, bodies: ['ỦY BAN NHÂN DÂN', 'XÃ HÚC'] },
      expected: '12/KH-UBND | Kế hoạch | 2021-07-22 | ỦY BAN NHÂN DÂN XÃ HÚC | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'of a department whose name is broken at its hyphen',
      plan: { ...PLAN, bodies: ['UBND HUYỆN HƯỚNG HÓA', 'PHÒNG TÀI CHÍNH -', 'KẾ HOẠCH'], code: 'Số: 12/KH-TCKH' },
      expected: '12/KH-TCKH | Kế hoạch | 2021-07-22 | PHÒNG TÀI CHÍNH - KẾ HOẠCH | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'of an office whose first words stand in a row of their own',
      plan: { ...PLAN, bodies: ['UBND HUYỆN HƯỚNG HÓA', 'VĂN PHÒNG', 'HĐND VÀ UBND'] },
      expected: '12/KH-UBND | Kế hoạch | 2021-07-22 | VĂN PHÒNG HĐND VÀ UBND | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'of a department whose name is broken within a word of two syllables',
      plan: { ...PLAN, bodies: ['UBND HUYỆN HƯỚNG HÓA', 'PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ', 'HỘI'] },
      expected:
        '12/KH-UBND | Kế hoạch | 2021-07-22 | PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'of an office of a ministry',
      plan: { ...PLAN, bodies: ['BỘ NỘI VỤ', 'VĂN PHÒNG'] },
      expected: '12/KH-UBND | Kế hoạch | 2021-07-22 | VĂN PHÒNG | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'of the Party',
      plan: { ...PLAN, bodies: ['ĐẢNG BỘ HUYỆN', 'ĐẢNG ỦY XÃ HÚC', '*'], code: 'Số 12-KH/ĐU' },
      expected: '12/KH/ĐU | Kế hoạch | 2021-07-22 | ĐẢNG ỦY XÃ HÚC | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'whose number is not filled in',
      plan: { ...PLAN, code: 'Số:        /KH-UBND', date: 'Húc, ngày      tháng 7 năm 2021' },
      expected: '…/KH-UBND | Kế hoạch | 2021-07 | UBND XÃ HÚC | Tuyên truyền chuyển đổi số',
    },
    {
      name: 'whose subject goes on in capitals until the authority that decides',
      plan: {
        ...PLAN,
        code: 'Số: 33/2022/NQ-HĐND',
        title: ['NGHỊ QUYẾT', 'QUY ĐỊNH MỨC THU LỆ PHÍ', 'TRÊN ĐỊA BÀN XÃ', 'HỘI ĐỒNG NHÂN DÂN XÃ HÚC'],
      },
      expected: '33/2022/NQ-HĐND | Nghị quyết | 2021-07-22 | UBND XÃ HÚC | QUY ĐỊNH MỨC THU LỆ PHÍ TRÊN ĐỊA BÀN XÃ',
    },
    {
      name: 'without any code: nothing is taken from the grounds below',
      plan: { title: ['KẾ HOẠCH', 'Tuyên truyền'] },
      expected: '…/null | Kế hoạch | – | – | Tuyên truyền',
    },
  ]
  for (const { name, plan, expected } of cases) {
    test(name, () => expect(told(read(page(header(plan))))).toBe(expected))
  }

  test('is read the same in any order of its pieces, decomposed, and with letters drawn one by one', () => {
    const pieces = header(PLAN)
    const expected = told(read(page(pieces)))
    const letters = pieces.flatMap((whole) =>
      [...whole.text].map((text, i, all) => {
        const width = (whole.right - whole.left) / all.length
        return { ...whole, text, left: whole.left + i * width, right: whole.left + (i + 1) * width }
      }),
    )
    const decomposed = pieces.map((one) => ({ ...one, text: one.text.normalize('NFD') }))
    for (const other of [pieces.toReversed(), decomposed, letters, letters.toReversed(), [...pieces, ...pieces]]) {
      expect(told(read(page(other)))).toBe(expected)
    }
  })

  test('is read the same where one piece spans both columns', () => {
    const apart = header({ ...PLAN, code: '', date: '' })
    const joined = piece('Số: 12/KH-UBND                       Húc, ngày 22 tháng 7 năm 2021', {
      x: 105,
      y: 120,
      size: 9,
    })
    expect(told(read(page([...apart, joined])))).toBe(told(read(page(header(PLAN)))))
  })

  test('is firm, but for what lacks a mark', () => {
    expect(read(page(header(PLAN))).codeNumber).toEqual({ value: '12', source: 'page-text', confidence: 'firm' })
    expect(read(page(header({ ...PLAN, code: 'Số: 12KH-UBND' }))).codeNumber?.confidence).toBe('doubtful')
  })

  test('over a scan was recognised by a program, and nothing of it is firm', () => {
    const fields = Object.values(read(page(header(PLAN), true))).flatMap((field) =>
      typeof field === 'object' && field ? [field.confidence] : [],
    )
    expect(fields.length).toBeGreaterThan(4)
    expect(new Set(fields)).toEqual(new Set(['doubtful']))
  })
})

describe('number and date that signatures fill in', () => {
  const blanks = header({ ...PLAN, code: '', date: '' })
  const row = [
    piece('Số:', { x: 100, y: 120, size: 9 }),
    piece('/KH-UBND', { x: 145, y: 120, size: 9 }),
    piece('Húc, ngày', { x: 340, y: 120, size: 9 }),
    piece('tháng', { x: 410, y: 120, size: 9 }),
    piece('năm 2021', { x: 450, y: 120, size: 9 }),
  ]

  test('are read from their widgets, at the place of the blank, and said to be from there', () => {
    const filled = [...blanks, ...row, widget('12', 120, 118), widget('22', 388, 122), widget('7', 436, 119)]
    const { codeNumber, issuedDate, codeNotation } = read(page(filled))
    expect(codeNumber).toEqual({ value: '12', source: 'signature-widget', confidence: 'firm' })
    expect(issuedDate).toEqual({ value: '2021-07-22', source: 'signature-widget', confidence: 'firm' })
    expect(codeNotation?.source).toBe('page-text')
  })

  test('are missing where there is no widget, and where it lies elsewhere on the page', () => {
    for (const pieces of [
      [...blanks, ...row],
      [...blanks, ...row, widget('12', 120, 700)],
    ]) {
      expect(told(read(page(pieces)))).toBe('…/KH-UBND | Kế hoạch | 2021 | UBND XÃ HÚC | Tuyên truyền chuyển đổi số')
    }
  })

  test('the seal and the signature, whose text names signer and time, fill in nothing', () => {
    const seals = [
      widget('Ký bởi: Ủy ban nhân dân xã Húc Email: huc@quangtri.gov.vn Thời gian ký: 25.02.2021 15:12:01', 300, 30),
      widget('SAO Y; VĂN PHÒNG ỦY BAN NHÂN DÂN; 25/07/2025 10:25:14 +07:00', 264, 10),
    ]
    expect(told(read(page([...header(PLAN), ...seals])))).toBe(told(read(page(header(PLAN)))))
  })
})

describe('what is never invented', () => {
  const nothing = { codeNumber: null, codeNotation: null, typeName: null, issuedDate: null, organName: null }

  test('a scan without text says nothing', () => {
    expect(read(page([], true))).toMatchObject({ text: 'none', ...nothing, subject: null, signerInfo: null })
    expect(read()).toMatchObject({ text: 'none', ...nothing })
  })

  test('a scan on which only the signature has text says nothing', () => {
    const seal = widget('Ký bởi: Ủy ban nhân dân xã Húc Thời gian ký: 25.02.2021 15:12:01 +07:00', 271, 30)
    expect(read(page([seal], true))).toMatchObject({ text: 'none', ...nothing })
  })

  const GARBLED = [
    'CQNG HOA XA HQI CHU NGHIA VIPT NAM',
    'DQc l$p - Tg do - H4nh phric',
    'S6: 123 /STP-VB Thdnh ph6 H6 Chf Minh, ngdy 25 th6ng 02 ndm 2021',
    'VA/v tri6n khai Chuong trinh h6 trq ph6p lf li6n ngdnh cho doanh nghiQp nho vd wa',
    'Ngdy 05 th6ng 3 ndm 2016 Thti tudng Chfnh phfi d6 ban hdnh Quytit dinh sti 585/QD-TTg',
  ]
  test('letters that a program guessed are told as such, and none is believed', () => {
    const pieces = GARBLED.map((text, i) => piece(text, { x: 60, y: 60 + 20 * i }))
    expect(read(page(pieces, true))).toMatchObject({ text: 'garbled', ...nothing, subject: null })
    expect(read(page(pieces, false))).toMatchObject({ text: 'garbled', ...nothing, subject: null })
  })

  test('text that lost its marks is not believed either', () => {
    const bare = header(PLAN).map((one) => ({ ...one, text: one.text.normalize('NFD').replace(/\p{M}/gu, '') }))
    expect(read(page(bare))).toMatchObject({ text: 'garbled', ...nothing })
  })

  test('numbers in the text below the title, and dates in it, are those of other documents', () => {
    const cites = ['Số: 99/QĐ-UBND', 'Hướng Hóa, ngày 01 tháng 01 năm 2020', ...BODY]
    const identity = read(page(header({ title: PLAN.title, text: cites })))
    expect(identity).toMatchObject({ codeNumber: null, issuedDate: null })
  })
})

describe('the signer that the text names', () => {
  const block = (...rows: readonly string[]) => [
    piece('Nơi nhận:', { x: 60, y: 600, size: 11 }),
    piece('- Như trên; - Lưu: VT.', { x: 60, y: 615, size: 9 }),
    ...rows.map((text, i) => centred(text, RIGHT, 600 + i * 25, 9)),
  ]
  const cases: readonly (readonly [
    name: string,
    rows: readonly string[],
    position: string | null,
    fullName: string,
  ])[] = [
    ['for a body', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'Hồ Văn An'], 'TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH', 'Hồ Văn An'],
    [
      'in place of the head',
      ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG', 'Lê Thị Lan'],
      'KT. TRƯỞNG PHÒNG, PHÓ TRƯỞNG PHÒNG',
      'Lê Thị Lan',
    ],
    ['by name alone', ['Hồ Văn An'], null, 'Hồ Văn An'],
    ['in capitals', ['CHỦ TỊCH', 'HỒ VĂN AN'], 'CHỦ TỊCH', 'HỒ VĂN AN'],
  ]
  for (const [name, rows, position, fullName] of cases) {
    test(`signs ${name}`, () => {
      expect(value(read(page([...header(PLAN), ...block(...rows)])).signerInfo)).toEqual({ position, fullName })
    })
  }

  test('stands on the last page as well, and is nobody where no name stands there', () => {
    const last = page(block('CHỦ TỊCH', 'Hồ Văn An'))
    expect(value(read(page(header(PLAN)), last).signerInfo)?.fullName).toBe('Hồ Văn An')
    expect(read(page([...header(PLAN), ...block('CHỦ TỊCH', '(Đã ký)')])).signerInfo).toBeNull()
    expect(read(page(header(PLAN))).signerInfo).toBeNull()
  })
})

describe('a phụ lục', () => {
  const titled = (...rows: readonly string[]) => [
    ...rows.map((text, i) => centred(text, 297, 60 + 16 * i, 9)),
    ...BODY.map((text, i) => piece(text, { x: 60, y: 200 + 18 * i, size: 9 })),
  ]

  test('says in its title to which document it belongs', () => {
    const rows = [
      'PHỤ LỤC I',
      'DANH SÁCH CÔNG CHỨC',
      '(Kèm theo Kế hoạch số 12/KH-UBND ngày 22/7/2021',
      'của UBND xã Húc)',
    ]
    const identity = read(page(titled(...rows)))
    expect(told(identity)).toBe('12/KH-UBND | Phụ lục | 2021-07-22 | UBND xã Húc | –')
    expect(identity.isAppendix).toBe(true)
  })

  const ways: readonly (readonly [rows: readonly string[], body: string])[] = [
    [['PHỤ LỤC', '(Kèm theo Kế hoạch số 12/KH-UBND ngày 22/7/2021 của UBND xã Húc về việc tiêm chủng)'], 'UBND xã Húc'],
    [['PHỤ LỤC', '(Kèm theo Kế hoạch số 12/KH-UBND ngày 22/7/2021 của Chủ tịch UBND xã Húc)'], 'UBND xã Húc'],
    [['DANH SÁCH', '(Kèm theo Kế hoạch số 12/KH-UBND ngày 22/7/2021 của UBND xã Húc)'], 'UBND xã Húc'],
    [
      ['BẢNG TỔNG HỢP', 'KẾT QUẢ', '(Kèm theo Kế hoạch', 'số 12/KH-UBND ngày 22/7/2021', 'của UBND xã Húc)'],
      'UBND xã Húc',
    ],
    // Without brackets nobody knows where the name ends.
    [['PHỤ LỤC', 'Kèm theo Kế hoạch số 12/KH-UBND ngày 22/7/2021 của UBND xã Húc', 'STT Họ và tên'], '–'],
  ]
  for (const [rows, body] of ways) {
    test(`belongs to a document of ${body}: ${rows.join(' ')}`, () => {
      const identity = read(page(titled(...rows)))
      expect(told(identity)).toBe(`12/KH-UBND | Phụ lục | 2021-07-22 | ${body} | –`)
      expect(identity.isAppendix).toBe(true)
    })
  }

  test('may leave its blanks to what signatures show', () => {
    const blank = '(Kèm theo Kế hoạch số      /KH-UBND ngày      /7/2021 của UBND xã Húc)'
    const rows = titled('PHỤ LỤC', blank)
    expect(read(page(rows)).isAppendix).toBe(false)
    const gap = rows.find(({ text }) => text === blank)
    const filled = [
      ...rows.filter((row) => row !== gap),
      piece('(Kèm theo Kế hoạch số', { x: 100, y: 76, size: 9 }),
      widget('12', 210, 76),
      piece('/KH-UBND ngày 22/7/2021 của UBND xã Húc)', { x: 240, y: 76, size: 9 }),
    ]
    expect(told(read(page(filled)))).toBe('12/KH-UBND | Phụ lục | 2021-07-22 | UBND xã Húc | –')
  })

  test('is no document that is written on the form of a circular, or under a form of another body', () => {
    const form = titled('MẪU SỐ 01', '(Ban hành kèm theo Thông tư số 11/2019/TT-BNV ngày 4/11/2019 của Bộ Nội vụ)')
    const above = centred('(Kèm theo Công văn số 45/SNV-CCHC ngày 1/7/2021 của Sở Nội vụ)', 297, 40, 9)
    const { code: _, ...uncoded } = PLAN
    for (const pieces of [form, [above, ...header(PLAN)], [above, ...header(uncoded)]])
      expect(read(page(pieces)).isAppendix).toBe(false)
  })

  test('may begin as a document does, with everything but a number of its own', () => {
    const title = [
      'QUY CHẾ',
      'Tiếp công dân',
      '(Ban hành kèm theo Quyết định số 12/QĐ-UBND',
      'ngày 22/7/2021 của UBND xã Húc)',
    ]
    const { code: _, ...plan } = PLAN
    const regulation = read(page(header({ ...plan, title })))
    expect(told(regulation)).toBe('12/QĐ-UBND | Phụ lục | 2021-07-22 | UBND xã Húc | –')
    expect(regulation.isAppendix).toBe(true)
    for (const code of ['Số: 7/QC-UBND', 'Số:     /QC-UBND'])
      expect(read(page(header({ ...plan, code, title })))).toMatchObject({ isAppendix: false })
  })

  test('bears the number and the time in its signature, on a scan as well', () => {
    const stamp = widget('12/KH-UBND; 25/07/2021 10:25:14 +07:00', 350, 20)
    for (const pieces of [titled('BIỂU TỔNG HỢP'), []]) {
      const identity = read(page([...pieces, stamp], pieces.length === 0))
      expect(identity.codeNumber).toEqual({ value: '12', source: 'signature-widget', confidence: 'firm' })
      expect(told(identity)).toBe('12/KH-UBND | Phụ lục | 2021 | – | –')
      expect(identity.isAppendix).toBe(true)
    }
  })

  test('is not taken for one where a document merely has one, or names no number', () => {
    const mentions = header({ ...PLAN, text: ['Phụ lục kèm theo Kế hoạch số 99/KH-UBND', ...BODY] })
    expect(read(page(mentions))).toMatchObject({ isAppendix: false, codeNumber: { value: '12' } })
    expect(read(page(titled('PHỤ LỤC I', '(Kèm theo Kế hoạch của UBND xã)')))).toMatchObject({
      isAppendix: false,
      codeNumber: null,
    })
    expect(read(page([widget('SAO Y; UBND XÃ HÚC; 25/07/2021 10:25:14 +07:00', 350, 20)], true)).isAppendix).toBe(false)
  })
})

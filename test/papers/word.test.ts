/** Word papers: layout of NĐ 30/2020/NĐ-CP, Phụ lục I, as it stands in the XML, and what hostile text does to it. */
import { describe, expect, test, vi } from 'vitest'
import { paperText } from '../../src/papers/paper-text.ts'
import { reminderPaper } from '../../src/papers/reminder-paper.ts'
import { reportPaper } from '../../src/papers/report-paper.ts'
import { wordFile } from '../../src/papers/word.ts'
import { readXml } from '../../src/register/read-xml.ts'
import { sampleView } from '../web/sample.ts'
import { HOSTILE, hostileCount } from './hostile.ts'
import { entriesOf, partOf, wordContent } from './office-file.ts'

const view = sampleView()
const tally = await view.tally()
const count = { period: { kind: 'running', at: view.now() }, tally } as const
const file = await wordFile(reportPaper(count))
const xml = await partOf(file, 'word/document.xml')
const sections = xml.match(/<w:sectPr>.*?<\/w:sectPr>/g) ?? []
const { paragraphs } = await wordContent(file)

describe('the report in Word', () => {
  test('is A4 with margins of 20, 20, 30 and 15 mm, the annexes across', () => {
    const sizes = sections.map((section) => /<w:pgSz w:w="(\d+)" w:h="(\d+)"/.exec(section)?.slice(1).map(Number))
    expect(sizes).toEqual([
      [11_906, 16_838],
      [16_838, 11_906],
      [16_838, 11_906],
    ])
    for (const section of sections) {
      expect(section).toContain('w:top="1134" w:right="850" w:bottom="1134" w:left="1701"')
    }
  })

  test('is in black Times New Roman, of the sizes that the decree has', async () => {
    const styles = await partOf(file, 'word/styles.xml')
    expect(styles).toContain('<w:rFonts w:ascii="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"')
    expect(styles).toContain('<w:color w:val="000000"/>')
    const fonts = new Set([...xml.matchAll(/w:ascii="([^"]*)"/g)].map(([, font]) => font))
    expect([...fonts].filter((font) => font !== 'Times New Roman')).toEqual([])
    const sizes = [...new Set([...xml.matchAll(/<w:sz w:val="(\d+)"/g)].map(([, size]) => Number(size)))]
    // Half-points: 11 to 14, and the strokes, which hold no letter.
    expect(sizes.filter((size) => size !== 4).toSorted()).toEqual([22, 24, 26, 28])
  })

  test('numbers pages from 1 in each part, above the text, in the middle, not on the first', async () => {
    for (const section of sections) {
      expect(section).toContain('<w:pgNumType w:start="1"/><w:titlePg/>')
      expect(section).toContain('w:header="567"')
    }
    const parts = await entriesOf(file)
    const headers = [...parts]
      .filter(([name]) => /^word\/header\d+\.xml$/.test(name))
      .map(([, part]) => part.toString())
    const numbered = headers.filter((header) => header.includes('PAGE'))
    expect(numbered).toHaveLength(sections.length)
    for (const header of numbered) expect(header).toMatch(/<w:jc w:val="center"\/>.*<w:sz w:val="28"\/>/s)
    expect(headers).toHaveLength(2 * sections.length)
  })

  test('begins with the head of an official paper, and ends with recipients and signature', () => {
    const whole = paragraphs.join('\n')
    const inOrder = [
      'UBND HUYỆN HƯỚNG HÓA',
      'PHÒNG NỘI VỤ',
      '/BC-NV',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Hướng Hóa, ngày',
      'BÁO CÁO',
      'Kết quả nộp văn bản có sử dụng chữ ký số',
      'Kính gửi: Chủ tịch Ủy ban nhân dân huyện Hướng Hóa',
      'I. CĂN CỨ',
      'II. KẾT QUẢ',
      'III. ĐÁNH GIÁ',
      'IV. NHIỆM VỤ',
      './.',
      'Nơi nhận:',
      '- Như trên;',
      'TRƯỞNG PHÒNG',
      '\nPhụ lục I\n',
      '\nPhụ lục II\n',
    ]
    const places = inOrder.map((words) => whole.indexOf(words))
    expect(places.filter((place) => place < 0)).toEqual([])
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('repeats the head of a table on each page, and cuts no row', () => {
    const tables = xml.match(/<w:tbl>.*?<\/w:tbl>/gs)?.filter((table) => table.includes('<w:tblHeader/>')) ?? []
    expect(tables.length).toBeGreaterThanOrEqual(5)
    for (const table of tables) expect(table.match(/<w:tr>/g)?.length).toBe(table.match(/<w:cantSplit\/>/g)?.length)
  })

  test('made again on another day is the same to the byte', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2031-01-01T00:00:00Z') })
    const again = await wordFile(reportPaper(count)).finally(() => vi.useRealTimers())
    expect(Buffer.compare(file, again)).toBe(0)
    expect(await partOf(file, 'docProps/core.xml')).not.toContain('dcterms:created')
  })
})

test('the letter to units says what a unit can do, not what the office writes down', async () => {
  const paper = reminderPaper(count)
  const words = (await wordContent(await wordFile(paper ?? expect.unreachable()))).paragraphs.join('\n')
  expect(words).toContain('Tệp được nhận sau hạn nộp nên không được tính.')
  expect(words).toContain('Đề nghị đơn vị liên hệ Phòng Nội vụ huyện Hướng Hóa để được hướng dẫn.')
  expect(words).not.toContain('cán bộ phụ trách ghi lại')
})

describe('hostile text', () => {
  const hostile = hostileCount()
  const papers = [reportPaper(hostile), reminderPaper(hostile)].flatMap((paper) => paper ?? [])

  test.each(papers)('stays text in the paper $symbol, which is well formed and leads nowhere (S29)', async (paper) => {
    const bytes = await wordFile(paper)
    const parts = [...(await entriesOf(bytes))]
    for (const [name, part] of parts) {
      expect(() => [...readXml(part.toString())], name).not.toThrow()
      expect(part.toString(), name).not.toContain('TargetMode="External"')
      expect(part.toString(), name).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    }
    const words = (await wordContent(bytes)).paragraphs
    const seen = HOSTILE.map(paperText).filter((text) => text !== '')
    expect(seen.filter((text) => !words.some((each) => each.includes(text)))).toEqual([])
  })
})

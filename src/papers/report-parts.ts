/** What the report says: results, assessment, proposals. What only the office can know is left open, in brackets. */
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { Tally } from '../tally/tally.ts'
import { groupTable } from './group-table.ts'
import { openUnits, openUnitTable, unitsToRemind } from './open-units.ts'
import { type Block, item, part, type Table, tableBlock, text } from './paper.ts'
import { type RefusedFile, reasonsOf } from './refused.ts'
import { reasonTable } from './refused-table.ts'
import { percentComplete, type Summary, summaryOf } from './summary.ts'

const number = (value: number) => vietnameseNumber(value)

export function results(tally: Tally, files: readonly RefusedFile[]): readonly Block[] {
  const all = summaryOf(tally.units)
  return [
    part('II. KẾT QUẢ'),
    item('1. Kết quả chung'),
    text(standing(all)),
    text(documents(all)),
    ...unassigned(tally),
    item('2. Kết quả theo nhóm đơn vị'),
    tableBlock(groupTable(tally)),
    item('3. Đơn vị chưa hoàn thành'),
    ...listOf(openUnits(tally.units), openUnitTable, 'Không có: mọi đơn vị đều đã hoàn thành.'),
    item('4. Văn bản không được tính và lý do'),
    ...listOf(files, reasonTable, 'Không có tệp nào bị từ chối hoặc nộp trễ hạn.'),
    ...(files.length === 0
      ? []
      : [text(`Danh sách từng tệp, lý do và cách khắc phục tại Phụ lục II${ofNobody(files)}.`)]),
  ]
}

/** They are in the table, and in the numbers of no unit above it. */
function ofNobody(files: readonly RefusedFile[]): string {
  const strange = files.filter(({ unit }) => unit === null).length
  return strange === 0 ? '' : `; trong đó ${number(strange)} tệp chưa xác định được đơn vị`
}

function standing(all: Summary): string {
  return `${number(all.complete)}/${number(all.units)} cơ quan, đơn vị đã hoàn thành, đạt tỷ lệ ${percentComplete(all)}%; ${number(all.lacking)} đơn vị còn thiếu, ${number(all.none)} đơn vị chưa nộp, ${number(all.needsPerson)} đơn vị có văn bản cần xử lý.`
}

function documents(all: Summary): string {
  const byPerson = all.byPerson === 0 ? '' : `, trong đó ${number(all.byPerson)} văn bản do cán bộ chấp nhận thủ công`
  return `Số văn bản hợp lệ được tính là ${number(all.valid)}${byPerson}; bị từ chối ${number(all.refused)}; nộp trễ hạn ${number(all.late)}; còn thiếu ${number(all.missing)} văn bản.`
}

function unassigned({ unassigned }: Tally): readonly Block[] {
  if (unassigned.length === 0) return []
  return [text(`Ngoài ra có ${number(unassigned.length)} tệp chưa xác định được đơn vị, chưa tính cho đơn vị nào.`)]
}

function listOf<T>(items: readonly T[], table: (items: readonly T[]) => Table, none: string): readonly Block[] {
  return [items.length === 0 ? text(none) : tableBlock(table(items))]
}

export function assessment({ units }: Tally, files: readonly RefusedFile[]): readonly Block[] {
  const all = summaryOf(units)
  const main = reasonsOf(files)
    .slice(0, 3)
    .map(([label, count]) => `${label.charAt(0).toLocaleLowerCase('vi')}${label.slice(1)} (${number(count)} tệp)`)
  const why = main.length === 0 ? '' : ` Văn bản không được tính chủ yếu do: ${main.join('; ')}.`
  return [
    part('III. ĐÁNH GIÁ'),
    item('1. Ưu điểm'),
    text(`${number(all.complete)} cơ quan, đơn vị đã nộp đủ số văn bản theo yêu cầu. [Bổ sung]`),
    item('2. Tồn tại, hạn chế'),
    text(`${number(all.units - all.complete)} cơ quan, đơn vị chưa hoàn thành.${why} [Bổ sung]`),
    item('3. Nguyên nhân'),
    text('[Bổ sung]'),
  ]
}

export function proposals(
  { units }: Tally,
  head: { readonly officeName: string; readonly chairman: string },
): readonly Block[] {
  const late = unitsToRemind(units).length
  const waiting = openUnits(units).length - late
  return [
    part('IV. NHIỆM VỤ TIẾP THEO, KIẾN NGHỊ, ĐỀ XUẤT'),
    text(
      late === 0
        ? '[Bổ sung]'
        : `Tiếp tục đôn đốc ${number(late)} cơ quan, đơn vị nộp bổ sung văn bản có chữ ký số hợp lệ${waiting === 0 ? '' : `; ${number(waiting)} cơ quan, đơn vị khác có văn bản đang chờ kết quả nên chưa đôn đốc`}. [Bổ sung]`,
    ),
    text(
      `Trên đây là báo cáo kết quả nộp văn bản có sử dụng chữ ký số, ${head.officeName} kính báo cáo ${head.chairman}./.`,
    ),
  ]
}

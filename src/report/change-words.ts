/** What was done to a file after somebody signed it, in words: on which page, in which field, to which part. */
import { type Facts, onPage } from './fact-words.ts'

/** "trang 3", "trang 1, 3", or null. */
const pageOf = ({ page }: Facts): string | null => (page ? `trang ${page}` : null)

/** "ô “so_van_ban”", or null. */
const fieldOf = ({ field }: Facts): string | null => (field ? `ô “${field}”` : null)

const upper = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

/** "Trang 3: nội dung trang bị thay đổi"; where the place is not known, the deed alone. */
function line(place: readonly (string | null)[], deed: string): string {
  const places = place.filter((one) => one !== null)
  return upper(places.length > 0 ? `${places.join(', ')}: ${deed}` : deed)
}

const CONTENT: Readonly<Record<string, string>> = {
  content: 'nội dung trang bị thay đổi',
  MediaBox: 'khổ giấy bị thay đổi',
  CropBox: 'vùng hiển thị của trang bị thay đổi',
  BleedBox: 'vùng in của trang bị thay đổi',
  TrimBox: 'vùng in của trang bị thay đổi',
  ArtBox: 'vùng in của trang bị thay đổi',
  Rotate: 'chiều xoay của trang bị thay đổi',
  UserUnit: 'tỷ lệ của trang bị thay đổi',
  'optional content': 'một lớp nội dung đang hiển thị bị ẩn đi',
  'signature appearance': 'hình hiển thị của chữ ký bị thay đổi',
}

export function contentChange(facts: Facts): string {
  const deed = CONTENT[facts.what ?? '']
  return deed ? line([pageOf(facts), fieldOf(facts)], deed) : `Nội dung văn bản${onPage(facts)} đã bị sửa`
}

/** Annotations by their kind (ISO 32000-2, table 171). */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  FreeText: 'ô chữ',
  Stamp: 'hình đóng dấu',
  Ink: 'nét vẽ tay',
  Highlight: 'đánh dấu',
  Underline: 'gạch chân',
  Squiggly: 'gạch chân',
  StrikeOut: 'gạch bỏ',
  Link: 'liên kết',
  Widget: 'ô biểu mẫu hoặc ô ký',
  Line: 'hình vẽ',
  Square: 'hình vẽ',
  Circle: 'hình vẽ',
  Polygon: 'hình vẽ',
  PolyLine: 'hình vẽ',
}

const DEEDS: Readonly<Record<string, string>> = { added: 'được thêm', removed: 'bị bỏ đi', edited: 'bị sửa' }

export function annotationChange(facts: Facts): string {
  const noun = facts.subtype ? (ANNOTATIONS[facts.subtype] ?? 'ghi chú') : 'ghi chú hoặc hình vẽ'
  return line([pageOf(facts)], `${noun} ${DEEDS[facts.what ?? ''] ?? 'được đặt lên văn bản'}`)
}

/** Places where something acts (ISO 32000-2, 12.6). */
const ACTIONS: Readonly<Record<string, string>> = {
  'catalog OpenAction': 'lệnh chạy khi mở tệp được thêm',
  'catalog AA': 'lệnh chạy khi đóng, in hoặc lưu tệp được thêm',
  'catalog Names JavaScript': 'mã lệnh chạy khi mở tệp được thêm',
  'field AA': 'lệnh gắn với ô biểu mẫu được thêm',
  'page AA': 'lệnh chạy khi xem trang được thêm',
  'annotation A': 'lệnh gắn với ghi chú hoặc ô biểu mẫu được thêm',
  'annotation AA': 'lệnh gắn với ghi chú hoặc ô biểu mẫu được thêm',
}

export const activeChange = (facts: Facts): string =>
  line([pageOf(facts)], ACTIONS[facts.where ?? ''] ?? 'mã lệnh tự chạy được thêm vào tệp')

/** What P of a certification leaves open (ISO 32000-2, table 257). */
const PERMISSIONS: Readonly<Record<string, string>> = {
  1: 'không cho phép thay đổi nào',
  2: 'chỉ cho phép điền biểu mẫu và ký thêm',
  3: 'chỉ cho phép điền biểu mẫu, ký thêm và ghi chú',
}

/** Classes of changes, as `ChangeClass` of the judge has them. */
const CLASSES: Readonly<Record<string, string>> = {
  comment: 'dữ liệu thừa được thêm vào cuối tệp',
  freed: 'phần không dùng đến bị loại bỏ',
  orphan: 'phần không dùng đến được thêm',
  metadata: 'thông tin mô tả bị thay đổi',
  signature: 'chữ ký được thêm',
  'form-filling': 'biểu mẫu được điền',
  annotation: 'ghi chú hoặc hình vẽ bị thay đổi',
  other: 'nội dung bị thay đổi',
}

/** "Người ký đầu tiên chỉ cho phép …, nhưng sau đó …", or null where the facts do not tell. */
export function forbiddenChange({ permission, change }: Facts): string | null {
  const [allowed, deed] = [PERMISSIONS[permission ?? ''], CLASSES[change ?? '']]
  return allowed && deed ? `Người ký đầu tiên ${allowed}, nhưng sau đó ${deed}` : null
}

/** Parts of a page, and entries of the catalog that have a name in the office (ISO 32000-2, tables 29 and 31). */
const PARTS: Readonly<Record<string, string>> = {
  page: 'phần khai báo của trang',
  content: 'nội dung trang',
  font: 'phông chữ',
  picture: 'hình ảnh hoặc khối nội dung',
  annotation: 'ghi chú hoặc ô biểu mẫu',
  appearance: 'hình hiển thị của ghi chú hoặc ô biểu mẫu',
  AcroForm: 'biểu mẫu',
  DSS: 'dữ liệu xác thực kèm chữ ký',
  Info: 'thông tin mô tả',
  Lang: 'ngôn ngữ của văn bản',
  MarkInfo: 'cấu trúc đọc của văn bản',
  Metadata: 'thông tin mô tả',
  Names: 'danh mục tên và tệp đính kèm',
  OCProperties: 'các lớp nội dung',
  OpenAction: 'thao tác khi mở tệp',
  Outlines: 'mục lục bên lề',
  PageLabels: 'cách đánh số trang',
  Pages: 'danh sách trang',
  Perms: 'quy định về thay đổi',
  StructTreeRoot: 'cấu trúc đọc của văn bản',
  ViewerPreferences: 'cách hiển thị khi mở tệp',
}

const WHERES: Readonly<Record<string, string>> = {
  page: 'phần khai báo của trang',
  form: 'ô biểu mẫu',
  catalog: 'phần khai báo chung của tệp',
  trailer: 'phần cuối tệp',
  nowhere: 'phần không gắn với trang nào',
  update: 'toàn bộ phần ghi thêm',
}

/** What is done to an object, by the words of the judge or how they begin. */
const UNEXPLAINED: readonly (readonly [string, string])[] = [
  ['rewritten', 'bị ghi lại'],
  ['freed', 'bị xóa'],
  ['added where', 'được thêm vào chỗ mà bản đã ký để trống'],
  ['shared with', 'bị ghi lại trong khi còn dùng ở chỗ khác'],
  ['form Fields: new field', 'là ô mới được thêm'],
  ['form Fields', 'có danh sách ô bị thay đổi'],
  ['form NeedAppearances', 'bị phần mềm đọc vẽ lại theo giá trị khác hình đang có'],
  ['form removed', 'bị bỏ đi'],
  ['tab order', 'có thứ tự chuyển ô bị thay đổi'],
  ['signature', 'có chữ ký khác bị thay thế'],
  ['encryption', 'có cách mã hóa bị thay đổi'],
  ['listed at two places', 'được ghi ở hai chỗ khác nhau'],
  ['a key twice', 'có mục được khai báo hai lần'],
  ['a length that', 'có độ dài ghi sai so với dữ liệu'],
  ['another generation', 'dẫn tới một đối tượng theo số phiên bản không có'],
  ['a cross-reference that', 'có bảng tra cứu viết sai cú pháp, mỗi chương trình đọc một khác'],
  ['a spelling that', 'được viết sai cú pháp, mỗi chương trình đọc một khác'],
  ['null in place', 'có mục để trống thay cho giá trị được thừa kế'],
  ['unreadable', 'không đọc được theo bảng tra cứu của tệp'],
]

/** One change that no rule explains: where it is met and what it does. Null where the facts do not tell. */
export function unexplainedChange(facts: Facts): string | null {
  const { what = '', where = '' } = facts
  if (!what && !where) return null
  const named = what.startsWith('catalog ') ? what.slice('catalog '.length) : (facts.part ?? '')
  const part = PARTS[named] ?? (facts.field ? null : WHERES[where || what.split(' ')[0] || '']) ?? null
  const deed = UNEXPLAINED.find(([start]) => what.startsWith(start))?.[1] ?? 'bị thay đổi'
  const places = [pageOf(facts), fieldOf(facts)].filter((place) => place !== null)
  return upper([...places, `${part ?? (facts.field ? '' : 'một phần của tệp')} ${deed}`.trim()].join(', '))
}

/** Content that lay in the file unseen, or could hide or replace what is seen (what the judge calls each kind). */
const PREPARED: Readonly<Record<string, string>> = {
  'unused content': 'nội dung không hiển thị khi ký về sau được đưa ra',
  'optional content': 'lớp nội dung bị ẩn khi ký về sau được hiện ra',
  script: 'có mã lệnh từ trước khi ký',
  action: 'có lệnh ẩn hoặc hiện nội dung từ trước khi ký',
  'hidden layer': 'có lớp nội dung bị ẩn từ trước khi ký',
  'layer that comes and goes': 'có lớp nội dung tự ẩn hoặc tự hiện',
  'hidden annotation': 'có ghi chú hoặc ô biểu mẫu bị ẩn từ trước khi ký',
  'content of another file': 'nội dung trang được lấy từ tệp khác mỗi khi mở',
  'spelling that only some readers understand': 'trang có giá trị viết sai cú pháp, mỗi chương trình đọc một khác',
  'page of another file': 'hình trên trang được lấy từ tệp khác mỗi khi mở',
  'description of the form': 'biểu mẫu được phần mềm đọc dựng lại từ một bản mô tả riêng',
  'field value': 'ô biểu mẫu hiển thị khác giá trị đang lưu',
  'field that viewers draw anew':
    'ô biểu mẫu được phần mềm đọc vẽ lại theo giá trị đang lưu, không chắc giống hình khi ký',
  'unused page': 'có trang không nằm trong văn bản',
  'unused picture': 'có hình ảnh không dùng đến',
  'unused drawing': 'có hình vẽ không dùng đến',
  'unused font': 'có phông chữ không dùng đến',
}

/** Null where the facts do not tell. */
export function preparedContent(facts: Facts): string | null {
  const words = PREPARED[facts.what ?? '']
  return words ? line([pageOf(facts), fieldOf(facts)], words) : null
}

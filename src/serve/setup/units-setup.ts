/** The units of the register, as they are brought to the pages: by the reader and the rules of `sokyso register import`. */
import { DataFileError } from '../../campaign/data-file.ts'
import type { Unit } from '../../campaign/unit.ts'
import { type Proposal, propose } from '../../register/propose.ts'
import { readCsv } from '../../register/read-csv.ts'
import { readTableBytes, TableError } from '../../register/read-table.ts'
import { GROUP_LABELS } from '../../report/explain-count.ts'
import type { Attribute, Store } from '../../store/store.ts'
import type { Clock } from '../../system.ts'
import type { UnitsSetup } from '../../web/setup/setup.ts'
import { shippedUnits } from '../arrange.ts'

type UnitsParts = {
  /** As it is now. */
  readonly register: Store['register']
  readonly store: Pick<Store, 'changeRegister' | 'attributeAgain'>
  readonly attribute: Attribute
  readonly clock: Clock
}

const NO_END = 'Bảng có dấu nháy kép mở mà không đóng.'
const NO_NAMES = 'Không thấy dòng tiêu đề nào có cột “Tên đơn vị”. Chép cả dòng tiêu đề của bảng.'

export function unitsSetup({ register, store, attribute, clock }: UnitsParts): UnitsSetup {
  const read = async (text: string) => {
    const { change, units } = await register()
    return { change, proposal: proposalOf(text, (table) => propose(table, units, clock())) }
  }
  return {
    count: async () => (await register()).units.length,
    sample: async () => asText([SAMPLE_HEADINGS, ...(await shippedUnits()).map(rowOf)]),
    readFile: async (name, bytes) => {
      try {
        return { table: asText(await readTableBytes(name, Buffer.from(bytes))) }
      } catch (error) {
        if (!(error instanceof TableError)) throw error
        return { why: error.message }
      }
    },
    propose: async (text) => {
      const { change, proposal } = await read(text)
      if ('refused' in proposal) return { kind: 'refused', sentences: proposal.refused }
      return { kind: 'changes', changes: proposal.sentences, summary: proposal.summary, basedOn: change }
    },
    apply: async (text, basedOn, by, entry) => {
      const { proposal } = await read(text)
      if ('refused' in proposal) return false
      const units = proposal.changes.map(({ after }) => after)
      const row = { at: entry.at, by, why: 'Nhập trên trang Thiết lập', decision: null, units }
      if (!(await store.changeRegister(basedOn, row, entry))) return false
      await store.attributeAgain(attribute)
      return true
    },
  }
}

type Refused = { readonly refused: readonly string[] }

function proposalOf(
  text: string,
  read: (table: readonly (readonly string[])[]) => Proposal | null,
): Proposal | Refused {
  const table = readCsv(text)
  if (table === null) return { refused: [NO_END] }
  try {
    return read(table) ?? { refused: [NO_NAMES] }
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error
    return { refused: error.message.split('\n') }
  }
}

const SAMPLE_HEADINGS = ['Mã đơn vị', 'Tên đơn vị', 'Nhóm', 'Tên gọi khác', 'Địa chỉ thư']

const rowOf = ({ id, name, group, aliases, addresses }: Unit): readonly string[] => [
  ...[id, name, GROUP_LABELS[group], aliases.join('; '), addresses.join('; ')],
]

/** As Excel puts a table on the clipboard. */
const asText = (table: readonly (readonly string[])[]): string =>
  table.map((row) => row.map(cellOf).join('\t')).join('\n')

const cellOf = (cell: string): string => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

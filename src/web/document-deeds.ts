/** What may be decided about a document: each deed with its address, its words, and what its form makes of it. */
import type { MachineView, Ruling } from '../tally/decision.ts'

export const DEEDS = {
  'gan-don-vi': { action: 'assign-unit', label: 'Gán đơn vị', done: 'Ghi quyết định gán đơn vị' },
  'chap-nhan': { action: 'accept', label: 'Chấp nhận', done: 'Ghi quyết định chấp nhận' },
  'xac-nhan': { action: 'confirm', label: 'Xác nhận', done: 'Ghi xác nhận chấp nhận' },
  'tu-choi': { action: 'refuse', label: 'Từ chối', done: 'Ghi quyết định từ chối' },
  'bo-qua': { action: 'set-aside', label: 'Bỏ qua', done: 'Ghi quyết định bỏ qua' },
  'thong-tin': { action: 'describe', label: 'Ghi thông tin', done: 'Ghi thông tin văn bản' },
  tach: { action: 'split', label: 'Tách', done: 'Ghi quyết định tách' },
} as const satisfies Record<string, { action: Ruling['action']; label: string; done: string }>

export type DeedName = keyof typeof DEEDS

export const isDeedName = (text: string): text is DeedName => Object.hasOwn(DEEDS, text)

export const addressOfDeed = (
  document: string,
  deed: DeedName,
  query: Readonly<Record<string, string>> = {},
): string => {
  const asked = new URLSearchParams(query).toString()
  return `/van-ban/${document}/quyet-dinh/${deed}${asked === '' ? '' : `?${asked}`}`
}

/** What cryptography says of a file is no opinion: whoever accepts it all the same names the paper that allows it. */
export const needsPaper = (deed: DeedName, { outcome, fate }: MachineView): boolean =>
  deed === 'chap-nhan' && outcome === 'invalid' && fate === 'refused'

/** What the head of a document says of the body that issued it. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.2. */
import { foldName } from '../campaign/spelling.ts'
import type { DocumentHeader } from './beside.ts'
import type { NameIndex } from './name-index.ts'
import { bodyOfNames, type NamedBody } from './named-body.ts'

export function bodyOfHeader({ organName, organAbove }: DocumentHeader, names: NameIndex): NamedBody {
  const name = foldName(organName)
  const above = organAbove === null ? [] : [foldName(organAbove)]
  const body = bodyOfNames({ names: [name], all: [name, ...above], above }, names)
  if (body.kind !== 'silent') return body
  // A head whose marks were lost on the way may be one of ours: it is no witness against anybody.
  return names.resembles(name) ? body : { kind: 'other-body' }
}

/** Signatures beside documents, each told of the document whose name it bears: `a.pdf` and `a.pdf.p7s`, or `a.p7s`. */
import type { LetterPart, UnopenedPart } from './letter.ts'

/** A pair lies in the same letter or archive. By name alone: whether the signature is that document's nobody has checked. */
export function pairSignatures(
  parts: readonly LetterPart[],
  unopened: readonly UnopenedPart[],
): readonly UnopenedPart[] {
  const byName = new Map(parts.map((part) => [`${place(part.path)}/${stem(part.name)}`, part.path]))
  return unopened.map((each) => {
    const signs =
      each.reason === 'detached-signature' ? byName.get(`${place(each.path)}/${stem(each.name)}`) : undefined
    return signs === undefined ? each : { ...each, signs }
  })
}

function place(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function stem(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(?:p7s|sig|p7m)$/, '')
    .replace(/\.pdf$/, '')
}

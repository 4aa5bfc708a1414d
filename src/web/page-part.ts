/** The part of a long list that one page shows. */

export type PagePart<T> = {
  readonly shown: readonly T[]
  /** 1 for the first. */
  readonly number: number
  readonly last: number
}

/** 1 for the first. @param asked as it stands in the address; anything that is no number of a page means the first. */
export function pageNumber(asked: string | undefined): number {
  return /^[1-9]\d{0,6}$/.test(asked ?? '') ? Number(asked) : 1
}

/** @param asked as for `pageNumber`; one too high means the last. */
export function pagePart<T>(all: readonly T[], asked: string | undefined, size: number): PagePart<T> {
  const last = Math.max(1, Math.ceil(all.length / size))
  const number = Math.min(pageNumber(asked), last)
  const offset = (number - 1) * size
  return { shown: all.slice(offset, offset + size), number, last }
}

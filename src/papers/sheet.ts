/** A table before it is an Excel file. */
import type { Instant } from '../lang.ts'

export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'count'; readonly value: number }
  /** Shown as Vietnamese time; null stays empty. */
  | { readonly kind: 'time'; readonly at: Instant | null }

export type SheetRow = { readonly look: 'plain' | 'group' | 'total'; readonly cells: readonly SheetCell[] }

export type Sheet = {
  readonly name: string
  /** Each over the whole width; the first is the title. */
  readonly titles: readonly string[]
  /** `width` in characters. */
  readonly columns: readonly { readonly heading: string; readonly width: number }[]
  readonly rows: readonly SheetRow[]
  /** Below the table, each over the whole width. */
  readonly notes: readonly string[]
}

export const textCell = (text: string): SheetCell => ({ kind: 'text', text })
export const countCell = (value: number): SheetCell => ({ kind: 'count', value })
export const timeCell = (at: Instant | null): SheetCell => ({ kind: 'time', at })

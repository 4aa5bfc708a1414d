/** A number that grows with time, drawn as stairs up to where it stands now, with the line of the deadline. */
import { html } from 'hono/html'
import type { Day } from '../../campaign/vietnamese-day.ts'
import type { Instant } from '../../lang.ts'
import { officialDate } from '../../report/vietnamese-date.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Html } from '../markup.ts'
import { endOf, type TimeAxis } from './time-axis.ts'

export type Stairs = {
  /** Of the drawing, within the page. */
  readonly id: string
  readonly title: string
  /** The drawing in words. */
  readonly description: string
  readonly steps: readonly { readonly day: Day; readonly value: number }[]
  /** What it can reach, where there is such a thing. */
  readonly goal: { readonly value: number; readonly words: string } | null
  readonly axis: TimeAxis
  readonly deadline: { readonly at: Instant; readonly words: string }
}

/** In units of the drawing; on a screen about a pixel each. */
const SIZE = { width: 360, height: 136 } as const
/** Room for the number at the end of the stairs, for the words of the goal, and for dates. */
const PLOT = { left: 1, right: 318, top: 20, bottom: 114 } as const
/** Of a letter, rather more than less, and of the date of the opening. */
const [LETTER_WIDTH, DATE_WIDTH] = [6.6, 70]

export function stairs({ id, title, description, steps, goal, axis, deadline }: Stairs): Html {
  const most = Math.max(1, goal?.value ?? 0, ...steps.map(({ value }) => value))
  const x = (at: Instant) => round(PLOT.left + axis.placeOf(at) * (PLOT.right - PLOT.left))
  const y = (value: number) => round(PLOT.bottom - (value / most) * (PLOT.bottom - PLOT.top))
  const last = steps.at(-1)
  const line = `M${PLOT.left} ${PLOT.bottom}${steps.map(({ day, value }) => `H${x(endOf(day))}V${y(value)}`).join('')}`
  const dueAt = x(deadline.at)
  const isLeft = dueAt < SIZE.width / 2
  const due = `Hạn nộp ${deadline.words}`
  // Where the words of the deadline need the room of the first date, they are enough.
  const hasRoom = (isLeft ? dueAt : dueAt - due.length * LETTER_WIDTH) > DATE_WIDTH
  return html`<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="${id}-ten ${id}-loi">
<title id="${id}-ten">${title}</title><desc id="${id}-loi">${description}</desc>
${goal && html`<path class="hair" d="M${PLOT.left} ${y(goal.value)}H${PLOT.right}"/><text x="${PLOT.left}" y="${y(goal.value) - 5}">${goal.words}</text>`}
<path class="area" d="${line}V${PLOT.bottom}z"/><path class="hair" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/>
<path class="due" d="M${dueAt} ${PLOT.top}V${PLOT.bottom + 5}"/><path class="line" d="${line}"/>
${last && html`<text class="value" x="${x(endOf(last.day)) + 5}" y="${y(last.value) + 4}">${vietnameseNumber(last.value)}</text>`}
${hasRoom ? html`<text x="${PLOT.left}" y="${SIZE.height - 6}">${officialDate(axis.from)}</text>` : ''}
<text x="${dueAt}" y="${SIZE.height - 6}" text-anchor="${isLeft ? 'start' : 'end'}">${due}</text>
</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10

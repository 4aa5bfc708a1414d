/** Marks: small drawn signs that tell states apart without colour, always beside their word. */
import { html } from 'hono/html'
import type { Instant } from '../lang.ts'
import { type Mailbox, type MailboxStanding, mailboxStanding } from '../mail/mailbox.ts'
import { isTurnedDown, outcomeLabel } from '../report/explain.ts'
import { FATE_LABELS, unitStateInWords } from '../report/explain-count.ts'
import { explainLetterState } from '../report/explain-letter.ts'
import { STANDING_LABELS } from '../report/explain-mailbox.ts'
import type { Notice, NoticeState } from '../store/outbox-store.ts'
import type { LetterState } from '../submission/submission.ts'
import type { Fate, UnitState, UnitTally } from '../tally/tally.ts'
import type { Condition } from '../upkeep/vital-signs.ts'
import type { Code } from '../validation/code.ts'
import type { Outcome } from '../validation/report.ts'
import type { Html } from './markup.ts'
import { noticeStateInWords } from './outbox-words.ts'

type Sign = 'done' | 'half' | 'empty' | 'waiting' | 'person' | 'refused' | 'copy' | 'late'

const SHAPES = {
  done: html`<circle class="full" cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.3 7 10.7l4.5-5"/>`,
  half: html`<circle cx="8" cy="8" r="6.2"/><path class="full" d="M8 1.8a6.2 6.2 0 0 0 0 12.4z"/>`,
  empty: html`<circle cx="8" cy="8" r="6.2"/>`,
  waiting: html`<circle cx="8" cy="8" r="6.2" stroke-dasharray="2.4 2.47"/><path d="M8 4.6V8l2.2 1.6"/>`,
  person: html`<path class="full" d="M8 .8 15.6 15H.4z"/><path class="cut" d="M8 6v4.2M8 12.1v1"/>`,
  refused: html`<circle cx="8" cy="8" r="6.2"/><path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"/>`,
  copy: html`<path d="M5.2 5.2V1.8h9v9h-3.4"/><path d="M1.8 5.2h9v9h-9z"/>`,
  late: html`<circle cx="8" cy="8" r="6.2"/><path d="M8 4.2V8h3.2"/>`,
} as const satisfies Record<Sign, Html>

const UNIT_SIGNS = {
  complete: 'done',
  'needs-person': 'person',
  checking: 'waiting',
  partial: 'half',
  none: 'empty',
} as const satisfies Record<UnitState, Sign>

const FATE_SIGNS = {
  counts: 'done',
  provisional: 'waiting',
  duplicate: 'copy',
  late: 'late',
  refused: 'refused',
  review: 'person',
  pending: 'waiting',
  'set-aside': 'empty',
} as const satisfies Record<Fate['kind'], Sign>

const OUTCOME_SIGNS = {
  valid: 'done',
  invalid: 'refused',
  indeterminate: 'half',
  unsigned: 'empty',
  unreadable: 'refused',
} as const satisfies Record<Outcome, Sign>

const LETTER_SIGNS = {
  stored: 'waiting',
  read: 'done',
  'no-candidate': 'empty',
  quarantined: 'person',
} as const satisfies Record<LetterState['kind'], Sign>

const STANDING_SIGNS = {
  new: 'empty',
  good: 'done',
  late: 'late',
  stopped: 'person',
} as const satisfies Record<MailboxStanding, Sign>

const NOTICE_SIGNS = {
  waiting: 'waiting',
  sending: 'waiting',
  unclear: 'person',
  sent: 'done',
  failed: 'refused',
} as const satisfies Record<NoticeState, Sign>

/** One that came back was sent for nothing. */
export function noticeMark(notice: Pick<Notice, 'state' | 'bounce'>): Html {
  return marked(notice.bounce === null ? NOTICE_SIGNS[notice.state] : 'refused', noticeStateInWords(notice))
}

export function mailboxMark(mailbox: Mailbox, now: Instant): Html {
  const standing = mailboxStanding(mailbox, now)
  return marked(STANDING_SIGNS[standing], STANDING_LABELS[standing])
}

export function unitStateMark(unit: UnitTally): Html {
  return marked(UNIT_SIGNS[unit.state], unitStateInWords(unit))
}

export function fateMark({ kind }: Fate): Html {
  return marked(FATE_SIGNS[kind], FATE_LABELS[kind])
}

/** Without an outcome the file is not yet judged. */
export function outcomeMark(result: { readonly outcome: Outcome; readonly code: Code } | null): Html {
  if (result === null) return marked('waiting', FATE_LABELS.pending)
  return marked(isTurnedDown(result) ? 'refused' : OUTCOME_SIGNS[result.outcome], outcomeLabel(result))
}

export function letterMark(state: LetterState): Html {
  return marked(LETTER_SIGNS[state.kind], explainLetterState(state).label)
}

const CONDITION_SIGNS = {
  new: 'empty',
  good: 'done',
  late: 'late',
  down: 'person',
  paused: 'half',
} as const satisfies Record<Condition, Sign>

export function conditionMark(condition: Condition, words: string): Html {
  return marked(CONDITION_SIGNS[condition], words)
}

/** A line that asks for a person. */
export function personMark(words: Html | string): Html {
  return marked('person', words)
}

const STEP_SIGNS = { done: 'done', open: 'empty', failed: 'refused', doubtful: 'person' } as const satisfies Record<
  string,
  Sign
>

export function stepMark(state: keyof typeof STEP_SIGNS, words: Html | string): Html {
  return marked(STEP_SIGNS[state], words)
}

function marked(sign: Sign, words: Html | string): Html {
  return html`<span class="mark ${sign}"><svg viewBox="0 0 16 16" aria-hidden="true">${SHAPES[sign]}</svg><span>${words}</span></span>`
}

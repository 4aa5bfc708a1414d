/** What every form of a decision asks: why, in a code and in words, and which paper allows it. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainDecision, REASON_LABELS, REASONS_FOR } from '../../report/decision-words.ts'
import type { Decision, DecisionId, Ruling } from '../../tally/decision.ts'
import type { Typed, TypedFault } from '../decide.ts'
import { formField } from '../form.ts'
import type { Html } from '../markup.ts'
import { alertOf, choiceField, textField } from './form-parts.ts'

const FAULTS = {
  reason: 'Hãy chọn lý do.',
  text: 'Hãy ghi giải trình: quyết định phải có lý do bằng lời.',
  'text-long': 'Giải trình dài quá 2.000 ký tự.',
  paper: 'Quyết định này cần số, ký hiệu của văn bản cho phép.',
  'paper-long': 'Số, ký hiệu văn bản dài quá 200 ký tự.',
  'machine-changed':
    'Kết quả của máy về văn bản này đã thay đổi sau khi mở biểu mẫu. Hãy xem lại kết quả mới ở trên rồi quyết định.',
  'own-unit':
    'Tài khoản này thuộc đơn vị mà quyết định nói đến, nên không tự quyết định được. Đề nghị một cán bộ khác quyết định.',
} as const satisfies Record<TypedFault, string>

/** What stopped a form, in one sentence that is told at once. */
export type Stop =
  | { readonly kind: 'fault'; readonly fault: TypedFault }
  | { readonly kind: 'overtaken'; readonly by: Decision }
  | { readonly kind: 'register-changed' }
  | { readonly kind: 'told'; readonly sentence: string }

export function stopOf(stop: Stop | null): Html | '' {
  switch (stop?.kind) {
    case undefined:
      return ''
    case 'fault':
      return alertOf(FAULTS[stop.fault])
    case 'told':
      return alertOf(stop.sentence)
    case 'register-changed':
      return alertOf('Danh mục đơn vị vừa được người khác sửa. Chưa ghi gì; hãy xem lại rồi gửi lại.')
    case 'overtaken':
      return alertOf(
        `Người khác đã quyết định trước: ${printable(explainDecision(stop.by))} Chưa ghi gì thêm; xem lại, nếu vẫn cần thì gửi lại biểu mẫu.`,
      )
  }
}

type Asked = {
  readonly action: Ruling['action']
  readonly typed: Typed
  /** Of the session, and what the form has seen. */
  readonly mark: string
  readonly seen: DecisionId
  readonly machine: string
}

/** What cannot be seen, and begins the form. */
export function hiddenFields({ mark, seen, machine }: Pick<Asked, 'mark' | 'seen' | 'machine'>): Html {
  return html`${formField(mark)}<input type="hidden" name="da-thay" value="${String(seen)}"><input type="hidden" name="may-thay" value="${machine}">`
}

type Wording = {
  /** Written there before anybody types, where one sentence fits most. */
  readonly proposed?: string
  readonly paper?: 'needed' | 'optional' | 'none'
  readonly textLabel?: string
}

/** A reason that nobody chose is none: only where its words are proposed, it is too. */
const NONE = { value: '', label: 'Chọn lý do' }

export function reasonFields(
  { action, typed }: Pick<Asked, 'action' | 'typed'>,
  { proposed = '', paper = 'optional', textLabel = 'Giải trình' }: Wording = {},
): Html {
  const codes = REASONS_FOR[action].map((code) => ({ value: code, label: REASON_LABELS[code] }))
  return html`${
    codes.length === 1
      ? html`<input type="hidden" name="ly-do" value="${codes[0]?.value ?? ''}">`
      : choiceField('ly-do', 'Lý do', [...(proposed === '' ? [NONE] : []), ...codes], {
          chosen: typed.code,
          isNeeded: proposed === '',
        })
  }
<p class="field"><label for="giai-trinh">${textLabel}</label>
<textarea id="giai-trinh" name="giai-trinh" rows="3" maxlength="2000" required>${printable(typed.text === '' ? proposed : typed.text)}</textarea></p>
${
  paper === 'none'
    ? ''
    : textField({
        name: 'so-van-ban',
        label: paper === 'needed' ? 'Số, ký hiệu văn bản cho phép' : 'Số, ký hiệu văn bản cho phép (nếu có)',
        value: typed.paper,
        isNeeded: paper === 'needed',
      })
}`
}

/** The steps of the set-up: in which order they come, and how far each is. */
import type { Instant } from '../../lang.ts'
import type { Setup } from './setup.ts'

export const STEPS = [
  { id: 'hop-thu', label: 'Hộp thư' },
  { id: 'don-vi', label: 'Danh mục đơn vị' },
  { id: 'ke-hoach', label: 'Kế hoạch' },
  { id: 'chung-thu-so', label: 'Chứng thư số' },
  { id: 'dem-thu', label: 'Đếm thử' },
] as const
export type StepId = (typeof STEPS)[number]['id']

export const pathOf = (step: StepId) => `/thiet-lap/${step}` as const

export type StepState = {
  readonly isDone: boolean
  /** What there is, in a line. */
  readonly facts: string
}

export type SetupState = {
  /** `elsewhere`: the environment says which mailbox is read. */
  readonly startedAt: Instant | 'elsewhere' | null
  readonly steps: Readonly<Record<StepId, StepState>>
}

/** Of those that have to be done before the mailbox is read. */
export function missingSteps({ steps }: SetupState): readonly StepId[] {
  const needed: readonly StepId[] = ['hop-thu', 'don-vi', 'ke-hoach', 'chung-thu-so']
  return needed.filter((step) => !steps[step].isDone)
}

export async function lookAtSetup(setup: Setup): Promise<SetupState> {
  const [startedAt, saved, count, campaign, trust] = await Promise.all([
    setup.startedAt(),
    setup.mailbox.saved(),
    setup.units.count(),
    setup.campaign.now(),
    setup.trust.look(),
  ])
  const anchors = trust.rows.filter(({ kind }) => kind === 'anchor').length
  const lists = trust.rows.filter(({ list }) => list !== null).length
  const isElsewhere = startedAt === 'elsewhere'
  return {
    startedAt,
    steps: {
      'hop-thu': {
        isDone: isElsewhere || (saved?.hasPassword ?? false),
        facts: isElsewhere ? 'theo cấu hình của máy chủ' : saved === null ? 'chưa khai báo' : mailboxFacts(saved),
      },
      'don-vi': { isDone: count > 0, facts: count === 0 ? 'chưa có đơn vị nào' : `${count} đơn vị` },
      'ke-hoach': {
        isDone: campaign.by !== 'program' || isElsewhere,
        facts: campaign.by === 'program' ? 'chưa khai báo, đang dùng mẫu' : `Kế hoạch số ${campaign.campaign.plan}`,
      },
      'chung-thu-so': {
        isDone: anchors > 0,
        facts: anchors === 0 ? 'chưa tin tổ chức chứng thực nào' : `${anchors} gốc, ${lists} danh sách thu hồi`,
      },
      'dem-thu': rehearsalState(setup),
    },
  }
}

type Saved = NonNullable<Awaited<ReturnType<Setup['mailbox']['saved']>>>

function mailboxFacts({ mailbox, hasPassword }: Saved): string {
  const place = `${mailbox.user} tại ${mailbox.host}`
  return hasPassword ? place : `${place}; cần nhập lại mật khẩu`
}

function rehearsalState({ rehearsal }: Setup): StepState {
  const state = rehearsal.state()
  switch (state.kind) {
    case 'none':
      return { isDone: false, facts: 'chưa đếm thử lần nào' }
    case 'running':
      return { isDone: false, facts: 'đang đếm thử' }
    case 'failed':
      return { isDone: false, facts: 'lần vừa rồi không đọc được hộp thư' }
    case 'done':
      return { isDone: true, facts: `đã đếm thử ${state.progress.letters} thư` }
  }
}

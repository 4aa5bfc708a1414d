/** The same numbers everywhere: in each paper, and on the pages. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Unit } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { pdfFile } from '../../src/papers/pdf-paper.ts'
import type { PeriodCount } from '../../src/papers/period.ts'
import { reportPaper } from '../../src/papers/report-paper.ts'
import { summaryOf } from '../../src/papers/summary.ts'
import { readSearch } from '../../src/search.ts'
import { tallyAsFrozen } from '../../src/tally/as-frozen.ts'
import type { Ruling } from '../../src/tally/decision.ts'
import { fatesOf, numbersOf } from '../../src/tally/frozen.ts'
import { countTally } from '../../src/tally/tally.ts'
import { overviewPage, readFilter } from '../../src/web/pages/overview.ts'
import { papersPage } from '../../src/web/pages/papers.ts'
import { IS_NIGHT } from '../night.ts'
import { describeWith } from '../services/required.ts'
import { byCertificate, campaign, DEADLINE, decided, received, report, sha, unit, unknown } from '../tally/build.ts'
import { sampleView } from '../web/sample.ts'
import { expectSameNumbers, numbersOfTally, orderOf, wordsOfPdf } from './paper-numbers.ts'

const NAMES = ['Húc', 'Xy', 'Lìa', 'Ba Tầng', 'A Dơi'] as const
const CODES = ['valid', 'valid', 'revocation-unknown', 'not-signed', 'password-needed', 'page-added', null] as const

type Made = PeriodCount & { readonly units: readonly Unit[]; readonly ground: Parameters<typeof tallyAsFrozen>[1] }

const HOUR_MS = 3_600_000

/** Campaigns of five units in three groups, with letters in time and late, copies, extensions, and words of people, up to some moment. */
const campaigns: fc.Arbitrary<Made> = fc
  .record({
    letters: fc.array(
      fc.record({
        file: fc.nat(11),
        code: fc.constantFrom(...CODES),
        owner: fc.constantFrom(...NAMES, null),
        hours: fc.integer({ min: -3, max: 40 }),
      }),
      { maxLength: 40 },
    ),
    words: fc.array(fc.record({ file: fc.nat(11), action: fc.constantFrom('accept', 'refuse', 'set-aside') }), {
      maxLength: 4,
    }),
    extensions: fc.array(
      fc.record({
        owner: fc.constantFrom(...NAMES),
        hours: fc.option(fc.integer({ min: -2, max: 30 })),
        required: fc.option(fc.integer({ min: 1, max: 5 })),
      }),
      { maxLength: 3 },
    ),
    assigned: fc.array(fc.record({ file: fc.nat(11), owner: fc.constantFrom(...NAMES) }), { maxLength: 3 }),
    until: fc.integer({ min: -4, max: 41 }),
    required: fc.integer({ min: 1, max: 4 }),
    late: fc.constantFrom('refused', 'noted', 'counted'),
    provisional: fc.constantFrom('apart', 'counted'),
  })
  .map(({ letters, words, extensions, assigned, until, required, late, provisional }) => {
    const groups = ['department', 'service', 'commune'] as const
    const units = NAMES.map((name, index) => unit(name, { group: groups[index % 3] ?? 'commune' }))
    const files = new Map(letters.map((letter) => [letter.file, letter]))
    const submissions = letters.map(({ file, hours }, index) => {
      const { code = null, owner = null } = files.get(file) ?? {}
      const judged = code === null ? null : report(`f${file}`, code)
      return received(`f${file}`, hours, owner ? byCertificate(owner) : unknown, judged, `l${index}`)
    })
    const rulings: readonly Ruling[] = [
      ...words.map(({ file, action }): Ruling => ({ action, object: documentOf(file) })),
      ...assigned.map(
        ({ file, owner }): Ruling => ({ action: 'assign-unit', object: documentOf(file), unit: idOf(owner) }),
      ),
      ...extensions.map(({ owner, hours, required }): Ruling => {
        const deadline = hours === null ? null : ((DEADLINE + hours * HOUR_MS) as Instant)
        return { action: 'extend', object: { kind: 'unit', unit: idOf(owner) }, deadline, required }
      }),
    ]
    const decisions = rulings.map((ruling, index) => decided(index + 1, ruling))
    const plan = { ...campaign, required, rule: { ...campaign.rule, late, provisional } }
    // As a paper asks for a moment: what came behind it is not there.
    const [first] = submissions
    const at = ((first?.submission.receivedAt ?? DEADLINE) + until * HOUR_MS) as Instant
    const there = submissions.filter(({ submission }) => submission.receivedAt <= at)
    const tally = countTally(plan, units, there, decisions)
    return { period: { kind: 'running', at }, tally, units, ground: { submissions: there, decisions } }
  })

function documentOf(file: number) {
  return { kind: 'document', document: sha(`f${file}`) } as const
}

const idOf = (name: (typeof NAMES)[number]) => unit(name).id

test('Word, Excel and CSV of a frozen count have the numbers of its moment', async () => {
  await fc.assert(
    fc.asyncProperty(campaigns, async ({ tally, units, ground }) => {
      const kept = {
        campaign: tally.campaign,
        register: units,
        lastDecision: ground.decisions.length,
        frozenAt: DEADLINE,
      }
      const frozen = { ...kept, units: tally.units.map(numbersOf), fates: fatesOf(tally) }
      // As they are when they are read again.
      const read = tallyAsFrozen(JSON.parse(JSON.stringify(frozen)), ground)
      expect(read.units.map(numbersOf)).toEqual(tally.units.map(numbersOf))
      const count: PeriodCount = { period: { kind: 'frozen', at: DEADLINE }, tally: read }
      await expectSameNumbers(count)
      const words = ({ blocks, annexes }: Paper) => [...blocks, ...annexes.flatMap((annex) => annex.blocks.slice(1))]
      const now = reportPaper({ ...count, tally })
      expect(words(reportPaper(count))).toEqual(words(now))
    }),
    { numRuns: IS_NIGHT ? 40 : 20 },
  )
}, 120_000)

test('Word, Excel and CSV have the numbers of the sample that the pages show', async () => {
  const view = sampleView()
  await expectSameNumbers({ period: { kind: 'running', at: view.now() }, tally: await view.tally() })
})

test('Word, Excel and CSV have the numbers of any campaign', async () => {
  await fc.assert(fc.asyncProperty(campaigns, expectSameNumbers), { numRuns: IS_NIGHT ? 60 : 30 })
}, 120_000)

test('the report says of the whole what the overview says, and so does the page it is taken from', async () => {
  await fc.assert(
    fc.asyncProperty(campaigns, async (count) => {
      const { tally } = count
      const idle = {
        letters: 0,
        lettersWaiting: 0,
        documents: 0,
        documentsWaiting: 0,
        quarantined: 0,
        isDiskFull: false,
        unclear: 0,
        drafts: [],
      }
      const work = { documents: [], letters: [], parts: [] }
      const beside = {
        search: readSearch(''),
        filter: readFilter(undefined),
        asked: undefined,
        now: DEADLINE,
        work,
        frozen: null,
      }
      const overview = overviewPage(tally, idle, beside)
      const { units, complete, lacking, none, needsPerson } = summaryOf(tally.units)
      expect(overview.summary).toBe(
        `Tổng đơn vị: ${units}, Đạt: ${complete}, Thiếu: ${lacking}, Chưa nộp: ${none}, Đơn vị cần xử lý: ${needsPerson}`,
      )
      const chosen = { id: 'nay', at: DEADLINE, count }
      const page = String(await papersPage({ chosen, choices: [], isWhole: true }).main)
      const total = [...page.matchAll(/<td class="number"[^>]*>([^<]*)</g)].map(([, cell]) => cell).slice(-7)
      expect(total.slice(0, 5)).toEqual([units, complete, lacking, none, needsPerson].map(String))
      const blocks = reportPaper(count)
        .blocks.map((block) => (block.kind === 'table' ? '' : block.text))
        .join('\n')
      expect(blocks).toContain(`${complete}/${units} cơ quan, đơn vị đã hoàn thành`)
      const table = reportPaper(count).blocks.find((block) => block.kind === 'table')
      expect(table?.kind === 'table' ? table.table.rows.at(-1)?.cells.slice(1) : []).toEqual(total)
    }),
    { numRuns: IS_NIGHT ? 100 : 50 },
  )
})

describeWith('pdftotext', 'poppler-utils', 'the report as PDF', () => {
  test('has the numbers of the sample', async () => {
    const view = sampleView()
    const count = { period: { kind: 'running', at: view.now() }, tally: await view.tally() } as const
    const words = wordsOfPdf(await pdfFile(reportPaper(count)))
    const order = orderOf(count.tally)
    const found = words.join(' ')
    const rows = numbersOfTally(count.tally, order).map((numbers, index) => `${order[index]} ${numbers.join(' ')}`)
    expect(rows.filter((row) => !found.includes(row))).toEqual([])
    expect(words.filter((line) => line === 'Phụ lục I' || line === 'Phụ lục II')).toHaveLength(2)
  })
})

/** The order in which submissions arrived, total, so that no result depends on the order in which they are given. */
import type { JudgedSubmission } from './tally.ts'

export function earliestFirst(a: JudgedSubmission, b: JudgedSubmission): number {
  return a.submission.receivedAt - b.submission.receivedAt || compareSource(a, b)
}

export function newestFirst(a: JudgedSubmission, b: JudgedSubmission): number {
  return b.submission.receivedAt - a.submission.receivedAt || compareSource(a, b)
}

/** One part of one letter is one submission, however often it is given; of its versions the judged one is kept. */
export function distinctSubmissions(submissions: readonly JudgedSubmission[]): readonly JudgedSubmission[] {
  const bySource = new Map<string, JudgedSubmission>()
  for (const item of submissions) {
    const { letter, document, partPath } = item.submission
    const source = `${letter} ${document} ${partPath}`
    if (!bySource.get(source)?.report) bySource.set(source, item)
  }
  return [...bySource.values()]
}

function compareSource({ submission: a }: JudgedSubmission, { submission: b }: JudgedSubmission): number {
  return compareText(a.document, b.document) || compareText(a.letter, b.letter) || compareText(a.partPath, b.partPath)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

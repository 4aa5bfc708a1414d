/** Four letters: two documents, nothing of interest, one of the documents again, and one more. */
import type { MemoryMailbox } from './memory-mailbox.ts'
import { letterWith } from './sample-letters.ts'

export function deliverStory(mailbox: MemoryMailbox): void {
  mailbox.deliver(letterWith({ 'a.pdf': 'A', 'b.pdf': 'B' }), { receivedAt: 1000 })
  mailbox.deliver(letterWith({ 'note.txt': 'CANARY' }, 'CANARY'), { receivedAt: 2000 })
  mailbox.deliver(letterWith({ 'again.pdf': 'A' }), { receivedAt: 3000 })
  mailbox.deliver(letterWith({ 'c.pdf': 'C' }), { receivedAt: 4000 })
}

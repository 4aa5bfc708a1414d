/** Which letters are sent on trial: those whose subject begins with the word of the office. */

/**
 * At the beginning alone: an answer or a forwarded letter ("Re: [THỬ] …") is none, since to count a trial is seen by everybody,
 * and a submission that is taken for a trial would be lost.
 *
 * @param word null: there are no trials.
 */
export function trialsOf(word: string | null): (subject: string) => boolean {
  if (word === null) return () => false
  const begin = folded(word)
  return (subject) => folded(subject).startsWith(begin)
}

const folded = (text: string) => text.normalize('NFC').trim().toLocaleLowerCase('vi')

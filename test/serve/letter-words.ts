/** What of a letter must never stand in a log: who wrote it, to whom, about what, and how its files are called. */

/** As they stand in the letter, whatever their encoding. Short ones say nothing: they stand in other words, too. */
export function wordsOf(letter: Uint8Array): readonly string[] {
  const raw = Buffer.from(letter).toString('latin1')
  const values = [...raw.matchAll(/^(?:From|Subject|To): (.{8,})$/gim), ...raw.matchAll(/name\*?="?([^"\r\n;]{6,})/g)]
  const addresses = raw.match(/[\w.+-]+@[\w-]+\.[\w.-]+/g) ?? []
  return [...values.flatMap(([, value]) => (value ? [value.trim()] : [])), ...addresses]
}

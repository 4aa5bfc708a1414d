/**
 * `npm run -s bench`: what a verdict costs, as a ratio to the floor and to what a user would pick instead, in one run.
 * `npm run -s bench -- NAME`: one of all there are; those that take long are run by name alone.
 */
import { benchCertificates } from './certificates.ts'
import { benchLetters } from './letters.ts'
import { benchMail } from './mail.ts'
import { type Options, readOptions } from './options.ts'
import { benchPages } from './pages.ts'
import { benchPapers } from './papers.ts'
import { benchRealFiles } from './real-files.ts'
import { benchSameDocument } from './same-document.ts'
import { benchVerify } from './verify.ts'

type Bench = (print: (line: string) => void, options: Options) => void | Promise<void>

const SHORT: Readonly<Record<string, Bench>> = {
  verify: benchVerify,
  'real-files': benchRealFiles,
  certificates: benchCertificates,
  'same-document': benchSameDocument,
  mail: benchMail,
  papers: benchPapers,
}
const LONG: Readonly<Record<string, Bench>> = { letters: benchLetters, pages: benchPages }

const { names, options } = readOptions(process.argv.slice(2))
const all = new Map(Object.entries({ ...SHORT, ...LONG }))
for (const name of names.length === 0 ? Object.keys(SHORT) : names) {
  const bench = all.get(name)
  if (bench === undefined) throw new Error(`There is no measurement ${name}: ${[...all.keys()].join(', ')}`)
  await bench((line) => console.log(line), options)
}

/** `npm run bench`: what a verdict costs, as a ratio to the floor and to what a user would pick instead, in one run. */
import { benchCertificates } from './certificates.ts'
import { benchMail } from './mail.ts'
import { benchPapers } from './papers.ts'
import { benchRealFiles } from './real-files.ts'
import { benchSameDocument } from './same-document.ts'
import { benchVerify } from './verify.ts'

const print = (line: string) => console.log(line)
await benchVerify(print)
await benchRealFiles(print)
await benchCertificates(print)
benchSameDocument(print)
await benchMail(print)
await benchPapers(print)

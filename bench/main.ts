/** `npm run bench`: what a verdict costs, as a ratio to the floor and to what a user would pick instead, in one run. */
import { benchCertificates } from './certificates.ts'
import { benchRealFiles } from './real-files.ts'
import { benchVerify } from './verify.ts'

const print = (line: string) => console.log(line)
await benchVerify(print)
await benchRealFiles(print)
await benchCertificates(print)

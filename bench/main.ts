/** `npm run bench`: what a verdict costs, as a ratio to the floor and to what a user would pick instead, in one run. */
import { benchVerify } from './verify.ts'

await benchVerify((line) => console.log(line))

import { inProcessQueue } from '../../src/queue/in-process.ts'
import { queueContract } from './queue.contract.ts'

queueContract('in-process queue', (rules) => inProcessQueue({ ...rules, concurrency: 2, pollMs: 5 }))

/** The thread that draws one paper, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { draw } from './draw.ts'

parentPort?.postMessage(await draw(workerData))
